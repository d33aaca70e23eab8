package proof

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestDuplicateStorm lets sixteen senders bring the same mentions again and again, to three sources, past the time for
// which the stream itself knows a repeat and across kills. A repeat is answered like the first; each mention is stored
// and counted once for each source.
func TestDuplicateStorm(t *testing.T) {
	ids, sends, kills := 2_000, 20_000, 3
	if *long {
		ids, sends, kills = 10_000, 1_000_000, 30
	}
	t.Logf("seed %d", *seed)
	home, ledger := NewHome(t, binary, ""), NewLedger(t)
	home.Env = []string{"MOLVA_STREAM_WINDOW=1s"}
	p := home.Start(t)
	s := &storm{ledger: ledger, told: map[int]int{}, lines: map[string][]Post{}}
	s.url.Store(p.URL)
	for i, source := range SourceIDs {
		for n := range ids {
			post := NewPost(source, len(SourceIDs)*n+i) // with a text of its own, or it would be folded with the others
			post.ID = fmt.Sprint(n)
			s.lines[source] = append(s.lines[source], post)
		}
	}
	began := time.Now()
	stop := s.blow(t, sends)
	for killed := 0; killed < kills; killed++ {
		after := sends * (killed + 1) / (kills + 1)
		Eventually(t, 20*time.Minute, "mentions are sent", func() bool { return int(s.sent.Load()) >= after })
		p.Kill(t)
		p = home.Start(t)
		s.url.Store(p.URL)
	}
	stop()
	took := time.Since(began)
	for _, line := range s.lines { // whatever chance left out, and all else again, later than the window
		for ; len(line) > 0; line = line[min(100, len(line)):] {
			s.deliver(t, line[:min(100, len(line))])
		}
	}
	home.Drained(t, ledger, time.Minute)
	p.settles(t)
	p.Stop(t)
	home.Check(t, ledger)
	s.check(t, home, ids)
	t.Logf("%d mentions sent in %v, %.0f a second, and all of them once more; answers %v", s.sent.Load(), took.Round(time.Second), float64(sends)/took.Seconds(), s.told)
	if took.Seconds() > float64(sends)/200 {
		t.Errorf("%d sends took %v, want at least 200 a second", sends, took)
	}
}

type storm struct {
	ledger *Ledger
	lines  map[string][]Post // by source; what is sent, always the same
	url    atomic.Value
	sent   atomic.Int64

	mu   sync.Mutex
	told map[int]int // answers by their status; 0: none
}

// blow lets sixteen senders bring so many mentions; stop waits until they have.
func (s *storm) blow(t *testing.T, sends int) (stop func()) {
	var group sync.WaitGroup
	for i := range 16 {
		dice := rand.New(rand.NewPCG(*seed, uint64(i)))
		group.Go(func() {
			for int(s.sent.Load()) < sends {
				line := s.lines[SourceIDs[dice.IntN(len(SourceIDs))]]
				at := dice.IntN(len(line))
				batch := line[at:min(at+1+dice.IntN(40), len(line))]
				s.deliver(t, batch)
				s.sent.Add(int64(len(batch)))
				wait(t.Context(), time.Duration(len(batch))*16*time.Second/4000) // longer than the window, in all
			}
		})
	}
	return group.Wait
}

// deliver sends a batch until it is accepted.
func (s *storm) deliver(t *testing.T, batch []Post) {
	s.ledger.Intend(batch)
	for acked := false; !acked && t.Context().Err() == nil; {
		status, _, err := Send(t.Context(), s.url.Load().(string), batch)
		acked = err == nil && (status == http.StatusOK || status == http.StatusAccepted)
		s.ledger.Settle(batch, acked)
		s.mu.Lock()
		s.told[status]++
		s.mu.Unlock()
		if !acked {
			wait(t.Context(), 20*time.Millisecond)
		}
	}
}

// check wants every mention of every source once, and no repeat taken for an edit.
func (s *storm) check(t *testing.T, home Home, ids int) {
	t.Helper()
	db := home.views(t)
	defer db.Close()
	want := map[string]int{}
	for _, source := range SourceIDs {
		want[source] = ids
	}
	if have := counts(t, db, `SELECT network, count(*) FROM v_mention GROUP BY network`); !maps.Equal(have, want) {
		t.Errorf("stored are %v, want %v", have, want)
	}
	if stored := counts(t, db, `SELECT source, stored FROM v_intake`); !maps.Equal(stored, want) {
		t.Errorf("the ledger has %v stored, want %v", stored, want)
	}
	outcomes := counts(t, db, `SELECT 'duplicate', sum(duplicate) FROM v_intake UNION ALL
		SELECT 'other', sum(updated + unmatched + rejected + dead + erased) FROM v_intake`)
	if outcomes["other"] > 0 || outcomes["duplicate"] == 0 {
		t.Errorf("repeats became %v, want duplicates only", outcomes)
	}
	for status := range s.told {
		if status != 0 && status != http.StatusOK && status != http.StatusAccepted && status != http.StatusServiceUnavailable {
			t.Errorf("a repeat is answered with %d", status)
		}
	}
}
