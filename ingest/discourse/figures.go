package discourse

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"molva/ingest"
)

// Supplies are the inputs of community metrics that come from here.
var Supplies = []string{"active", "followers", "joins", "posts", "published", "reactions", "visitors"}

const day = 24 * time.Hour

// about is the forum as it describes itself: https://meta.discourse.org/t/about-page-site-statistics-reference-guide/245984.
// The stats are left out where the forum does not share them; until 2024 some had a name in the singular.
type about struct {
	Title string `json:"title"`
	Stats struct {
		Users       *float64 `json:"users_count"`
		User        *float64 `json:"user_count"`
		Posts       *float64 `json:"posts_count"`
		Post        *float64 `json:"post_count"`
		DayUsers    *float64 `json:"users_last_day"`
		DayPosts    *float64 `json:"posts_last_day"`
		DayLikes    *float64 `json:"likes_last_day"`
		DayVisitors *float64 `json:"active_users_last_day"`
		DayActive   *float64 `json:"participating_users_last_day"`
	} `json:"stats"`
}

func (s *Source) about(ctx context.Context) (about, error) {
	var answer struct {
		About about `json:"about"`
	}
	err := s.api.Get(ctx, "/about.json", nil, &answer)
	return answer.About, err
}

// figures keeps the forum's figures, when it is time again. Levels are those of the moment; flows wait for their day.
func (s *Source) figures(ctx context.Context, at place, emit func(ingest.Page) error) error {
	now := s.env.Now()
	if !s.options.Community || !due(now, at.Round, cmp.Or(s.options.Figures, defaultFigures)) {
		return nil
	}
	a, err := s.about(ctx)
	if err != nil {
		return fmt.Errorf("read the forum's figures: %w", err)
	}
	next := at
	next.Round = now.Unix()
	var p ingest.Page
	keep := func(metric string, value *float64, span time.Duration) {
		if value != nil {
			p.Figures = append(p.Figures, ingest.Figure{Account: s.forum, Network: Network, Metric: metric,
				At: now.Add(-span).UTC(), Span: span, Value: *value})
		}
	}
	keep("followers", cmp.Or(a.Stats.Users, a.Stats.User), 0)
	keep("posts", cmp.Or(a.Stats.Posts, a.Stats.Post), 0)
	if due(now, at.Day, day) {
		next.Day = now.Unix()
		keep("joins", a.Stats.DayUsers, day)
		keep("published", a.Stats.DayPosts, day)
		keep("reactions", a.Stats.DayLikes, day)
		keep("visitors", a.Stats.DayVisitors, day)
		keep("active", a.Stats.DayActive, day)
	}
	p.Next = ingest.CursorOf(next)
	return emit(p)
}

// due reports whether so much time has passed since the last round. One that lies ahead was made by a wrong clock.
func due(now time.Time, last int64, pause time.Duration) bool {
	passed := now.Sub(time.Unix(last, 0))
	return passed >= pause || passed < 0
}
