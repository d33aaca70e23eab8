package odnoklassniki

import (
	"context"
	"errors"
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
	rounds := []func(context.Context, string, time.Time, *ingest.Page) error{s.posts}
	if !at.Day.Equal(today) {
		rounds = append(rounds, s.days, s.people)
	}
	at.Round, at.Day = now, today
	p := ingest.Page{Next: ingest.CursorOf(*at)}
	if err := s.levels(ctx, now, &p); err != nil {
		return err
	}
	for _, g := range s.options.Groups {
		for _, round := range rounds {
			if err := refused(ctx, g, round(ctx, g, now, &p), &p); err != nil {
				return err
			}
		}
	}
	return emit(p)
}

// refused tells of an error that concerns one group and one question, and returns any other.
func refused(ctx context.Context, g string, err error, p *ingest.Page) error {
	if err == nil || errors.As(err, new(*ingest.Throttled)) || ctx.Err() != nil {
		return err
	}
	p.Rejected = append(p.Rejected, ingest.Rejection{Item: g, Reason: err.Error()})
	return nil
}

// midnight is when the day began in Moscow.
func midnight(now time.Time) time.Time {
	y, m, d := now.In(moscow()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, moscow()).UTC()
}

// levels adds how many members and topics each group has. See group.getInfo and group.getCounters.
func (s *Source) levels(ctx context.Context, now time.Time, p *ingest.Page) error {
	groups, err := s.groups(ctx, s.accounts())
	if err != nil {
		return err
	}
	for _, g := range groups {
		of := ingest.Figure{Account: g.ID, Network: Network, Metric: "followers", At: now}
		p.Level(of, g.Members)
		var answer struct {
			Counters struct {
				Themes *int64 `json:"themes"`
			} `json:"counters"`
		}
		err := s.call(ctx, "group.getCounters", url.Values{"group_id": {g.ID}, "counterTypes": {"THEMES"}}, &answer)
		if err := refused(ctx, g.ID, err, p); err != nil {
			return err
		}
		of.Metric = "posts"
		p.Level(of, answer.Counters.Themes)
	}
	return nil
}

// posts adds the topics of a week with their counters.
func (s *Source) posts(ctx context.Context, g string, now time.Time, p *ingest.Page) error {
	page, err := s.stats(ctx, g, ingest.Span{From: now.Add(-week)}, "")
	if err != nil {
		return err
	}
	var ids []string
	for _, t := range *page.Topics {
		ids = append(ids, t.ID)
	}
	got, err := s.topics(ctx, ids)
	for _, t := range got.topics {
		if now.Sub(t.at()) > week {
			continue
		}
		m := t.mention(got.names)
		p.Post(g, m, t.form(), now)
		if t.Author != t.Owner {
			p.Posts[len(p.Posts)-1].Author = m.Author.ID
		}
		told := (*page.Topics)[slices.Index(ids, t.ID)]
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
	var answer map[string][]struct {
		Time  int64  `json:"time"` // milliseconds, when the day began
		Value *int64 `json:"value"`
	}
	err := s.call(ctx, "group.getStatTrends", url.Values{"gid": {g}, "fields": {strings.Join(fields, ",")},
		"start_time": {millis(today.Add(-lateDays * day))}, "end_time": {millis(today)}}, &answer)
	for _, t := range trends() {
		for _, point := range answer[t.theirs] {
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
