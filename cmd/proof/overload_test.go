package proof

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// The rated load is 200 mentions a second. What comes at ten times that is taken or refused, and either way memory stays
// bounded, the pages answer and nothing that was accepted is lost.
func TestOverload(t *testing.T) {
	home, ledger := NewHome(t, binary, ""), NewLedger(t)
	p := home.Start(t)
	answers := &answers{}
	senders := &Senders{Ledger: ledger, URL: func() string { return p.URL }, Batch: 8, Rate: 2000, Heard: answers.heard}
	readers := &Readers{URL: p.URL, Paths: []string{"/"}, Pause: 100 * time.Millisecond}
	senders.Start(t, 64, *seed)
	readers.Start(t, 2)
	time.Sleep(longer(12*time.Second, 10*time.Minute))
	readers.Stop()
	senders.Stop()
	over := time.Now()
	readers.Check(t, 95, 500*time.Millisecond)
	home.Drained(t, ledger, time.Minute)
	p.ready(t, time.Minute-time.Since(over))
	_, peak := p.Memory(t)
	t.Logf("%d accepted; answers %v; peak %d MiB", ledger.Acks(), answers.seen(), peak/MiB)
	answers.check(t)
	if peak > 256*MiB {
		t.Errorf("the program took %d MiB, want at most 256", peak/MiB)
	}
	p.Stop(t)
	home.Check(t, ledger)
}

func longer(short, nightly time.Duration) time.Duration {
	if *long {
		return nightly
	}
	return short
}

// answers counts what a sender is told.
type answers struct {
	mu     sync.Mutex
	status map[int]int
	rude   []string // refusals that do not say when to come back, and other surprises
}

func (a *answers) heard(status int, header http.Header) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.status == nil {
		a.status = map[int]int{}
	}
	a.status[status]++
	switch status {
	case http.StatusOK, http.StatusAccepted:
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		if header.Get("Retry-After") == "" {
			a.rude = append(a.rude, fmt.Sprintf("%d without Retry-After", status))
		}
	default:
		a.rude = append(a.rude, fmt.Sprint(status))
	}
}

func (a *answers) seen() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return strings.TrimPrefix(fmt.Sprint(a.status), "map")
}

// check wants nothing but yes, and no with the time to come back.
func (a *answers) check(t *testing.T) {
	t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.rude) > 0 {
		t.Errorf("%d bad answers; the first: %s", len(a.rude), a.rude[0])
	}
}
