package facebook

import (
	"cmp"
	"context"
	"encoding/json"
	"net/url"
	"strconv"
	"time"

	"molva/ingest"
	"molva/ingest/graph"
)

// Supplies are the inputs of community metrics that come from here; all but the public counters of our own page alone.
var Supplies = []string{"author", "clicks", "followers", "form", "joins", "leaves", "post.clicks", "post.comments", "post.length", "post.reach",
	"post.reactions", "post.shares", "post.views", "post.watched", "published", "reach", "reactions", "text", "views", "visits", "watched"}

// figures brings what the pages and their posts of the last week count, when it is time.
func (s *Source) figures(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	now := s.env.Now().UTC()
	if len(s.options.Accounts) == 0 || now.Sub(at.Counted).Abs() < cmp.Or(s.options.Figures, defaultFigures) {
		return at, nil
	}
	own, err := s.own(ctx)
	if err != nil {
		return at, err
	}
	var p ingest.Page
	for _, account := range s.options.Accounts {
		r := round{Source: s, Page: &p, account: account, now: now, counted: at.Counted}
		err := r.measure(ctx, own)
		if hidden(err) {
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: account, Reason: err.Error()})
		} else if err != nil {
			return at, err
		}
	}
	at.Counted = now
	p.Next = ingest.CursorOf(at)
	return at, emit(p)
}

// round is the counting of one page.
type round struct {
	*Source
	*ingest.Page
	account string
	now     time.Time
	counted time.Time // the round before
}

func (r round) figure() ingest.Figure {
	return ingest.Figure{Account: r.account, Network: Network, At: r.now}
}

// measure adds the figures of one page and its posts; of our own page the insights too.
func (r round) measure(ctx context.Context, own page) error {
	var it page
	if err := r.object(ctx, r.account, pageFields, &it); err != nil {
		return err
	}
	f := r.figure()
	f.Metric = "followers"
	r.Level(f, it.Followers)
	ours := it.ID == own.ID
	if ours {
		err := r.days(ctx, it)
		if err != nil && !hidden(err) {
			return err
		}
		ours = err == nil // whoever may not see those of the page may not see those of its posts
	}
	return r.posts(ctx, it, ours)
}

// posts adds the page's posts of the last week, the newest fifty at most, with their counters.
func (r round) posts(ctx context.Context, it page, ours bool) error {
	q := url.Values{"fields": {postFields}, "limit": {"50"}, "since": {strconv.FormatInt(r.now.Add(-week).Truncate(day).Unix(), 10)}}
	list, err := graph.List[json.RawMessage](ctx, r.api, "/"+it.ID+"/feed", q)
	if err != nil {
		return err
	}
	for _, data := range list.Data {
		p, m, err := item[post](data)
		if err != nil || p.unseen() || m.Published.Before(r.now.Add(-week)) {
			continue
		}
		r.Post(r.account, m, p.form(), r.now)
		switch {
		case m.Author.ID != it.ID:
			r.Posts[len(r.Posts)-1].Author = m.Author.ID
		case ours:
			if err := r.life(ctx, p); err != nil && !hidden(err) {
				return err
			}
		}
	}
	return nil
}
