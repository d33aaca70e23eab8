package instagram

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"time"

	"molva/ingest"
	"molva/ingest/graph"
)

// counted are the insights that are asked for, of a post and of a day, and the metrics that they are; those of one metric are
// added up (reference/instagram-media/insights, api-reference/instagram-user/insights).
var counted = []struct {
	insight, metric string
	unit            float64
}{
	{"reach", "reach", 1},
	{"views", "views", 1},
	{"accounts_engaged", "active", 1},
	{"likes", "reactions", 1},
	{"comments", "comments", 1},
	{"replies", "comments", 1},
	{"shares", "shares", 1},
	{"reposts", "shares", 1},
	{"saved", "saves", 1},
	{"saves", "saves", 1},
	{"follows", "joins", 1},
	{"profile_activity", "clicks", 1},
	{"profile_links_taps", "clicks", 1},
	{"profile_views", "visits", 1},
	{"ig_reels_video_view_total_time", "watched", 1e-3}, // of milliseconds
}

// What is asked of each kind of post, and of a day. Likes and comments come with the post itself.
var (
	ofFeed  = []string{"reach", "views", "shares", "reposts", "saved", "follows", "profile_activity"}
	ofReel  = []string{"reach", "views", "shares", "reposts", "saved", "ig_reels_video_view_total_time"}
	ofStory = []string{"reach", "views", "shares", "replies", "follows", "profile_activity"}
	ofDay   = []string{"reach", "views", "accounts_engaged", "likes", "comments", "shares", "reposts", "saves", "profile_views", "profile_links_taps"}
)

// brought adds one of the account's own posts with its figures.
func (s *Source) brought(ctx context.Context, p *ingest.Page, name string, m media) error {
	metrics := ofFeed
	switch m.Product {
	case "REELS":
		metrics = ofReel
	case "STORY":
		metrics = ofStory
		m.Comments = nil // its replies are among the insights
	}
	p.Post(name, m.mention(), m.form(), s.env.Now())
	found, err := s.graph.Insights(ctx, m.Product+" "+m.Type, "/"+m.ID+"/insights", nil, metrics...)
	if err != nil {
		return err
	}
	of := ingest.Figure{Account: name, Network: Network, Post: m.ID, At: s.env.Now().UTC()}
	add(p, of, found)
	if m.Product == "STORY" {
		return s.left(ctx, p, of)
	}
	return nil
}

// left adds how many left a story before its end.
func (s *Source) left(ctx context.Context, p *ingest.Page, of ingest.Figure) error {
	q := url.Values{"breakdown": {"story_navigation_action_type"}}
	found, err := s.graph.Insights(ctx, "navigation", "/"+of.Post+"/insights", q, "navigation")
	of.Metric = "exits"
	part(p, of, found, "navigation", "tap_exit")
	return err
}

// flows adds what the account had in one day.
func (s *Source) flows(ctx context.Context, p *ingest.Page, name string, start time.Time) error {
	of := ingest.Figure{Account: name, Network: Network, At: start, Span: day}
	q := url.Values{"period": {"day"}, "metric_type": {"total_value"},
		"since": {strconv.FormatInt(start.Unix(), 10)}, "until": {strconv.FormatInt(start.Add(day).Unix()-1, 10)}}
	found, err := s.insights(ctx, "day", q, "", ofDay...)
	if err != nil {
		return err
	}
	add(p, of, found)
	if found, err = s.insights(ctx, "follow", q, "follow_type", "reach", "follows_and_unfollows"); err != nil {
		return err
	}
	of.Metric = "reach_followers"
	part(p, of, found, "reach", "follower")
	of.Metric = "joins" // what an account became by it: one that follows has come
	part(p, of, found, "follows_and_unfollows", "follower")
	of.Metric = "leaves"
	part(p, of, found, "follows_and_unfollows", "non_follower")
	found, err = s.insights(ctx, "product", q, "media_product_type", "reach")
	of.Metric = "reach_paid"
	part(p, of, found, "reach", "ad")
	return err
}

// audience adds who the followers are.
func (s *Source) audience(ctx context.Context, p *ingest.Page, of ingest.Figure) error {
	q := url.Values{"period": {"lifetime"}, "metric_type": {"total_value"}, "timeframe": {"this_month"}}
	for _, by := range []string{"age,gender", "country", "city"} {
		found, err := s.insights(ctx, by, q, by, "follower_demographics")
		if err != nil {
			return err
		}
		graph.Audience(p, of, by, found)
	}
	return nil
}

// insights asks for insights of the account, broken down by something.
func (s *Source) insights(ctx context.Context, kind string, q url.Values, by string, metrics ...string) ([]graph.Insight, error) {
	if by != "" {
		q = maps.Clone(q)
		q.Set("breakdown", by)
	}
	return s.graph.Insights(ctx, kind, "/"+s.options.Account+"/insights", q, metrics...)
}

// add adds the insights that are metrics of ours. One that is not told is absent.
func add(p *ingest.Page, of ingest.Figure, found []graph.Insight) {
	sums := map[string]float64{}
	for _, c := range counted {
		for _, i := range found {
			if n := i.Number(); i.Name == c.insight && n != nil && *n >= 0 {
				sums[c.metric] += *n * c.unit
			}
		}
	}
	for _, metric := range slices.Sorted(maps.Keys(sums)) {
		of.Metric, of.Value = metric, sums[metric]
		p.Figures = append(p.Figures, of)
	}
}

// part adds one part of an insight that was broken down.
func part(p *ingest.Page, of ingest.Figure, found []graph.Insight, insight, name string) {
	for _, i := range found {
		if n, told := i.By()[name]; i.Name == insight && told && n >= 0 {
			of.Value = n
			p.Figures = append(p.Figures, of)
		}
	}
}
