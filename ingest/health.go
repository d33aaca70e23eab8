package ingest

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"time"
)

const (
	blindAfter = 3           // errors in a row
	tellEvery  = time.Minute // at most, when nothing changed but times
)

// health is what a run knows of its source. Several goroutines ask and tell.
type health struct {
	mu       sync.Mutex
	place    Place
	state    Condition // without Late, which follows from the clock
	err      string
	since    time.Time // the run began
	lastTry  time.Time
	reading  bool
	moved    bool   // the present read, or the last one, brought something
	stale    string // why it is not looked again at what came; it says nothing of what is new
	failures int    // reads in a row that failed; the loop's own
}

// poke wakes the watch.
func (r *run) poke() {
	select {
	case r.changed <- struct{}{}:
	default:
	}
}

// set changes the state; "" leaves it as it is and notes the error.
func (r *run) set(c Condition, err string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if c != "" {
		r.state = c
	}
	r.err, _ = line(err, maxReason)
	r.poke()
}

// start notes where the source stands at the beginning, and returns it. What waits may wait for a limit that its owner has raised
// since: it is tried at once.
func (r *run) start(from Place) Place {
	r.alter(func(p *Place) { *p = from })
	if r.Governor.resume(r.Rhythm.Quotas, from.Spent, func(ctx context.Context) error { return r.keep(ctx, nil) }) {
		from.WaitUntil, from.Back.WaitUntil, from.Again.WaitUntil = time.Time{}, time.Time{}, time.Time{}
		r.alter(func(p *Place) { *p = from })
	}
	if from.WaitUntil.After(r.Now()) {
		r.wait(from.WaitUntil, cmp.Or(from.WaitWhy, "asked to wait before the restart"))
		return from
	}
	r.set("", "")
	return from
}

// wait notes that the network asked to wait.
func (r *run) wait(until time.Time, why string) {
	why, _ = line(why, maxReason)
	r.alter(func(p *Place) { p.WaitUntil, p.WaitWhy = until.UTC(), why })
	r.set(Waiting, why)
}

func (r *run) begin() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lastTry, r.reading, r.moved = r.Now(), true, false
	return r.lastTry
}

// end notes that a read ended and returns how long it took.
func (r *run) end() time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.reading = false
	return r.Now().Sub(r.lastTry)
}

// standing is where the source stands.
func (r *run) standing() Place {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.place
}

// alter changes where the source stands.
func (r *run) alter(change func(*Place)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change(&r.place)
}

// progress reports whether the last read brought something.
func (r *run) progress() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.moved
}

// brought notes that a page is safe; fresh: it held mentions that the stream had not.
func (r *run) brought(fresh bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.moved = true
	if now := r.Now().UTC(); fresh {
		if r.place.LastItem.After(r.since) { // what was missed while we did not listen is no pause
			r.place.learn(now.Sub(r.place.LastItem))
		}
		r.place.LastItem = now
	}
	if r.state != OK || r.err != "" {
		r.state, r.err = OK, ""
		r.poke()
	}
}

// behind notes what keeps a source from being looked at again; nil, or a wait that the network asks for: nothing does.
func (r *run) behind(err error) {
	why := ""
	if err != nil && !errors.As(err, new(*Throttled)) {
		why, _ = line(err.Error(), maxReason)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stale != why {
		r.stale = why
		r.poke()
	}
}

// listens reports whether a network that pushes is well: it has been read for a minute without an error.
func (h *health) listens(now time.Time) bool { return h.reading && now.Sub(h.lastTry) >= settled }

// snapshot is the state as people should see it now.
func (r *run) snapshot() SourceState {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.Now()
	if r.Rhythm.Every == 0 && r.listens(now) {
		r.state, r.err = OK, ""
	}
	s := SourceState{
		Network: r.Network, State: r.state, LastItem: r.place.LastItem, LastTry: r.lastTry.UTC(),
		Every: r.Rhythm.Every, Quiet: r.place.quiet(r.Rhythm.Quiet), Error: r.err,
		Spent: r.Governor.Spent(), Expires: r.Governor.expiry(r.Expires.UTC()),
	}
	if r.Backfill > 0 && r.place.Back.Span != (Span{}) {
		back := r.place.Back
		back.Cursor = ""
		s.Back = &back
	}
	switch {
	case r.state == Waiting:
		s.WaitUntil = r.place.WaitUntil
	case r.state == OK && r.late(now):
		s.State = Late
	case r.state == OK && s.Error == "":
		s.Error = r.stale
	}
	return s
}

// late reports whether the source has been silent for longer than its rhythm allows, while we listened.
func (r *run) late(now time.Time) bool {
	heard := r.since
	if r.place.LastItem.After(heard) {
		heard = r.place.LastItem
	}
	quiet := r.place.quiet(r.Rhythm.Quiet)
	return quiet > 0 && !r.Once && now.Sub(heard) > quiet
}

// watch tells the store how the source is doing: at once when that changed, and otherwise now and then.
func (r *run) watch(ctx context.Context) {
	tick := tellEvery
	if r.Rhythm.Quiet > 0 {
		tick = min(tick, max(r.Rhythm.Quiet/4, time.Second))
	}
	clock := time.NewTicker(tick)
	defer clock.Stop()
	for {
		r.tell(ctx)
		select {
		case <-clock.C:
		case <-r.changed:
		case <-ctx.Done():
			return
		}
	}
}

// tell publishes the state if it is news. What the pipe does not take now is told at the next tick.
func (r *run) tell(ctx context.Context) {
	s, now := r.snapshot(), r.Now()
	old := r.told
	if s.Equal(old) {
		return
	}
	news := !s.alike(old)
	if !news && now.Sub(r.toldAt) < tellEvery {
		return
	}
	if err := r.Pipe.Note(ctx, Note{Source: r.ID, Run: r.RunID, State: &s, At: now.UTC()}); err != nil {
		r.log.Debug("publish state", "err", err)
		return
	}
	if s.State != old.State || s.Error != old.Error || !s.WaitUntil.Equal(old.WaitUntil) {
		r.log.Info("source state", "state", s.State, "network", r.Network, "err", s.Error)
	}
	r.told, r.toldAt = s, now
}
