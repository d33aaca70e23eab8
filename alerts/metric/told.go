package metric

import (
	"context"
	"fmt"
	"sort"
	"sync"
	"time"

	"molva/ingest"
	"molva/store"
)

// told is what an account's network told of it around a period.
type told struct {
	figures map[string][]ingest.Figure // of the account itself, by metric, without parts; by time and span
	posts   []Post
}

// How old a level may be at either end of a period; see [Account.Level]. Beside a post it may be older, as those are that
// people enter once a month, or the first one of the week after.
const (
	staleAfter = 14 * 24 * time.Hour
	beforePost = 31 * 24 * time.Hour
	afterPost  = 7 * 24 * time.Hour
)

// recall reads what was told of accounts and is not known yet, side by side.
func (r *Reader) recall(ctx context.Context, all []Owned) error {
	var fresh []Owned
	for _, o := range all {
		if r.known.told[r.toldKey(o)] == nil {
			fresh = append(fresh, o)
		}
	}
	read, errs := make([]*told, len(fresh)), make([]error, len(fresh))
	var group sync.WaitGroup
	for i, o := range fresh {
		group.Go(func() { read[i], errs[i] = r.read(ctx, o) })
	}
	group.Wait()
	for i, o := range fresh {
		if errs[i] != nil {
			return fmt.Errorf("read account %s: %w", o.name(), errs[i])
		}
		r.known.told[r.toldKey(o)] = read[i]
	}
	return nil
}

func (r *Reader) toldKey(o Owned) toldKey {
	return toldKey{o.Network, o.Account, r.Period.From.UnixMilli(), r.Period.To.UnixMilli()}
}

// read reads the figures of an account metric by metric: the parts of its audience are many, and seldom asked for.
func (r *Reader) read(ctx context.Context, o Owned) (*told, error) {
	t := &told{figures: map[string][]ingest.Figure{}}
	q := store.FigureQuery{Account: o.Account, Network: o.Network, Period: store.Period{From: r.Period.From.Add(-beforePost), To: r.Period.To.Add(afterPost)}}
	for _, m := range ingest.Metrics {
		var err error
		if q.Metric = m.Name; m.Account == "" {
			continue
		}
		if t.figures[m.Name], err = r.DB.Figures(ctx, q); err != nil {
			return nil, err
		}
	}
	posts, err := r.DB.MeasuredPosts(ctx, store.PostQuery{Account: o.Account, Network: o.Network, Period: r.Period})
	for _, p := range posts {
		t.posts = append(t.posts, Post{p, atPublishing(t.figures["followers"], p.Published)})
	}
	return t, err
}

// atPublishing is the level when a post was published: the last figure until then, else the first one after.
func atPublishing(levels []ingest.Figure, published time.Time) *float64 {
	after := sort.Search(len(levels), func(i int) bool { return levels[i].At.After(published) })
	switch {
	case after > 0 && published.Sub(levels[after-1].At) <= beforePost:
		return &levels[after-1].Value
	case after < len(levels) && levels[after].At.Sub(published) <= afterPost:
		return &levels[after].Value
	}
	return nil
}
