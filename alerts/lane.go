package alerts

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"molva/store"
)

// lane is the outlets that share a pace. Each has a loop of its own, so that an outlet that hangs holds up nobody else's
// letters. A letter is touched by one lane only, and a lane, but for its bell, by one goroutine only.
type lane struct {
	*Desk
	outlets []Outlet // none: it does away with the letters of outlets that are gone
	rest    pause
	bell    chan struct{}
	turned  time.Time       // when it was last looked which complaints changed
	letters []*store.Letter // of its outlets, not done with; as of this turn
}

const (
	pace    = time.Second     // between two posts in one lane: Slack's limit for a channel
	longest = 5 * time.Second // the desk looks at the clock at least so often, since clocks are set
)

// newLane counts the pace from now on: what was posted just before a restart is not known.
func newLane(d *Desk) *lane {
	n := &lane{Desk: d, bell: make(chan struct{}, 1)}
	n.pause(nil)
	return n
}

func (n *lane) ring() {
	select {
	case n.bell <- struct{}{}:
	default: // it rings already
	}
}

func (n *lane) run(ctx context.Context) {
	for {
		wake, err := n.turn(ctx)
		if ctx.Err() != nil {
			return
		}
		wait := longest
		if err != nil {
			n.Log.Error("letters are in trouble", "err", err)
		} else if !wake.IsZero() {
			wait = min(max(wake.Sub(n.Now()), 10*time.Millisecond), longest)
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		case <-n.bell:
			timer.Stop()
		}
	}
}

// turn plans and sends what is due now, and returns when something is due next, zero when nothing is. It posts one message
// at most.
func (n *lane) turn(ctx context.Context) (wake time.Time, err error) {
	if err := n.turns(ctx); err != nil {
		return wake, fmt.Errorf("look which complaints changed: %w", err)
	}
	if err := n.plan(ctx); err != nil {
		return wake, fmt.Errorf("plan digests: %w", err)
	}
	if err := n.gather(ctx); err != nil {
		return wake, fmt.Errorf("gather what belongs together: %w", err)
	}
	var all []error
	for _, l := range n.letters {
		next, err := n.attend(ctx, l)
		if err != nil {
			all = append(all, fmt.Errorf("letter %s: %w", l.Key, err))
		}
		wake = sooner(wake, next)
	}
	return wake, errors.Join(all...)
}

// read lists all letters of the lane that are not done with, the planned ones too, in the order in which they go out.
func (n *lane) read(ctx context.Context) error {
	letters, err := n.DB.Letters(ctx, n.Now().AddDate(100, 0, 0))
	n.letters = n.letters[:0]
	for i := range letters {
		if n.owns(letters[i]) {
			n.letters = append(n.letters, &letters[i])
		}
	}
	slices.SortStableFunc(n.letters, inOrder)
	return err
}

func (n *lane) owns(l store.Letter) bool {
	if len(n.outlets) == 0 {
		_, known := n.outlet(l.Notifier)
		return !known
	}
	return slices.ContainsFunc(n.outlets, func(o Outlet) bool { return o.Name == l.Notifier })
}

// attend does what a letter needs now. It returns when the letter wants attention again, zero when it does not.
func (n *lane) attend(ctx context.Context, l *store.Letter) (again time.Time, err error) {
	if !unsent(*l) {
		return again, nil // another letter's turn was the end of it
	}
	o, ok := n.outlet(l.Notifier)
	if _, known := n.topic(l.Topic); !ok || !known && l.Topic != "" {
		return again, n.finish(ctx, l, store.Expired, "no longer planned")
	}
	switch {
	case waits(*l, n.Now()):
		return l.Next, nil
	case n.stale(*l):
		return again, n.pass(ctx, l, o)
	case n.exhausted(*l, o):
		return again, n.giveUp(ctx, l)
	case o.Patience == 0 && n.overdue(*l):
		return again, n.forgo(ctx, l, o)
	case n.rest.holds(n.Now()):
		return n.rest.until, nil
	case l.Manner != "":
		return n.depend(ctx, l, o)
	}
	return n.deliver(ctx, l, o, store.Letter{})
}

// waits reports whether the time of a letter has not come. After an attempt nothing waits for more than an hour, and what
// stands in a thread never did; what seems to was written down before the clock was put back.
func waits(l store.Letter, now time.Time) bool {
	planned := l.Attempts == 0 && !inThread(l)
	return l.Next.After(now) && (planned || !l.Next.After(now.Add(time.Hour)))
}

func unsent(l store.Letter) bool { return l.State == store.Queued || l.State == store.Sending }

// pause is a time in which a lane is left alone. A clock that is put back to before it ends it.
type pause struct{ from, until time.Time }

func (p pause) holds(now time.Time) bool { return !now.Before(p.from) && now.Before(p.until) }

// pause leaves the lane alone after a call: for a moment, or for as long as was asked for. That holds for all letters, since
// it is the sender who is to slow down.
func (n *lane) pause(err error) {
	now := n.Now()
	until := later(now, err, now)
	if soonest := now.Add(pace); until.Before(soonest) {
		until = soonest
	}
	n.rest = pause{now, until}
}
