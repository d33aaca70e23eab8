package proof

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"
)

// Answer is what one request came to.
type Answer struct {
	Began  time.Time
	Took   time.Duration
	Status int // 0: none
	Header http.Header
}

// Acked reports whether the mention is durable.
func (a Answer) Acked() bool { return a.Status >= 200 && a.Status < 300 }

// Witness sends one mention after another, at a steady pace, and remembers every answer with its time. What is refused
// it does not send again.
type Witness struct {
	Ledger *Ledger
	URL    func() string

	mu      sync.Mutex
	answers []Answer
}

// pace of a witness.
const pace = 25 * time.Millisecond

// Start starts the witness; stop, which may be called twice, ends it.
func (w *Witness) Start(t testing.TB) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	var group sync.WaitGroup
	group.Go(func() {
		for n := 1_000_000; ctx.Err() == nil; n++ { // far from the numbers of the senders
			w.send(ctx, []Post{NewPost("desk", n)})
			wait(ctx, pace)
		}
	})
	stop = func() { cancel(); group.Wait() }
	t.Cleanup(stop)
	return stop
}

func (w *Witness) send(ctx context.Context, batch []Post) {
	w.Ledger.Intend(batch)
	a := Answer{Began: time.Now()}
	a.Status, a.Header, _ = Send(ctx, w.URL(), batch)
	a.Took = time.Since(a.Began)
	w.Ledger.Settle(batch, a.Acked())
	if ctx.Err() != nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.answers = append(w.answers, a)
}

// Answers are those to requests that began at a moment or later.
func (w *Witness) Answers(since time.Time) []Answer {
	w.mu.Lock()
	defer w.mu.Unlock()
	at, _ := slices.BinarySearchFunc(w.answers, since, func(a Answer, t time.Time) int { return a.Began.Compare(t) })
	return slices.Clone(w.answers[at:])
}

// AckedSince reports whether anything that was sent at a moment or later was acknowledged.
func (w *Witness) AckedSince(since time.Time) bool {
	return slices.ContainsFunc(w.Answers(since), Answer.Acked)
}

// Gap is the longest time between two acknowledgements, counting from a moment on.
func (w *Witness) Gap(since time.Time) (longest time.Duration) {
	last := since
	for _, a := range w.Answers(since) {
		if a.Acked() {
			longest, last = max(longest, a.Began.Add(a.Took).Sub(last)), a.Began.Add(a.Took)
		}
	}
	return max(longest, time.Since(last))
}

// Refusals checks that every answer since a moment that is no acknowledgement is a refusal that says when to come
// again, and returns how long 99 of 100 of them took at most, and how many there were.
func (w *Witness) Refusals(t testing.TB, since time.Time) (most time.Duration, n int) {
	t.Helper()
	var refused []Answer
	for _, a := range w.Answers(since) {
		if a.Acked() {
			continue
		}
		refused = append(refused, a)
		if seconds, err := strconv.Atoi(a.Header.Get("Retry-After")); a.Status != http.StatusServiceUnavailable || err != nil || seconds < 1 {
			t.Errorf("a request is answered with status %d and Retry-After %q after %v", a.Status, a.Header.Get("Retry-After"), a.Took)
		}
	}
	if len(refused) == 0 {
		return 0, 0
	}
	slices.SortFunc(refused, func(a, b Answer) int { return cmp.Compare(a.Took, b.Took) })
	return refused[(len(refused)*99+99)/100-1].Took, len(refused)
}
