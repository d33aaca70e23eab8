package metric

import (
	"context"
	"fmt"
	"slices"
	"time"

	"molva/ingest"
	"molva/store"
)

// Account is what is known of one community in a period.
type Account struct {
	Owned
	Reader *Reader
	Posts  []Post     // of the account and of users on its wall, published in the period
	Rivals []*Account // all others of the same network, ours and competitors'; they have no rivals themselves

	figures map[string][]ingest.Figure // of the account itself, by metric; by time and span
}

// Post is a post of an account with its latest figures.
type Post struct {
	store.MeasuredPost
	Followers *float64 // of the account when it was published, or first told within a week after; nil: unknown
}

// Accounts are those of the topic and of the topics below it, in the configuration's order.
func (r *Reader) Accounts(ctx context.Context) ([]*Account, error) {
	var accounts []*Account
	subtree := r.subtree()
	for _, o := range r.Business.Accounts {
		if !slices.Contains(subtree, o.Topic) || slices.ContainsFunc(accounts, func(a *Account) bool { return o.same(a.Owned) }) {
			continue
		}
		a, err := r.account(ctx, o)
		if err == nil {
			a.Rivals, err = r.beside(ctx, o)
		}
		if err != nil {
			return nil, fmt.Errorf("read account %s:%s: %w", o.Network, o.Account, err)
		}
		accounts = append(accounts, a)
	}
	return accounts, nil
}

func (r *Reader) account(ctx context.Context, o Owned) (*Account, error) {
	t, err := r.told(ctx, o)
	if err != nil {
		return nil, err
	}
	return &Account{Owned: o, Reader: r, Posts: t.posts, figures: t.figures}, nil
}

// beside are all other accounts of the network.
func (r *Reader) beside(ctx context.Context, o Owned) ([]*Account, error) {
	var others []*Account
	for _, other := range r.Business.Accounts {
		if other.Network != o.Network || other.same(o) || slices.ContainsFunc(others, func(a *Account) bool { return other.same(a.Owned) }) {
			continue
		}
		a, err := r.account(ctx, other)
		if err != nil {
			return nil, err
		}
		others = append(others, a)
	}
	return others, nil
}

// same reports whether both are one account, whichever topics it stands with.
func (o Owned) same(p Owned) bool { return o.Network == p.Network && o.Account == p.Account }

// Level is a level of the account at the start of the period or at its end: the last figure until then. It is no older than
// the period is long, so that the two ends never rest on one figure and seem not to differ, and no older than two weeks;
// ok is false when nobody told.
func (a *Account) Level(metric string, end bool) (v float64, ok bool) {
	f, ok := a.level(metric, end)
	return f.Value, ok
}

func (a *Account) level(metric string, end bool) (ingest.Figure, bool) {
	moment := a.Reader.Period.From
	if end {
		moment = a.Reader.end()
	}
	oldest := moment.Add(-min(a.Reader.Period.To.Sub(a.Reader.Period.From), staleAfter))
	if end && oldest.Before(a.Reader.Period.From) {
		oldest = a.Reader.Period.From
	}
	for _, f := range slices.Backward(a.figures[metric]) {
		if !f.At.After(moment) {
			return f, f.At.After(oldest)
		}
	}
	return ingest.Figure{}, false
}

// Last is the latest figure of a post; ok is false when the network does not tell it, which is not zero.
func (p Post) Last(metric string) (v float64, ok bool) {
	for _, f := range slices.Backward(p.Figures) {
		if f.Metric == metric {
			return f.Value, true
		}
	}
	return 0, false
}

// Near is a figure of a post as it was so long after it was published, give or take some hours; ok is false when nobody looked
// then.
func (p Post) Near(metric string, age, give time.Duration) (v float64, ok bool) {
	nearest := give + 1
	for _, f := range p.Figures {
		off := (f.At.Sub(p.Published) - age).Abs()
		if f.Metric == metric && off < nearest {
			v, ok, nearest = f.Value, true, off
		}
	}
	return v, ok
}
