package bench

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"molva/ingest"
	"molva/store"
)

// Live is how molva bears the rated load: one mention a request, one request after the other, evenly.
type Live struct {
	PerSecond int `json:"mentions_per_second"`
	Sent      int `json:"sent"`
	// From sending a mention to when a reader of the database sees it. Its row and the sums that count it are of one
	// transaction, so they are seen together.
	P50      float64 `json:"visible_p50_ms"`
	P99      float64 `json:"visible_p99_ms"`
	Peak     uint64  `json:"peak_bytes"`     // resident in molva in the second half, when what came before has been given back
	Resident uint64  `json:"resident_bytes"` // at the end
	CPU      float64 `json:"cpu_us"`         // of one mention
}

// Rated is the load, in mentions a second, that one machine bears with every promise kept.
const Rated = 200

// Live mentions are of a network of their own and name one topic at least.
const (
	liveNetwork = "live"
	liveTopic   = "zarya"
)

var liveFilter = store.Filter{Topic: liveTopic, Network: liveNetwork}

// living is the nth mention that is sent to the child. It says what none that is stored says.
func (b *bench) living(n int, now time.Time) ingest.Mention {
	m := b.corpus.mention(b.used + 3*(b.warm+b.Mentions) + n)
	m.ID, m.Network, m.Text, m.Published = strconv.Itoa(n), liveNetwork, "Заря. "+m.Text, now.UTC()
	return m
}

func (b *bench) live(ctx context.Context, c *child, db *store.DB) (*Live, error) {
	ctx, cancel := context.WithTimeout(ctx, b.Live+time.Minute)
	defer cancel()
	cpu := processorTimeOf(c.pid)
	w := &watch{sent: map[string]time.Time{}}
	n := max(1, int(Rated*b.Live.Seconds()))
	sending := make(chan error, 1)
	go func() { sending <- b.sendEvenly(ctx, c, w, n) }()
	err := until(ctx, func() (bool, error) { return w.look(ctx, db, n) })
	if err != nil {
		cancel()
	}
	if err = errors.Join(err, <-sending); err != nil {
		return nil, fmt.Errorf("saw %d of %d live mentions: %w", len(w.took), n, err)
	}
	slices.Sort(w.took)
	return &Live{
		PerSecond: Rated, Sent: n, P50: milliseconds(w.took[n/2]), P99: milliseconds(w.took[n*99/100]),
		Peak: residentOf(c.pid, "VmHWM:"), Resident: residentOf(c.pid, "VmRSS:"),
		CPU: float64((processorTimeOf(c.pid) - cpu).Microseconds()) / float64(n),
	}, nil
}

// sendEvenly sends n mentions at the rated load, whether or not those before are answered.
func (b *bench) sendEvenly(ctx context.Context, c *child, w *watch, n int) error {
	beat := time.NewTicker(time.Second / Rated)
	defer beat.Stop()
	var group sync.WaitGroup
	failed := make(chan error, n)
	for i := range n {
		if i == n/2 {
			forgetPeak(c.pid)
		}
		group.Go(func() {
			now := time.Now()
			m := b.living(i, now)
			w.went(m.ID, now)
			if err := c.send(ctx, m); err != nil {
				failed <- err
			}
		})
		select {
		case <-beat.C:
		case <-ctx.Done():
		}
	}
	group.Wait()
	close(failed)
	return <-failed
}

// watch knows when each mention was sent, and how long it took to be seen.
type watch struct {
	mu   sync.Mutex
	sent map[string]time.Time // and not yet seen
	took []time.Duration
}

func (w *watch) went(id string, at time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sent[id] = at
}

// look notes what has come to be seen and reports whether all n were.
func (w *watch) look(ctx context.Context, db *store.DB, n int) (bool, error) {
	filter := liveFilter
	filter.Period.From = w.oldest()
	for row, err := range db.Mentions(ctx, filter) {
		if err != nil {
			return false, err
		}
		w.seen(row.Mention.ID)
	}
	return len(w.took) == n, nil
}

// oldest is when the first of those that are not seen was published, or a little before; they need not come in order.
func (w *watch) oldest() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	oldest := time.Now()
	for _, at := range w.sent {
		if at.Before(oldest) {
			oldest = at
		}
	}
	return oldest.Add(-time.Millisecond) // it is stored in milliseconds
}

func (w *watch) seen(id string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if at, waiting := w.sent[id]; waiting {
		delete(w.sent, id)
		w.took = append(w.took, time.Since(at))
	}
}
