package stream

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"
)

func TestShareBetweenTwo(t *testing.T) {
	s := open(t, t.TempDir())
	publish(t, s, mentions(0, 200)...)
	ctx, done := context.WithCancel(t.Context())
	var mu sync.Mutex
	times := map[uint64]int{}
	tries := map[uint64]int{}
	failed := false
	do := func(_ context.Context, items []Item) error {
		mu.Lock()
		defer mu.Unlock()
		if !failed && items[0].Seq > 1 {
			failed = true
			return errors.New("the classifier stumbled")
		}
		for _, it := range items {
			times[it.Seq]++
			tries[it.Seq] = it.Tries
		}
		if len(times) == 200 {
			done()
		}
		return nil
	}
	var members sync.WaitGroup
	for range 2 {
		members.Go(func() {
			if err := s.Raw().Share(ctx, "classify", 20, do); err != nil {
				t.Error(err)
			}
		})
	}
	members.Wait()
	again := 0
	for _, seq := range upTo(200) {
		if times[seq] != 1 {
			t.Errorf("message %d was done %d times", seq, times[seq])
		}
		if tries[seq] == 2 {
			again++
		}
	}
	if again == 0 || again > 20 {
		t.Errorf("%d messages came a second time, want those of one batch", again)
	}
}

func TestShareGoesOnWhereTheGroupWas(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	publish(t, s, mentions(0, 50)...)
	if got := share(t, s.Raw(), 50); !slices.Equal(got, upTo(50)) {
		t.Errorf("shared %v", got)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	publish(t, s, mentions(50, 60)...)
	if got := share(t, s.Raw(), 10); !slices.Equal(got, upTo(60)[50:]) {
		t.Errorf("shared %v after a restart", got)
	}
	s.srv.restart()
	insist(t, s, mentions(60, 65))
	if got := share(t, s.Raw(), 5); !slices.Equal(got, upTo(65)[60:]) {
		t.Errorf("shared %v after a restart of the server", got)
	}
}

// share takes n messages as the only member of a group.
func share(t testing.TB, l *Log, n int) (got []uint64) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	err := l.Share(ctx, "g", 7, func(_ context.Context, items []Item) error {
		if got = append(got, seqs(items)...); len(got) >= n {
			cancel()
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// The log was lost and begins at one again, but the group remembers a later place: it must not wait for that.
func TestShareOfALogMadeAnew(t *testing.T) {
	s := open(t, t.TempDir())
	publish(t, s, mentions(0, 30)...)
	share(t, s.Raw(), 30)
	log, err := s.js.Stream(t.Context(), s.Raw().name)
	if err != nil {
		t.Fatal(err)
	}
	config := log.CachedInfo().Config
	if err := s.js.DeleteStream(t.Context(), s.Raw().name); err != nil {
		t.Fatal(err)
	}
	if _, err := s.js.CreateStream(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	publish(t, s, mentions(30, 35)...)
	if got := share(t, s.Raw(), 5); !slices.Equal(got, upTo(5)) {
		t.Errorf("shared %v", got)
	}
}

func TestShareChecksTheGroup(t *testing.T) {
	s := open(t, t.TempDir())
	if err := s.Raw().Share(t.Context(), "a.b", 1, nil); err == nil {
		t.Error("a group with a dot was taken")
	}
}
