package metric

import (
	"context"
	"slices"
	"sort"
	"strings"
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

	figures map[string][]ingest.Figure // of the account itself, by metric, without parts; by time and span
}

// Post is a post of an account with its latest figures.
type Post struct {
	store.MeasuredPost
	Followers *float64 // of the account when it was published, or first told within a week after; nil: unknown
}

// Accounts are those of the topic and of the topics below it, in the configuration's order.
func (r *Reader) Accounts(ctx context.Context) ([]*Account, error) {
	own, all := r.owned()
	if err := r.recall(ctx, all); err != nil {
		return nil, err
	}
	accounts := make([]*Account, len(own))
	for i, o := range own {
		a := r.account(o)
		for _, other := range all {
			if other.Network == o.Network && !other.same(o) {
				a.Rivals = append(a.Rivals, r.account(other))
			}
		}
		accounts[i] = a
	}
	return accounts, nil
}

// owned are the topic's accounts, and all that are of the same networks, each once and in the configuration's order.
func (r *Reader) owned() (own, all []Owned) {
	subtree := r.subtree()
	for _, o := range r.Business.Accounts {
		if slices.Contains(subtree, o.Topic) && !slices.ContainsFunc(own, o.same) {
			own = append(own, o)
		}
	}
	for _, o := range r.Business.Accounts {
		beside := slices.ContainsFunc(own, func(p Owned) bool { return p.Network == o.Network })
		if beside && !slices.ContainsFunc(all, o.same) {
			all = append(all, o)
		}
	}
	return own, all
}

// account is one that was recalled.
func (r *Reader) account(o Owned) *Account {
	t := r.known.told[r.toldKey(o)]
	return &Account{Owned: o, Reader: r, Posts: t.posts, figures: t.figures}
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
	all := p.series(metric)
	if len(all) == 0 {
		return 0, false
	}
	return all[len(all)-1].Value, true
}

// series are the figures of a post by one metric, by time.
func (p Post) series(metric string) []ingest.Figure {
	from, found := slices.BinarySearchFunc(p.Figures, metric, func(f ingest.Figure, name string) int { return strings.Compare(f.Metric, name) })
	if !found {
		return nil
	}
	to := from + sort.Search(len(p.Figures)-from, func(i int) bool { return p.Figures[from+i].Metric > metric })
	return p.Figures[from:to]
}

// Near is a figure of a post as it was so long after it was published, give or take some hours; ok is false when nobody looked
// then.
func (p Post) Near(metric string, age, give time.Duration) (v float64, ok bool) {
	nearest := give + 1
	for _, f := range p.series(metric) {
		if off := (f.At.Sub(p.Published) - age).Abs(); off < nearest {
			v, ok, nearest = f.Value, true, off
		}
	}
	return v, ok
}
