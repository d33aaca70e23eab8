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
var Supplies = []string{"audience", "author", "clicks", "followers", "form", "joins", "leaves", "post.clicks", "post.comments", "post.length",
	"post.reach", "post.reactions", "post.shares", "post.views", "post.watched", "published", "reach", "reactions", "text", "views", "visits", "watched"}

// figures brings what the pages and their posts of the last week count, when it is time. A page that cannot be counted holds up no
// other.
func (s *Source) figures(ctx context.Context, at place, emit func(ingest.Page) error) error {
	now := s.env.Now().UTC()
	if len(s.options.Accounts) == 0 || !at.Due(now, cmp.Or(s.options.Figures, defaultFigures)) {
		return nil
	}
	own, err := s.own(ctx)
	if err != nil {
		return err
	}
	one := func(ctx context.Context, p *ingest.Page, r *graph.Round, account string) error {
		return count{Source: s, Page: p, account: account, now: now, before: time.Unix(r.Last, 0)}.measure(ctx, own)
	}
	apart := func(err error) bool { return alone(err) || trouble(err) }
	return at.Make(ctx, now, s.options.Accounts, one, apart, func(p ingest.Page, r graph.Round) error {
		at.Round = r
		p.Next = ingest.CursorOf(at)
		return emit(p)
	})
}

// count is the counting of one page.
type count struct {
	*Source
	*ingest.Page
	account string
	now     time.Time
	before  time.Time // when it was counted before; long ago: never
}

func (c count) figure() ingest.Figure {
	return ingest.Figure{Account: c.account, Network: Network, At: c.now}
}

// measure adds the figures of one page and its posts; of our own page the insights too.
func (c count) measure(ctx context.Context, own page) error {
	var it page
	if err := c.object(ctx, c.account, pageFields, &it); err != nil {
		return err
	}
	f := c.figure()
	f.Metric = "followers"
	c.Level(f, it.Followers)
	ours := it.ID == own.ID
	if ours {
		err := c.days(ctx, it)
		if err != nil && !alone(err) {
			return err
		}
		ours = err == nil // whoever may not see those of the page may not see those of its posts
	}
	return c.posts(ctx, it, ours)
}

// posts adds the page's posts of the last week, the newest fifty at most, with their counters.
func (c count) posts(ctx context.Context, it page, ours bool) error {
	q := url.Values{"fields": {postFields}, "limit": {"50"}, "since": {strconv.FormatInt(c.now.Add(-week).Truncate(day).Unix(), 10)}}
	list, err := graph.List[json.RawMessage](ctx, c.api, "/"+it.ID+"/feed", q)
	if err != nil {
		return err
	}
	for _, data := range list.Data {
		p, m, err := item[post](data)
		if err != nil || p.unseen() || m.Published.Before(c.now.Add(-week)) {
			continue
		}
		c.Post(c.account, m, p.form(), c.now)
		switch {
		case m.Author.ID != it.ID:
			c.Posts[len(c.Posts)-1].Author = m.Author.ID
		case ours:
			if err := c.life(ctx, p); err != nil && !alone(err) {
				return err
			}
		}
	}
	return nil
}
