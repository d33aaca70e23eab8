package metric

import (
	"context"
	"slices"
	"time"

	"molva/alerts/service"
	"molva/ingest"
	"molva/store"
)

// memory is what readers of one database have read.
type memory struct {
	told  map[toldKey]*told
	sets  map[setKey]store.Set
	lists map[listKey][]store.Census
	reads map[readKey]any
	waits map[waitsKey][]service.Episode
}

type (
	toldKey struct {
		network, account string
		from, to         int64 // of the period
	}
	setKey struct {
		network, account, name string
		at                     int64
		span                   time.Duration
	}
	listKey struct {
		network, account, name string
		from, to               int64
	}
)

func newMemory() *memory {
	return &memory{
		told:  map[toldKey]*told{},
		sets:  map[setKey]store.Set{},
		lists: map[listKey][]store.Census{},
		reads: map[readKey]any{},
		waits: map[waitsKey][]service.Episode{},
	}
}

// told is what an account's networks told of it around a period.
type told struct {
	figures map[string][]ingest.Figure // of the account itself, by metric; by time and span
	posts   []Post
}

// How old a level may be at either end of a period; see [Account.Level]. Beside a post it may be older, as those are that
// people enter once a month, or the first one of the week after.
const (
	staleAfter = 14 * 24 * time.Hour
	beforePost = 31 * 24 * time.Hour
	afterPost  = 7 * 24 * time.Hour
)

// told reads an account's figures and posts.
func (r *Reader) told(ctx context.Context, o Owned) (*told, error) {
	key := toldKey{o.Network, o.Account, r.Period.From.UnixMilli(), r.Period.To.UnixMilli()}
	if t := r.known.told[key]; t != nil {
		return t, nil
	}
	around := store.Period{From: r.Period.From.Add(-beforePost), To: r.Period.To.Add(afterPost)}
	figures, err := r.DB.Figures(ctx, store.FigureQuery{Account: o.Account, Network: o.Network, Period: around})
	if err != nil {
		return nil, err
	}
	posts, err := r.DB.MeasuredPosts(ctx, store.PostQuery{Account: o.Account, Network: o.Network, Period: r.Period})
	if err != nil {
		return nil, err
	}
	t := &told{figures: byMetric(figures)}
	for _, p := range posts {
		t.posts = append(t.posts, Post{p, atPublishing(t.figures["followers"], p.Published)})
	}
	r.known.told[key] = t
	return t, nil
}

func byMetric(all []ingest.Figure) map[string][]ingest.Figure {
	by := map[string][]ingest.Figure{}
	for _, f := range all {
		by[f.Metric] = append(by[f.Metric], f)
	}
	return by
}

// atPublishing is the level when a post was published: the last figure until then, else the first one after.
func atPublishing(levels []ingest.Figure, published time.Time) *float64 {
	after := slices.IndexFunc(levels, func(f ingest.Figure) bool { return f.At.After(published) })
	if after < 0 {
		after = len(levels)
	}
	switch {
	case after > 0 && published.Sub(levels[after-1].At) <= beforePost:
		return &levels[after-1].Value
	case after < len(levels) && levels[after].At.Sub(published) <= afterPost:
		return &levels[after].Value
	}
	return nil
}

// set reads the people of a census.
func (r *Reader) set(ctx context.Context, c store.Census) (store.Set, error) {
	key := setKey{c.Network, c.Account, c.Name, c.At.UnixMilli(), c.Span}
	if s, known := r.known.sets[key]; known {
		return s, nil
	}
	s, _, err := r.DB.MemberSet(ctx, c.Account, c.Network, c.Name, c.Span, c.At)
	if err == nil {
		r.known.sets[key] = s
	}
	return s, err
}

// censuses are the sets of a name that an account had taken in a period, oldest first.
func (r *Reader) censuses(ctx context.Context, o Owned, name string, p store.Period) ([]store.Census, error) {
	key := listKey{o.Network, o.Account, name, p.From.UnixMilli(), p.To.UnixMilli()}
	if list, known := r.known.lists[key]; known {
		return list, nil
	}
	list, err := r.DB.Censuses(ctx, o.Account, o.Network, name, p)
	if err == nil {
		r.known.lists[key] = list
	}
	return list, err
}
