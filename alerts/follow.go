package alerts

import (
	"context"
	"errors"
	"slices"
	"time"

	"molva/store"
)

// gather spares readers what is out of date before anything is sent: of several letters that answer or replace the same one
// only the newest counts, and one that was not sent yet says at once what that says. Without this an edit that had to wait
// would undo a newer one.
func (n *lane) gather(ctx context.Context) error {
	for _, l := range n.letters {
		if l.Manner == "" || inThread(*l) {
			continue
		}
		if n.outdone(*l) {
			if err := n.finish(ctx, l, store.Expired, "a newer one took its place"); err != nil {
				return err
			}
			continue
		}
		if err := n.adopt(ctx, l); err != nil {
			return err
		}
	}
	return nil
}

// outdone reports whether a newer letter does the same to the same message.
func (n *lane) outdone(l store.Letter) bool {
	return slices.ContainsFunc(n.letters, func(w *store.Letter) bool {
		return w.Manner == l.Manner && w.Target == l.Target && w.ID > l.ID && !inThread(*w)
	})
}

// adopt lets a letter that was not sent yet say what this one says about it, if that is how they stand.
func (n *lane) adopt(ctx context.Context, l *store.Letter) error {
	target := n.waiting(l.Target)
	if target == nil || target.State != store.Queued {
		return nil
	}
	err := n.hand(ctx, target, *l)
	if errors.Is(err, errUnreadable) {
		return nil // it ends when its own turn comes
	}
	if err != nil {
		return err
	}
	n.step("adopted")
	return n.finish(ctx, l, store.Expired, "the letter before it says the same")
}

// hand gives the story of a letter to the one that it was to answer or replace.
func (n *lane) hand(ctx context.Context, target *store.Letter, from store.Letter) error {
	old, err := unpack(*target)
	if err != nil {
		return err
	}
	newer, err := unpack(from)
	if err != nil {
		return err
	}
	old.Story, old.Fresh, old.Told = newer.Story, from.Due, ""
	if target.Payload, err = old.pack(); err != nil {
		return err
	}
	return n.DB.Record(ctx, *target)
}

// waiting is the letter of a key among those that are not done with; nil when it is none of them.
func (n *lane) waiting(key string) *store.Letter {
	i := slices.IndexFunc(n.letters, func(l *store.Letter) bool { return l.Key == key && unsent(*l) })
	if i < 0 {
		return nil
	}
	return n.letters[i]
}

// depend attends to a letter that answers or replaces another one, which must be known to have arrived.
func (n *lane) depend(ctx context.Context, l *store.Letter, o Outlet) (again time.Time, err error) {
	target, there, err := n.DB.LetterByKey(ctx, l.Target)
	switch {
	case err != nil:
		return again, err
	case there && unsent(target):
		return target.Next, nil
	case there && target.State == store.Sent && !pointless(*l, o, target):
		if sibling := n.before(*l); sibling != nil {
			return sibling.Next, nil
		}
		return n.deliver(ctx, l, o, target)
	case l.Manner == store.Under && !inThread(*l):
		return n.deliver(ctx, l, o, store.Letter{}) // there is nothing to answer, and the news stays news
	}
	return again, n.finish(ctx, l, store.Expired, "nothing for it to stand to")
}

// pointless reports whether an outlet cannot do what a letter asks for.
func pointless(l store.Letter, o Outlet, target store.Letter) bool {
	nowhere := placeOf(target).ID == ""
	return inThread(l) && (nowhere || !o.Able().Threads) || l.Manner == store.Over && (nowhere || !o.Able().Edits)
}

// before is the letter of the same thread that goes first and is not done with; nil when it is this one's turn.
func (n *lane) before(l store.Letter) *store.Letter {
	i := slices.IndexFunc(n.letters, func(w *store.Letter) bool {
		return inThread(l) && inThread(*w) && w.Target == l.Target && w.ID < l.ID && unsent(*w)
	})
	if i < 0 {
		return nil
	}
	return n.letters[i]
}

// placeOf is where a letter stands; zero when nobody knows.
func placeOf(l store.Letter) Place {
	if l.RemoteID == repeat {
		return Place{}
	}
	return Place{Channel: l.Channel, ID: l.RemoteID}
}
