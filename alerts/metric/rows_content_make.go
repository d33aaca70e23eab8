package metric

import (
	"context"
	"math"
	"slices"

	"molva/alerts"
	"molva/store"
)

// ofAccount computes a row of an account.
type ofAccount = func(context.Context, *Account) ([]Value, error)

// own are the posts that the account itself published.
func (a *Account) own() []Post {
	return slices.DeleteFunc(slices.Clone(a.Posts), func(p Post) bool { return p.Author != "" })
}

// ofOwn leads to them.
func (a *Account) ofOwn() alerts.Evidence { return alerts.OfPosts(a.ownQuery()) }

func (a *Account) ownQuery() store.PostQuery {
	return store.PostQuery{Account: a.Account, Network: a.Network, Users: new(false), Period: a.Reader.Period}
}

// days are how many days of the period are over; one of a clock change is a day too.
func (r *Reader) days() float64 {
	days := r.end().Sub(r.Period.From).Hours() / 24
	if r.end().Equal(r.Period.To) {
		return math.Round(days)
	}
	return max(days, 0)
}

// ofPosts is a ratio of sums over the account's own posts, or a mean where there is no den.
func ofPosts(num, den sum) ofAccount {
	return func(_ context.Context, a *Account) ([]Value, error) {
		return a.tell(over(a.own(), num, den).ratio(1)), nil
	}
}

// perFollowers is the mean of the posts per so many followers at the end of the period.
func perFollowers(num sum, followers float64) ofAccount {
	return func(_ context.Context, a *Account) ([]Value, error) {
		f, ok := a.Level("followers", true)
		if !ok {
			return a.tell(missing("followers")), nil
		}
		return a.tell(over(a.own(), num, nil).ratio(f / followers)), nil
	}
}

// sumPerFollower is what all posts of the period brought, per follower at its end.
func sumPerFollower(num sum) ofAccount {
	return func(_ context.Context, a *Account) ([]Value, error) {
		f, ok := a.Level("followers", true)
		if !ok {
			return a.tell(missing("followers")), nil
		}
		return a.tell(over(a.own(), num, nil).sum(f)), nil
	}
}

// tell is a value that rests on the account's own posts. Where an account has none though they would be known, no input lacks.
func (a *Account) tell(v Value) []Value {
	if v.Caveat == noPosts && a.watched() {
		v.Missing = ""
	}
	return []Value{v.from(a.ofOwn())}
}

// watched reports an account of which posts would be known if there were any.
func (a *Account) watched() bool {
	_, looked := a.Level("followers", true)
	return looked && slices.Contains(a.Reader.Business.Supplies[a.Network], "published")
}
