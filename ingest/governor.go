package ingest

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync"
	"time"
)

// Governor holds one source to what its network and its owner allow. What is spent is kept with the source's place, so
// that a restart is no excuse: money before it is spent, anything else within ten seconds. A nil Governor allows
// everything. Safe for any goroutine.
type Governor struct {
	now  func() time.Time
	kept chan struct{} // closed once save is there

	mu      sync.Mutex
	meters  []Spent            // of each quota, in the order in which they were set; then what the network told
	totals  map[string]float64 // used ever, by name
	expires time.Time
	save    func(context.Context) error // makes durable what is spent; nil: nobody does
}

// countless is more than anything of which somebody keeps count; nothing above it is written down.
const countless = 1e15

// NewGovernor makes the governor of one source. own are the limits that its owner sets; those of the network come on top
// when a worker starts. Of two for the same window the smaller one counts.
func NewGovernor(now func() time.Time, own ...Quota) *Governor {
	g := &Governor{now: now, kept: make(chan struct{}), totals: map[string]float64{}}
	g.limit(own)
	return g
}

// Take uses so much of a quota before it is spent. Where that is more than what is left, nothing is taken and the error is
// a *Throttled until the window ends. Of a quota that nobody set everything is allowed, and counted.
func (g *Governor) Take(ctx context.Context, name string, amount float64) error {
	if g == nil || !(amount > 0) {
		return nil
	}
	amount = min(amount, countless)
	at := g.now()
	save, err := g.reserve(name, amount, at)
	if err != nil || name != USD || save == nil {
		return err
	}
	if err := save(ctx); err != nil {
		g.giveBack(name, amount, at)
		return fmt.Errorf("keep what is spent before it is: %w", err)
	}
	return nil
}

// reserve counts so much more of everything that has the name, or of nothing. save makes that durable.
func (g *Governor) reserve(name string, amount float64, now time.Time) (save func(context.Context) error, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.roll(now)
	var refused *Throttled
	for i := range g.meters {
		if m := &g.meters[i]; m.Name == name {
			if r := m.refuses(amount, now); r != nil && (refused == nil || r.Until.After(refused.Until)) {
				refused = r
			}
		}
	}
	if refused != nil {
		return nil, refused
	}
	for i := range g.meters {
		if m := &g.meters[i]; m.Name == name {
			m.use(amount, now)
		}
	}
	g.totals[name] += amount
	return g.save, nil
}

// GiveBack returns what was taken of a quota at a time and turned out not to be needed. A restart may forget that it was given
// back, never that it was taken.
func (g *Governor) GiveBack(name string, amount float64, at time.Time) {
	if g != nil && amount > 0 {
		g.giveBack(name, min(amount, countless), at)
	}
}

// Left is how much of a quota may still be taken at once; infinite where nobody set one.
func (g *Governor) Left(name string) float64 {
	left := math.Inf(1)
	if g == nil {
		return left
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	g.roll(now)
	for i := range g.meters {
		if m := &g.meters[i]; m.Name == name {
			left = min(left, m.left(now))
		}
	}
	return left
}

// giveBack undoes what was reserved at the time.
func (g *Governor) giveBack(name string, amount float64, at time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for i := range g.meters {
		if m := &g.meters[i]; m.Name == name {
			m.giveBack(amount, at)
		}
	}
	g.totals[name] -= amount
}

// Heard notes what the network itself says of a quota: what is left until when. It may be less than what we counted.
// Answers may come out of order: within a window the least counts, and nothing at all counts until its end.
func (g *Governor) Heard(name string, left float64, until time.Time) {
	if g == nil || !(left >= 0 && left < countless) {
		return
	}
	const jitter = 2 * time.Second // of an end that is told in seconds from now
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	g.roll(now)
	if until = earlier(until, now.Add(longestWait)).UTC(); !until.After(now) {
		return
	}
	i := slices.IndexFunc(g.meters, func(m Spent) bool { return m.Name == name && m.Window == AsTold })
	if i < 0 {
		g.meters = append(g.meters, Spent{})
		i = len(g.meters) - 1
	}
	switch m := &g.meters[i]; {
	case until.Sub(m.Until).Abs() <= jitter:
		m.Used = max(m.Used, m.Max-left)
	case m.Max > 0 || left == 0 && until.After(m.Until) || m.Until.IsZero():
		*m = Spent{Quota: Quota{Name: name, Max: left, Window: AsTold}, Until: until}
	}
}

// Expires notes when the credentials will stop working. Zero is unknown.
func (g *Governor) Expires(at time.Time) {
	if g == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.expires = at.UTC()
}

// Spare is for who can wait, such as a look into the past. It returns nil while what is left of every window would do for
// reading on at an even pace until the window ends, and otherwise a *Throttled until it would.
func (g *Governor) Spare() error {
	if g == nil {
		return nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	g.roll(now)
	wait := Throttled{Until: now}
	for i := range g.meters {
		if even := g.meters[i].even(); even.After(wait.Until) {
			wait = Throttled{Until: even, Why: g.meters[i].String() + ", and the rest is for what is new"}
		}
	}
	if wait.Why == "" {
		return nil
	}
	return &wait
}

// expiry is when the credentials will stop working, by the network's word or else by the owner's.
func (g *Governor) expiry(own time.Time) time.Time {
	if g == nil {
		return own
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.expires.IsZero() {
		return own
	}
	return g.expires
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
