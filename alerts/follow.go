package alerts

import (
	"context"
	"errors"
	"slices"
	"time"

	"molva/store"
)

// adopt lets letters that were not sent yet say what the letters that were to answer or replace them say: readers are told
// how things stand now, once. Only the newest of these counts.
func (n *lane) adopt(ctx context.Context) error {
	for _, l := range n.letters {
		target := n.waiting(l.Target)
		if l.Manner == "" || inThread(*l) || target == nil || target.State != store.Queued {
			continue
		}
		err := n.hand(ctx, target, *l)
		if errors.Is(err, errUnreadable) {
			continue // it ends when its own turn comes
		}
		if err != nil {
			return err
		}
		n.step("adopted")
		if err := n.finish(ctx, l, store.Expired, "the letter before it says the same"); err != nil {
			return err
		}
	}
	return nil
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
	old.Story, old.Fresh = newer.Story, from.Due
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
	case there && target.State == store.Sent && !n.pointless(*l, o, target):
		if sibling := n.before(*l); sibling != nil {
			return sibling.Next, nil
		}
		return n.deliver(ctx, l, o, target)
	case l.Manner == store.Under && !inThread(*l):
		return n.deliver(ctx, l, o, store.Letter{}) // there is nothing to answer, and the news stays news
	}
	return again, n.finish(ctx, l, store.Expired, "nothing for it to stand to")
}

// pointless reports whether an outlet cannot do what a letter asks for, or a newer letter asks for it too.
func (n *lane) pointless(l store.Letter, o Outlet, target store.Letter) bool {
	able := o.Able()
	switch {
	case inThread(l):
		return !able.Threads || placeOf(target).ID == ""
	case l.Manner == store.Over:
		newer := func(w *store.Letter) bool { return w.Manner == store.Over && w.Target == l.Target && w.ID > l.ID }
		return !able.Edits || placeOf(target).ID == "" || slices.ContainsFunc(n.letters, newer)
	}
	return false
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
