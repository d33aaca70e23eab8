package alerts

import (
	"context"
	"errors"
	"time"

	"molva/ingest"
	"molva/store"
)

// repeat stands as the remote id of a letter that went out a second time because nobody could tell about the first.
const repeat = "possible repeat"

// tries is how often a message that is refused is offered; the outlet may be set right in between.
const tries = 3

// deliver brings a letter to its end or a step nearer to it. Target is the letter that it answers or replaces, zero for one
// that stands for itself.
func (n *lane) deliver(ctx context.Context, l *store.Letter, o Outlet, target store.Letter) (again time.Time, err error) {
	if l.State == store.Sending && l.Manner != store.Over { // to replace a message twice is to replace it
		if done, err := n.settle(ctx, l, o, target); done || err != nil {
			return l.Next, err
		}
	}
	return n.send(ctx, l, o, target)
}

// settle finds out what became of an attempt that ended without an answer. Done means that the letter needs nothing more
// for now.
func (n *lane) settle(ctx context.Context, l *store.Letter, o Outlet, target store.Letter) (done bool, err error) {
	at, err := o.Find(ctx, l.Key, l.Due, placeOf(target))
	n.step("looked")
	switch {
	case errors.Is(err, ErrCannotLook) && l.RemoteID == repeat:
		n.complain(l.Notifier, "sent twice without an answer")
		return true, n.finish(ctx, l, store.Failed, "sent twice without an answer")
	case errors.Is(err, ErrCannotLook):
		l.RemoteID = repeat
		return false, nil
	case err != nil:
		n.pause(err)
		l.Next, l.LastError = n.Now().Add(backoff(l.Attempts)), err.Error()
		l.Next = later(l.Next, err, n.Now())
		return true, n.DB.Record(ctx, *l)
	case at.ID != "":
		return true, n.posted(ctx, l, o, at)
	}
	return false, nil
}

// send posts the letter and writes down what is known of it, before and after.
func (n *lane) send(ctx context.Context, l *store.Letter, o Outlet, target store.Letter) (time.Time, error) {
	m, err := n.compose(ctx, l, o, target)
	switch {
	case errors.Is(err, errUnreadable):
		return time.Time{}, errors.Join(err, n.finish(ctx, l, store.Failed, err.Error()))
	case err != nil:
		l.Next, l.LastError = n.Now().Add(backoff(l.Attempts)), err.Error()
		return l.Next, errors.Join(err, n.DB.Record(ctx, *l))
	}
	l.State, l.Attempts = store.Sending, l.Attempts+1
	if err := n.DB.Record(ctx, *l); err != nil {
		return time.Time{}, err
	}
	n.step("post")
	at, err := o.Notify(ctx, m)
	n.step("posted")
	n.pause(err)
	if err == nil {
		n.complain(l.Notifier, "")
		return n.rest.until, n.posted(ctx, l, o, at)
	}
	n.Log.Warn("letter not posted", "letter", l.Key, "outlet", l.Notifier, "attempt", l.Attempts, "err", err)
	err = n.conclude(l, o, err)
	return l.Next, errors.Join(err, n.DB.Record(context.WithoutCancel(ctx), *l))
}

// conclude decides from an outlet's error what is to be done next.
func (n *lane) conclude(l *store.Letter, o Outlet, why error) error {
	now := n.Now()
	l.LastError = why.Error()
	l.Next = later(now.Add(o.backoff(l.Attempts)), why, now)
	if errors.Is(why, ErrUnclear) {
		return nil // it stays in sending, and is settled first
	}
	l.State = store.Queued
	switch {
	case errors.Is(why, ErrDoubtful):
		l.RemoteID = repeat
	case errors.Is(why, ErrStopped):
		l.State = store.Failed
		n.complain(l.Notifier, l.LastError)
	case errors.Is(why, ErrGone): // somebody took the message away, which is nothing wrong with the outlet
		l.State = store.Failed
	case errors.Is(why, ErrRefused):
		return n.refused(l)
	}
	return nil
}

// refused gives a letter up after so many refusals, and has it wait a little longer after each one before.
func (n *lane) refused(l *store.Letter) error {
	p, err := unpack(*l)
	if err != nil {
		return err
	}
	if p.Refused++; p.Refused >= tries {
		l.State = store.Failed
		n.complain(l.Notifier, l.LastError)
	}
	l.Next = n.Now().Add(time.Duration(p.Refused) * time.Minute)
	l.Payload, err = p.pack()
	return err
}

// backoff stays under a minute, so that a digest is out within one after the outlet is back.
func backoff(attempts int) time.Duration {
	return min(5*time.Second<<min(max(attempts-1, 0), 3), 30*time.Second)
}

// backoff is what an outlet is left alone for after a failure.
func (o Outlet) backoff(attempts int) time.Duration {
	if o.Patience == 0 {
		return backoff(attempts)
	}
	return min(5*time.Second<<min(max(attempts-1, 0), 9), 30*time.Minute)
}

// exhausted reports whether a program did not take a letter for so long that it is given up.
func (n *lane) exhausted(l store.Letter, o Outlet) bool {
	return o.Patience > 0 && l.Attempts > 0 && n.Now().Sub(l.Due) > o.Patience
}

func (n *lane) giveUp(ctx context.Context, l *store.Letter) error {
	why := "given up: " + l.LastError
	n.complain(l.Notifier, why)
	return n.finish(ctx, l, store.Failed, why)
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

// posted ends the way of a letter that is known to stand at the remote, and in the same transaction queues what belongs
// under it.
func (n *lane) posted(ctx context.Context, l *store.Letter, o Outlet, at Place) error {
	if at.ID != "" && l.Manner != store.Over {
		l.Channel, l.RemoteID = at.Channel, at.ID
	}
	follow, err := n.thread(*l, o)
	if err != nil {
		return err
	}
	return n.finish(ctx, l, store.Sent, "", follow...)
}

// finish ends a letter's way. It is written down even when the loop is just being stopped.
func (n *lane) finish(ctx context.Context, l *store.Letter, state store.LetterState, why string, follow ...store.Letter) error {
	l.State, l.LastError = state, why
	if state == store.Sent {
		l.SentAt = n.Now()
		n.Log.Info("letter posted", "letter", l.Key, "outlet", l.Notifier, "attempt", l.Attempts)
	}
	defer n.step("finished")
	return n.DB.Settle(context.WithoutCancel(ctx), *l, follow...)
}
