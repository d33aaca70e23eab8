package odnoklassniki

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"molva/ingest"
)

// Supplies are the inputs of community metrics that come from here.
var Supplies = []string{
	"audience", "author", "clicks", "comments", "followers", "form", "hides", "joins", "leaves", "post.clicks", "post.comments",
	"post.hides", "post.reach", "post.reach_viral", "post.reactions", "post.reports", "post.shares", "post.views", "posts",
	"published", "reach", "reach_viral", "reactions", "reports", "set.active", "set.followers", "shares", "text", "views", "visits", "votes",
}

// trends are what OK tells of each day, and what we call it. See group.getStatTrends.
func trends() []struct{ theirs, ours string } {
	return []struct{ theirs, ours string }{
		{"reach", "reach"}, {"reach_earned", "reach_viral"}, {"renderings", "views"}, {"page_visits", "visits"},
		{"new_members", "joins"}, {"left_members", "leaves"}, {"likes", "reactions"}, {"comments", "comments"},
		{"reshares", "shares"}, {"votes", "votes"}, {"link_clicks", "clicks"}, {"hides_from_feed", "hides"}, {"complaints", "reports"},
	}
}

const (
	week     = 7 * day
	lateDays = 3 // days that OK may still complete
)

// figures brings what the groups count, when it is time. What is refused of one group is told, and the others are counted.
func (s *Source) figures(ctx context.Context, at *place, emit func(ingest.Page) error) error {
	now := s.env.Now().UTC()
	if passed := now.Sub(at.Round); passed >= 0 && passed < s.options.Figures {
		return nil
	}
	today := midnight(now)
	next := *at
	next.Round, next.Day = now, today
	p := ingest.Page{Next: ingest.CursorOf(next)}
	for _, g := range s.accounts() {
		for _, ask := range s.questions(g, !at.Day.Equal(today)) {
			if err := s.refused(ctx, g, ask(ctx, g, now, &p), &p); err != nil {
				return err
			}
		}
	}
	if err := emit(p); err != nil {
		return err
	}
	*at = next
	return nil
}

// question about a group, whose answer adds figures to a page.
type question func(ctx context.Context, g string, now time.Time, p *ingest.Page) error

// questions are those about a group; some of them are asked once a day.
func (s *Source) questions(g string, daily bool) []question {
	switch own := slices.Contains(s.options.Groups, g); {
	case own && daily:
		return []question{s.followers, s.themes, s.posts, s.days, s.people}
	case own:
		return []question{s.followers, s.themes, s.posts}
	}
	return []question{s.followers, s.themes}
}

// midnight is when the day began in Moscow.
func midnight(now time.Time) time.Time {
	y, m, d := now.In(moscow()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, moscow()).UTC()
}

// followers adds how many members the group has. See group.getInfo.
func (s *Source) followers(ctx context.Context, g string, now time.Time, p *ingest.Page) error {
	info, err := s.info(ctx, g)
	p.Level(ingest.Figure{Account: g, Network: Network, Metric: "followers", At: now}, info.Members)
	return err
}

// themes adds how many topics stand in the group. See group.getCounters.
func (s *Source) themes(ctx context.Context, g string, now time.Time, p *ingest.Page) error {
	var answer struct {
		Counters struct {
			Themes *int64 `json:"themes"`
		} `json:"counters"`
	}
	err := s.call(ctx, "group.getCounters", url.Values{"group_id": {g}, "counterTypes": {"THEMES"}}, &answer)
	p.Level(ingest.Figure{Account: g, Network: Network, Metric: "posts", At: now}, answer.Counters.Themes)
	return err
}

// posts adds the topics of a week with their counters.
func (s *Source) posts(ctx context.Context, g string, now time.Time, p *ingest.Page) error {
	page, err := s.stats(ctx, g, ingest.Span{From: now.Add(-week)}, "")
	if err != nil {
		return err
	}
	ids := page.ids()
	got, err := s.topics(ctx, ids)
	for _, x := range got.threads {
		t, m := x.Topic, x.Topic.mention()
		if now.Sub(t.at()) > week {
			continue
		}
		p.Post(g, m, t.form(), now)
		if t.Author != t.Owner {
			p.Posts[len(p.Posts)-1].Author = m.Author.ID
		}
		told := page.Topics[slices.Index(ids, t.ID)]
		of := ingest.Figure{Account: g, Network: Network, Post: m.ID, At: now}
		for _, count := range []struct {
			metric string
			n      *int64
		}{{"reach", told.Reach}, {"reach_viral", told.Viral}, {"clicks", told.Clicks}, {"hides", told.Hides}, {"reports", told.Reports}} {
			of.Metric = count.metric
			p.Level(of, count.n)
		}
	}
	return err
}

// days adds the figures of the last whole days.
func (s *Source) days(ctx context.Context, g string, now time.Time, p *ingest.Page) error {
	today := midnight(now)
	var fields []string
	for _, t := range trends() {
		fields = append(fields, t.theirs)
	}
	var answer map[string]json.RawMessage
	err := s.call(ctx, "group.getStatTrends", url.Values{"gid": {g}, "fields": {strings.Join(fields, ",")},
		"start_time": {millis(today.Add(-lateDays * day))}, "end_time": {millis(today)}}, &answer)
	for _, t := range trends() {
		var points []struct {
			Time  int64  `json:"time"` // milliseconds, when the day began
			Value *int64 `json:"value"`
		}
		if json.Unmarshal(answer[t.theirs], &points) != nil {
			continue // it is not told
		}
		for _, point := range points {
			if at := time.UnixMilli(point.Time).UTC(); at.Before(today) {
				p.Level(ingest.Figure{Account: g, Network: Network, Metric: t.ours, At: at, Span: day}, point.Value)
			}
		}
	}
	return err
}

// people adds who was reached in a week: audience/f-25-34, audience/country-россия, audience/city-москва. See
// group.getStatPeople.
func (s *Source) people(ctx context.Context, g string, now time.Time, p *ingest.Page) error {
	type part struct {
		Name  string `json:"name"`
		Value *int64 `json:"value"`
	}
	var answer struct {
		Women     []part `json:"demography_female"`
		Men       []part `json:"demography_male"`
		Countries []part `json:"countries"`
		Cities    []part `json:"cities"`
	}
	err := s.call(ctx, "group.getStatPeople", url.Values{"gid": {g}, "demo_type": {"REACH"},
		"fields": {"demography_female,demography_male,countries,cities"}}, &answer)
	of := ingest.Figure{Account: g, Network: Network, At: midnight(now).Add(-week), Span: week}
	add := func(prefix string, all []part) {
		for _, one := range all {
			of.Metric = prefix + strings.ToLower(one.Name)
			if of.Check() == nil { // a name may be too long
				p.Level(of, one.Value)
			}
		}
	}
	for _, ages := range [][]part{answer.Women, answer.Men} {
		for i := range ages { // <12, 25 - 34, 65+
			ages[i].Name = strings.NewReplacer(" ", "", "<", "0-").Replace(ages[i].Name)
		}
	}
	add("audience/f-", answer.Women)
	add("audience/m-", answer.Men)
	add("audience/country-", answer.Countries)
	add("audience/city-", answer.Cities)
	return err
}
