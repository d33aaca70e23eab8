package threads

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
	"molva/ingest/graph"
)

const day = 24 * time.Hour

// counted are the insights of posts and days, and the metrics that they are; those of one metric are added up
// (docs/threads/insights).
var counted = []struct{ insight, metric string }{
	{"views", "views"}, {"likes", "reactions"}, {"replies", "comments"}, {"reposts", "shares"}, {"quotes", "shares"},
	{"shares", "shares"}, {"followers_count", "followers"},
}

// measure makes a round of figures when one is due.
func (s *Source) measure(ctx context.Context, at graph.Place, emit func(ingest.Page) error) error {
	if len(s.options.Accounts) == 0 || !at.Due(s.env.Now(), cmp.Or(s.options.Figures, defaultFigures)) {
		return nil
	}
	me, err := s.me(ctx)
	if err != nil {
		return fmt.Errorf("read the account: %w", err)
	}
	one := func(ctx context.Context, p *ingest.Page, r *graph.Round, name string) error {
		if strings.EqualFold(name, me) {
			return s.mine(ctx, p, r, name)
		}
		return s.theirs(ctx, p, name)
	}
	alone := func(err error) bool { return s.alone(ctx, err) }
	return at.Make(ctx, s.env.Now(), s.options.Accounts, one, alone, func(p ingest.Page, r graph.Round) error {
		at.Round = r
		p.Next = ingest.CursorOf(at)
		return emit(p)
	})
}

// theirs adds what is told of somebody else's account (docs/threads/threads-profiles).
func (s *Source) theirs(ctx context.Context, p *ingest.Page, name string) error {
	var found struct {
		Followers *int64 `json:"follower_count"`
	}
	q := url.Values{"username": {name}}
	if err := s.graph.Get(ctx, "/profile_lookup", q, &found); err != nil {
		return err
	}
	p.Level(s.of(name, "followers"), found.Followers)
	q.Set("fields", fields)
	return s.posts(ctx, p, name, "/profile_posts", q, func(post) error { return nil })
}

func (s *Source) of(name, metric string) ingest.Figure {
	return ingest.Figure{Account: name, Network: Network, Metric: metric, At: s.env.Now().UTC()}
}

// posts adds the posts of the last week and does something with each.
func (s *Source) posts(ctx context.Context, p *ingest.Page, name, path string, q url.Values, do func(post) error) error {
	page, err := graph.List[json.RawMessage](ctx, s.graph, path, q)
	for _, data := range page.Data {
		one, bad := parse(data)
		if bad != nil || one.repost() || s.env.Now().Sub(one.Time.Time) > 7*day {
			continue
		}
		p.Post(name, one.mention(), one.form(), s.env.Now())
		if err := do(one); err != nil {
			return err
		}
	}
	return err
}

// mine adds what is told to the account's owner: levels, those of the week's posts, and once a day the flows of the two last whole
// days and who the followers are.
func (s *Source) mine(ctx context.Context, p *ingest.Page, at *graph.Round, name string) error {
	if err := s.insights(ctx, p, s.of(name, ""), "user", "/me/threads_insights", nil, "followers_count"); err != nil {
		return err
	}
	err := s.posts(ctx, p, name, "/me/threads", url.Values{"fields": {fields}, "limit": {perPage}}, func(one post) error {
		of := s.of(name, "")
		of.Post = one.ID
		return s.insights(ctx, p, of, "post", "/"+one.ID+"/insights", nil, "views", "likes", "replies", "reposts", "quotes", "shares")
	})
	if today := s.env.Now().UTC().Truncate(day); err == nil && at.Day != today.Unix() {
		if err = s.daily(ctx, p, name, today); err == nil {
			at.Day = today.Unix()
		}
	}
	return err
}

// daily adds flows, and who the followers are.
func (s *Source) daily(ctx context.Context, p *ingest.Page, name string, today time.Time) error {
	of := ingest.Figure{Account: name, Network: Network, Span: day}
	for back := 2; back > 0; back-- {
		of.At = today.AddDate(0, 0, -back)
		q := url.Values{"since": {strconv.FormatInt(of.At.Unix(), 10)}, "until": {strconv.FormatInt(of.At.Add(day).Unix()-1, 10)}}
		if err := s.insights(ctx, p, of, "day", "/me/threads_insights", q, "views", "likes", "replies", "reposts", "quotes"); err != nil {
			return err
		}
	}
	of.At = today
	for _, by := range []string{"age", "gender", "country", "city"} {
		q := url.Values{"breakdown": {by}}
		found, err := s.graph.Insights(ctx, by, "/me/threads_insights", q, "follower_demographics")
		if err != nil {
			return err
		}
		graph.Audience(p, of, by, found)
	}
	return nil
}

// insights adds the insights that are metrics of ours. One that is not told is absent.
func (s *Source) insights(ctx context.Context, p *ingest.Page, of ingest.Figure, kind, path string, q url.Values, names ...string) error {
	found, err := s.graph.Insights(ctx, kind, path, q, names...)
	sums := map[string]float64{}
	for _, c := range counted {
		for _, i := range found {
			if n := i.Number(); i.Name == c.insight && n != nil && *n >= 0 {
				sums[c.metric] += *n
			}
		}
	}
	for _, metric := range slices.Sorted(maps.Keys(sums)) {
		of.Metric, of.Value = metric, sums[metric]
		p.Figures = append(p.Figures, of)
	}
	return err
}
