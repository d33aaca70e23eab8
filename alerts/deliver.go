package alerts

import (
	"context"
	"errors"
	"time"

	"molva/alerts/phrase"
	"molva/ingest"
	"molva/store"
)

// repeat stands as the remote id of a letter that went out a second time because nobody could tell about the first.
const repeat = "possible repeat"

// tries is how often a message that is refused is offered; the outlet may be set right in between.
const tries = 3

// attend does what a letter needs now. It returns when the letter wants attention again, zero when it does not.
func (d *Desk) attend(ctx context.Context, l *store.Letter, waiting []*store.Letter) (again time.Time, err error) {
	now := d.Now()
	outlet, ok := d.outlet(l.Notifier)
	if _, known := d.topic(l.Topic); !ok || !known {
		return again, d.finish(ctx, l, store.Expired, "no longer planned")
	}
	rest := d.resting[l.Notifier]
	switch {
	case waits(*l, now):
		return l.Next, nil
	case d.stale(*l):
		return again, d.pass(ctx, l, outlet, waiting)
	case rest.holds(now):
		return rest.until, nil
	}
	if l.State == store.Sending {
		if done, err := d.settle(ctx, l, outlet); done || err != nil {
			return l.Next, err
		}
	}
	return d.send(ctx, l, outlet, waiting)
}

// pause is a time in which an outlet is left alone. A clock that is put back to before it ends it.
type pause struct{ from, until time.Time }

func (p pause) holds(now time.Time) bool { return !now.Before(p.from) && now.Before(p.until) }

// rest leaves an outlet alone after a call: for a moment, or for as long as it asked. That holds for all letters, since it
// is the sender who is to slow down.
func (d *Desk) rest(outlet string, err error) {
	now := d.Now()
	until := later(now, err, now)
	if soonest := now.Add(pace); until.Before(soonest) {
		until = soonest
	}
	d.resting[outlet] = pause{now, until}
}

// waits reports whether the time of a letter has not come. After an attempt nothing waits for more than an hour; what seems
// to was written down before the clock was put back.
func waits(l store.Letter, now time.Time) bool {
	return l.Next.After(now) && (l.Attempts == 0 || !l.Next.After(now.Add(time.Hour)))
}

// settle finds out what became of an attempt that ended without an answer. Done means that the letter needs nothing more
// for now.
func (d *Desk) settle(ctx context.Context, l *store.Letter, outlet Notifier) (done bool, err error) {
	at, err := outlet.Find(ctx, l.Key, l.Due, Place{})
	d.step("looked")
	switch {
	case errors.Is(err, ErrCannotLook) && l.RemoteID == repeat:
		d.complain(l.Notifier, "sent twice without an answer")
		return true, d.finish(ctx, l, store.Failed, "sent twice without an answer")
	case errors.Is(err, ErrCannotLook):
		l.RemoteID = repeat
		return false, nil
	case err != nil:
		d.rest(l.Notifier, err)
		l.Next, l.LastError = d.Now().Add(backoff(l.Attempts)), err.Error()
		l.Next = later(l.Next, err, d.Now())
		return true, d.DB.Record(ctx, *l)
	case at.ID != "":
		l.RemoteID = at.ID
		return true, d.finish(ctx, l, store.Sent, "")
	}
	return false, nil
}

// send posts the letter and writes down what is known of it, before and after.
func (d *Desk) send(ctx context.Context, l *store.Letter, outlet Notifier, waiting []*store.Letter) (time.Time, error) {
	m, err := d.message(ctx, *l, func(p *phrase.Printer) []string { return d.notes(*l, waiting, p) })
	if err != nil {
		l.Next, l.LastError = d.Now().Add(backoff(l.Attempts)), err.Error()
		return l.Next, errors.Join(err, d.DB.Record(ctx, *l))
	}
	l.State, l.Attempts = store.Sending, l.Attempts+1
	if err := d.DB.Record(ctx, *l); err != nil {
		return time.Time{}, err
	}
	d.step("post")
	at, err := outlet.Notify(ctx, m)
	d.step("posted")
	d.rest(l.Notifier, err)
	if err == nil {
		if at.ID != "" {
			l.RemoteID = at.ID
		}
		d.complain(l.Notifier, "")
		return time.Time{}, d.finish(ctx, l, store.Sent, "")
	}
	d.Log.Warn("digest not posted", "letter", l.Key, "outlet", l.Notifier, "attempt", l.Attempts, "err", err)
	d.conclude(l, err)
	return l.Next, d.DB.Record(context.WithoutCancel(ctx), *l)
}

// conclude decides from an error what is to be done next.
func (d *Desk) conclude(l *store.Letter, err error) {
	now := d.Now()
	l.LastError = err.Error()
	l.Next = later(now.Add(backoff(l.Attempts)), err, now)
	switch {
	case errors.Is(err, ErrUnclear):
		return // it stays in sending, and is settled first
	case errors.Is(err, ErrDoubtful):
		l.RemoteID = repeat
	case errors.Is(err, ErrRefused) && l.Attempts >= tries:
		l.State = store.Failed
		d.complain(l.Notifier, l.LastError)
		return
	case errors.Is(err, ErrRefused):
		l.Next = now.Add(time.Duration(l.Attempts) * time.Minute)
	}
	l.State = store.Queued
}

// backoff stays under a minute, so that a digest is out within one after the outlet is back.
func backoff(attempts int) time.Duration {
	return min(5*time.Second<<min(max(attempts-1, 0), 3), 30*time.Second)
}

// later obeys a "slow down", but never for more than an hour.
func later(next time.Time, err error, now time.Time) time.Time {
	var throttled *ingest.Throttled
	if !errors.As(err, &throttled) {
		return next
	}
	if limit := now.Add(time.Hour); throttled.Until.After(limit) {
		return limit
	}
	return throttled.Until
}

// finish ends a letter's way. It is written down even when the loop is just being stopped.
func (d *Desk) finish(ctx context.Context, l *store.Letter, state store.LetterState, why string) error {
	l.State, l.LastError = state, why
	if state == store.Sent {
		l.SentAt = d.Now()
		d.Log.Info("digest posted", "letter", l.Key, "outlet", l.Notifier, "attempt", l.Attempts)
	}
	defer d.step("finished")
	return d.DB.Record(context.WithoutCancel(ctx), *l)
}

// complain keeps why an outlet fails, for Trouble; "" is the end of it.
func (d *Desk) complain(outlet, why string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.trouble == nil {
		d.trouble = map[string]string{}
	}
	d.trouble[outlet] = why
	if why == "" {
		delete(d.trouble, outlet)
	}
}
