package ingest

import (
	"context"
	"errors"
	"sync/atomic"
	"time"
)

// PastRun begins the id of a run that brings what was said before anybody listened, before a hyphen. It is no news.
const PastRun = "backfill"

// past reads what was said before the source was set up, beside the reading of what is new, until it has all of it.
func (r *run) past(ctx context.Context, source Backfiller) {
	now := r.Now().UTC()
	from, failures := now.Add(-r.Backfill), 0
	for {
		r.alter(func(p *Place) { p.Back = p.Back.reaching(from, now) })
		place := r.standing()
		if place.Back.Done {
			return
		}
		wait := max(place.Back.WaitUntil.Sub(r.Now()), place.WaitUntil.Sub(r.Now()))
		if !sleep(ctx, min(wait, longestWait)) {
			return
		}
		moved, err := r.walk(ctx, source, place.Back)
		if ctx.Err() != nil {
			return
		}
		if failures++; moved {
			failures = 1
		}
		r.judgePast(ctx, err, failures)
	}
}

// reaching is what remains to be read when the owner asks for everything since from. What was begun is read first; what
// lies before it comes then.
func (b Back) reaching(from, now time.Time) Back {
	switch {
	case b.Span == Span{}:
		return Back{Span: Span{from, now}}
	case b.Done && from.Before(b.Span.From):
		return Back{Span: Span{from, b.Span.From}}
	}
	return b
}

// walk goes on reading the past. It ends early where what is left of a quota is needed for what is new.
func (r *run) walk(ctx context.Context, source Backfiller, back Back) (moved bool, err error) {
	if err := r.Governor.Spare(); err != nil {
		return false, err
	}
	var pages atomic.Int64
	e := &emitter{run: r, ctx: ctx, as: r.pastRunID(), alive: func() {}}
	e.safe = func(p Page, _ int) error {
		pages.Add(1)
		return e.insist(func() error { return r.keep(ctx, func(place *Place) { place.Back = place.Back.after(p) }) })
	}
	err = r.surviving(func() error {
		return source.Backfill(ctx, back.Span, back.Cursor, func(p Page) error {
			if err := e.emit(p); err != nil {
				return err
			}
			return r.Governor.Spare()
		})
	})
	return pages.Load() > 0, err
}

// after is how far it is when a page is safe.
func (b Back) after(p Page) Back {
	if p.Next != "" {
		b.Cursor = p.Next
	}
	if n := len(p.Mentions); n > 0 {
		b.Reached = p.Mentions[n-1].Published.UTC()
	}
	b.Error, b.WaitUntil = "", time.Time{}
	return b
}

// judgePast notes how a walk ended. That it goes wrong says nothing of what is new, so the source is as well as it was.
func (r *run) judgePast(ctx context.Context, err error, failures int) {
	before := r.standing().Back
	r.alter(func(p *Place) {
		if err == nil {
			p.Back.Done, p.Back.Cursor, p.Back.Error, p.Back.WaitUntil = true, "", "", time.Time{}
			return
		}
		p.Back.WaitUntil = r.Now().Add(r.patience(err, failures)).UTC()
		p.Back.Error, _ = line(reason(err), maxReason)
	})
	if now := r.standing().Back; !now.alike(before) {
		r.log.Info("look back", "done", now.Done, "err", now.Error)
		r.poke()
	}
	if err := r.keep(ctx, nil); err != nil {
		r.log.Warn("keep place", "err", err)
	}
}

// patience is how long to wait after an error of what is not urgent.
func (r *run) patience(err error, failures int) time.Duration {
	pause := r.backoff(failures)
	var throttled *Throttled
	switch {
	case errors.As(err, &throttled):
		return min(max(pause, throttled.Until.Sub(r.Now())), longestWait)
	case errors.Is(err, ErrDenied):
		return deniedPause
	}
	return pause
}

// reason is what a person should know of an error; of a wait the state says itself how long it is.
func reason(err error) string {
	if throttled := new(Throttled); errors.As(err, &throttled) {
		return throttled.Why
	}
	return err.Error()
}

func (r *run) pastRunID() string {
	id := PastRun + "-" + r.ID
	return id[:min(len(id), maxNetwork)] // as much as the stream takes for a name
}
