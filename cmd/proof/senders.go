package proof

import (
	"context"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Senders push mentions from several goroutines until they are stopped, and bring each batch again, with the same ids,
// until it is acknowledged, as a sender of webhooks should.
type Senders struct {
	Ledger *Ledger
	URL    func() string // of the running program; it changes with every start
	Batch  int           // mentions in a request, at most; 0: 20
	Rate   int           // mentions a second of all senders together; 0: as fast as they are answered
	From   int           // mentions are numbered from here, so that two Senders may share a ledger

	Clock func() time.Time                // of the program that they send to; nil: time.Now
	Write func(source string, n int) Post // the nth mention of a source; nil: NewPost

	Heard func(status int, header http.Header) // called with every answer, by several senders at once; may be nil

	next    atomic.Int64
	refused atomic.Int64
	group   sync.WaitGroup
	stop    context.CancelFunc
}

// Start starts n senders; the seed decides the sizes of their batches.
func (s *Senders) Start(t testing.TB, n int, seed uint64) {
	t.Helper()
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	s.stop = stop
	s.next.Add(int64(s.From))
	if s.Batch == 0 {
		s.Batch = 20
	}
	if s.Clock == nil {
		s.Clock = time.Now
	}
	if s.Write == nil {
		s.Write = NewPost
	}
	for i := range n {
		dice := rand.New(rand.NewPCG(seed, uint64(i)))
		s.group.Go(func() { s.run(ctx, dice, n) })
	}
	t.Cleanup(s.Stop)
}

// Stop ends the senders; batches on their way stay unknown.
func (s *Senders) Stop() {
	s.stop()
	s.group.Wait()
}

// Refused is how many requests were answered with 429 or 5xx.
func (s *Senders) Refused() int { return int(s.refused.Load()) }

func (s *Senders) run(ctx context.Context, dice *rand.Rand, senders int) {
	for ctx.Err() == nil {
		began := time.Now()
		batch := s.batch(1 + dice.IntN(s.Batch))
		s.deliver(ctx, batch)
		if s.Rate > 0 {
			wait(ctx, time.Duration(len(batch)*senders)*time.Second/time.Duration(s.Rate)-time.Since(began))
		}
	}
}

func (s *Senders) batch(size int) []Post {
	last := s.next.Add(int64(size))
	source := SourceIDs[int(last)%len(SourceIDs)]
	batch := make([]Post, size)
	for i := range batch {
		batch[i] = s.Write(source, int(last)-i)
	}
	return batch
}

func (s *Senders) deliver(ctx context.Context, batch []Post) {
	s.Ledger.Intend(batch)
	for ctx.Err() == nil {
		status, header, err := SendAt(ctx, s.URL(), batch, s.Clock())
		if err == nil && s.Heard != nil {
			s.Heard(status, header)
		}
		acked := err == nil && status >= 200 && status < 300
		s.Ledger.Settle(batch, acked)
		if acked {
			return
		}
		if status == http.StatusTooManyRequests || status >= 500 {
			s.refused.Add(1)
		}
		wait(ctx, 20*time.Millisecond)
	}
}

func wait(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
