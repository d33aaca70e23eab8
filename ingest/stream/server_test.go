package stream

import (
	"errors"
	"os/signal"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"molva/ingest"
)

// One write that fails makes JetStream silent for good, although the disk is well again and everything else looks well.
// The stream must notice, replace the server, and have lost nothing that it acknowledged.
func TestSilentServerIsReplaced(t *testing.T) {
	s := open(t, t.TempDir(), func(o *Options) { o.PublishTimeout = time.Second })
	taken := publishUntilFull(t, s)
	t.Logf("%d were acknowledged before the wall", taken)

	var h Health // hears of it a moment after the publishers
	for deadline := time.After(10 * time.Second); h.Silent == 0; h = s.Health(t.Context()) {
		select {
		case <-deadline:
			t.Fatalf("health of a silent server: %+v", h)
		default:
		}
	}
	if h.Ready || !slices.ContainsFunc(h.Reasons, func(r string) bool { return strings.Contains(r, "no answer") }) {
		t.Errorf("health of a silent server: %+v", h)
	}
	insist(t, s, large(taken, 40)) // the wall is gone, and nobody restarts anything
	for deadline := time.After(10 * time.Second); !h.Ready || h.Restarts == 0 || h.Silent != 0; h = s.Health(t.Context()) {
		select {
		case <-deadline:
			t.Fatalf("health of a replaced server: %+v", h)
		default:
		}
	}
	bodies := map[string]int{}
	for _, it := range scan(t, s.Raw(), time.Time{}) {
		bodies[string(it.Body)]++
	}
	for _, e := range large(0, taken+40) {
		if bodies[string(e.Body)] != 1 {
			t.Fatalf("mention %s lies there %d times", e.ID, bodies[string(e.Body)])
		}
	}
}

func large(from, n int) []ingest.Envelope {
	batch := mentions(from, from+n)
	for i := range batch {
		batch[i].Body = append(batch[i].Body, strings.Repeat(" ", 100_000)...)
	}
	return batch
}

// publishUntilFull lets the disk appear full, by a limit on the size of files, until publishes go unanswered, and then
// gives the room back. It returns how many mentions were acknowledged.
func publishUntilFull(t *testing.T, s *Stream) (taken int) {
	t.Helper()
	signal.Ignore(unix.SIGXFSZ)
	defer signal.Reset(unix.SIGXFSZ)
	var before unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	small := unix.Rlimit{Cur: 4 << 20, Max: before.Max} // more than any file of the test itself
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &small); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &before); err != nil {
			t.Fatal(err)
		}
	}()
	for {
		if _, err := s.Publish(t.Context(), large(taken, 1)); err == nil {
			taken++
		} else if errors.Is(err, ingest.ErrStreamed) {
			return taken
		} else {
			t.Fatal(err)
		}
	}
}

func TestPublishThroughRestarts(t *testing.T) {
	s := open(t, t.TempDir())
	var publishers sync.WaitGroup
	for p := range 4 {
		publishers.Go(func() {
			for i := range 25 {
				insist(t, s, mentions(100*p+4*i, 100*p+4*i+4))
			}
		})
	}
	for range 3 {
		came, stop := follow(t, s.Raw())
		wait(t, came, 20)
		stop()
		s.srv.restart()
	}
	publishers.Wait()
	seen := map[string]bool{}
	all := scan(t, s.Raw(), time.Time{})
	for _, it := range all {
		seen[string(it.Body)] = true
	}
	if len(seen) != 400 || len(all) != 400 {
		t.Errorf("%d messages, %d different, want 400", len(all), len(seen))
	}
}
