package proof

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"
)

// TestBackups takes backups while mentions come. Each is a database of its own that holds everything that was stored when
// it was begun and nothing that was never sent; put back beside the stream of today it has everything that was ever
// acknowledged, put into an empty folder it goes on from where it is.
func TestBackups(t *testing.T) {
	copies, kills := 5, 8
	if *long {
		copies, kills = 20, 60
	}
	home, ledger := NewHome(t, binary, ""), NewLedger(t)
	p := home.Start(t)
	url := func() string { return p.URL }
	grow := &Senders{Ledger: ledger, URL: url, Batch: 400, Rate: 3000} // so that a backup takes a while
	grow.Start(t, 2, *seed)
	Eventually(t, time.Minute, "12,000 mentions are acknowledged", func() bool { return ledger.Acks() >= 12000 })
	grow.Stop()
	load := &Senders{Ledger: ledger, URL: url, Rate: 300, From: 1 << 20}
	load.Start(t, 2, *seed)
	intake := &intakeClock{url: p.URL, ledger: ledger}
	intake.start(t)
	var taken []backup
	for i := range copies {
		taken = append(taken, home.backUp(t, fmt.Sprint("backup", i), intake))
	}
	home.killBackups(t, ledger, kills, taken[0].took)
	intake.stop()
	load.Stop()
	intake.report(t)
	for _, b := range taken {
		b.check(t, ledger)
	}
	home.Drained(t, ledger, time.Minute)
	p.Stop(t)

	home.putBack(t, taken[0].path)
	p = home.Start(t)
	home.Drained(t, ledger, time.Minute)
	p.Stop(t)
	home.Check(t, ledger)

	goOnFrom(t, taken[copies-1], ledger)
}

// backup is a copy that was taken.
type backup struct {
	path   string
	took   time.Duration
	before map[string]int // what was stored when it was begun
}

func (h Home) backUp(t *testing.T, name string, intake *intakeClock) backup {
	t.Helper()
	db := h.views(t)
	defer db.Close()
	b := backup{path: filepath.Join(h.Dir, name), before: keys(t, db)}
	began := time.Now()
	intake.disturb(true)
	h.Do(t, "backup", b.path)
	intake.disturb(false)
	b.took = time.Since(began)
	return b
}

// check opens the copy as a data folder of its own.
func (b backup) check(t *testing.T, ledger *Ledger) {
	t.Helper()
	home := NewHome(t, binary, "")
	home.putBack(t, b.path)
	stored := home.checkCopy(t, ledger)
	for key := range b.before {
		if stored[key] == 0 {
			t.Errorf("%s lacks %s, which was stored before it was begun", filepath.Base(b.path), key)
			return
		}
	}
	t.Logf("%s took %v: %d mentions, %d of them stored before", filepath.Base(b.path), b.took.Round(time.Millisecond), len(stored), len(b.before))
}

// checkCopy finds the database whole, its sums right and its mentions among those that were sent, and returns them.
func (h Home) checkCopy(t *testing.T, ledger *Ledger) map[string]int {
	t.Helper()
	if o := h.Run(t, "verify"); o.Code != 0 {
		t.Errorf("verify: exit code %d: %s%s", o.Code, o.Out, o.Errors)
	}
	db := h.views(t)
	defer db.Close()
	stored, sent, hours := keys(t, db), ledger.all(), map[string]int{}
	for key, n := range stored {
		s, ok := sent[key]
		if !ok || n != 1 {
			t.Errorf("the copy has %s %d times; it was sent: %v", key, n, ok)
		}
		hours[s.Hour.Format(time.RFC3339)]++
	}
	if sums := hourly(t, db); !maps.Equal(sums, hours) {
		t.Errorf("the copy's sums differ from its mentions: %s", difference(sums, hours))
	}
	checkIntake(t, db, len(stored))
	return stored
}

// putBack makes a copy the home's database, as an operator would while nothing runs. The stream's folder stays as it is.
func (h Home) putBack(t *testing.T, file string) {
	t.Helper()
	if err := os.MkdirAll(h.Data(), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(h.Database() + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	write(t, h.Database(), string(text))
}

// killBackups ends the command at moments of a backup. Under the name that was asked for there is then a whole copy, or
// nothing.
func (h Home) killBackups(t *testing.T, ledger *Ledger, kills int, took time.Duration) {
	t.Helper()
	dice := rand.New(rand.NewPCG(*seed, 1))
	midway, whole := 0, 0
	for i := range kills {
		file := filepath.Join(h.Dir, fmt.Sprint("killed", i))
		c := h.command(context.WithoutCancel(t.Context()), []string{"backup", file})
		c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(dice.Int64N(int64(took) * 11 / 10)))
		c.Process.Kill()
		c.Wait()
		if parts, _ := filepath.Glob(file + ".*"); len(parts) > 0 {
			midway++
		}
		if _, err := os.Stat(file); err != nil {
			continue
		}
		whole++
		home := NewHome(t, binary, "")
		home.putBack(t, file)
		home.checkCopy(t, ledger)
	}
	if midway == 0 {
		t.Error("no kill fell into a backup, so nothing was seen")
	}
	t.Logf("%d backups were killed: %d midway, %d were whole", kills, midway, whole)
}

// goOnFrom starts on a copy in a folder that has no stream yet: what comes again is known, what is new is stored.
func goOnFrom(t *testing.T, b backup, ledger *Ledger) {
	t.Helper()
	home, fresh := NewHome(t, binary, ""), NewLedger(t)
	home.putBack(t, b.path)
	had := home.checkCopy(t, ledger)
	p := home.Start(t)
	var again, first []Post
	for i, n := range numbers(had)[:100] {
		again, first = append(again, NewPost("shop", n)), append(first, NewPost("shop", 1<<30+i))
	}
	for _, batch := range [][]Post{again, first} {
		fresh.Intend(batch)
		if status, _, err := Send(t.Context(), p.URL, batch); err != nil || status >= 300 {
			t.Fatalf("status %d, %v", status, err)
		}
		fresh.Settle(batch, true)
	}
	home.Drained(t, fresh, time.Minute)
	p.Stop(t)
	db := home.views(t)
	defer db.Close()
	if stored := keys(t, db); len(stored) != len(had)+len(first) {
		t.Errorf("%d are stored, want the %d of the copy and %d new ones", len(stored), len(had), len(first))
	}
	home.Do(t, "verify")
}

// numbers are those of the mentions of the shop's, in order.
func numbers(stored map[string]int) (all []int) {
	for key := range stored {
		var n int
		if _, err := fmt.Sscanf(key, "shop:p%d", &n); err == nil {
			all = append(all, n)
		}
	}
	slices.Sort(all)
	return all
}

// intakeClock sends one mention after the other and times the answers, apart for the time in which something else is going
// on.
type intakeClock struct {
	url    string
	ledger *Ledger

	mu         sync.Mutex
	disturbed  bool
	calm, busy []time.Duration
	end        context.CancelFunc
	group      sync.WaitGroup
}

func (c *intakeClock) start(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	c.end = cancel
	c.group.Go(func() {
		for n := 1 << 28; ctx.Err() == nil; n++ {
			c.send(ctx, []Post{NewPost("desk", n)})
			wait(ctx, 5*time.Millisecond)
		}
	})
	t.Cleanup(c.stop)
}

func (c *intakeClock) send(ctx context.Context, post []Post) {
	c.ledger.Intend(post)
	began := time.Now()
	status, _, err := Send(ctx, c.url, post)
	took := time.Since(began)
	c.ledger.Settle(post, err == nil && status < 300)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.disturbed {
		c.busy = append(c.busy, took)
	} else {
		c.calm = append(c.calm, took)
	}
}

func (c *intakeClock) disturb(on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.disturbed = on
}

func (c *intakeClock) stop() {
	c.end()
	c.group.Wait()
}

// report compares the medians. A backup has a process of its own, which takes its share of the processors; that it holds
// no lock that intake waits for shows in that nothing takes many times as long.
func (c *intakeClock) report(t *testing.T) {
	t.Helper()
	calm, busy := percentile(c.calm, 50), percentile(c.busy, 50)
	t.Logf("acknowledged in %v (p99 %v) between backups, %v (p99 %v) beside one", calm, percentile(c.calm, 99), busy, percentile(c.busy, 99))
	if len(c.busy) < 20 || len(c.calm) < 20 {
		t.Logf("too few answers to compare: %d and %d", len(c.calm), len(c.busy))
	} else if busy > 10*calm+20*time.Millisecond {
		t.Errorf("an acknowledgement takes %v beside a backup, want at most ten times the %v between them", busy, calm)
	}
}
