package vk

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
)

const (
	corrected = 3  // days back that VK still corrects, and that are asked for again
	reachIDs  = 30 // the most posts that stats.getPostReach takes
)

// moscow is where VK's days begin.
func moscow() *time.Location { return time.FixedZone("MSK", 3*60*60) }

// insights adds what only those are told who run a community.
func (s *Source) insights(ctx context.Context, p *ingest.Page, of ingest.Figure, group int64, posts []post) error {
	err := s.unlessShut("stats.get", of, func() error { return s.days(ctx, p, of, group) })
	if err == nil {
		err = s.unlessShut("stats.getPostReach", of, func() error { return s.reach(ctx, p, of, group, posts) })
	}
	return err
}

// unlessShut asks a method about an account. One that is refused, as of communities of others it is, is not asked again within a
// day.
func (s *Source) unlessShut(method string, of ingest.Figure, ask func() error) error {
	key := method + " " + of.Account
	if until, ok := s.shut.Load(key); ok && of.At.Before(until.(time.Time)) {
		return nil
	}
	err := ask()
	if !refused(err) {
		return err
	}
	s.env.Log.Info("statistics are not told to this token", "account", of.Account, "method", method, "err", err)
	s.shut.Store(key, of.At.Add(day))
	return nil
}

// period is what a community counted on a day. See stats.get.
type period struct {
	From     int64 `json:"period_from"`
	Visitors struct {
		Views    *int64 `json:"views"`
		Visitors *int64 `json:"visitors"`
		mix
	} `json:"visitors"`
	Reach struct {
		Reach     *int64 `json:"reach"`
		Followers *int64 `json:"reach_subscribers"`
		Mobile    *int64 `json:"mobile_reach"`
		mix
	} `json:"reach"`
	Activity struct {
		Likes    *int64 `json:"likes"`
		Copies   *int64 `json:"copies"`
		Comments *int64 `json:"comments"`
		Hidden   *int64 `json:"hidden"`
		Joins    *int64 `json:"subscribed"`
		Leaves   *int64 `json:"unsubscribed"`
	} `json:"activity"`
}

// mix says who they were.
type mix struct {
	SexAge []struct {
		Value string `json:"value"` // f;25-30
		Count *int64 `json:"count"`
	} `json:"sex_age"`
	Countries []struct {
		Code  string `json:"code"` // RU
		Count *int64 `json:"count"`
	} `json:"countries"`
	Cities []struct {
		Name  string `json:"name"`
		Count *int64 `json:"count"`
	} `json:"cities"`
}

// days adds what was counted on the last finished days.
func (s *Source) days(ctx context.Context, p *ingest.Page, of ingest.Figure, group int64) error {
	now := of.At
	y, m, d := now.In(moscow()).Date()
	from := time.Date(y, m, d-corrected, 0, 0, 0, 0, moscow())
	periods, err := call[[]period](ctx, s, "stats.get", url.Values{
		"group_id": {strconv.FormatInt(group, 10)}, "interval": {"day"}, "extended": {"1"}, "stats_groups": {"visitors,reach,activity"},
		"timestamp_from": {strconv.FormatInt(from.Unix(), 10)}, "timestamp_to": {strconv.FormatInt(now.Unix(), 10)},
	})
	for _, c := range periods {
		if of.At = moment(c.From); c.From != 0 && !of.At.Add(day).After(now) {
			of.Span = day
			c.describe(p, of)
		}
	}
	return err
}

func (c period) describe(p *ingest.Page, of ingest.Figure) {
	levels(p, of, []level{
		{"visitors", c.Visitors.Visitors}, {"views", c.Visitors.Views},
		{"reach", c.Reach.Reach}, {"reach_followers", c.Reach.Followers}, {"reach_mobile", c.Reach.Mobile},
		{"reactions", c.Activity.Likes}, {"shares", c.Activity.Copies}, {"comments", c.Activity.Comments}, {"hides", c.Activity.Hidden},
		{"joins", c.Activity.Joins}, {"leaves", c.Activity.Leaves},
	})
	who := c.Reach.mix
	if len(who.SexAge)+len(who.Countries)+len(who.Cities) == 0 {
		who = c.Visitors.mix
	}
	who.describe(p, of)
}

// describe adds the parts of an audience: audience/f-25-30, audience/country-ru, audience/city-москва.
func (m mix) describe(p *ingest.Page, of ingest.Figure) {
	part := func(kind, name string, n *int64) {
		of.Metric = "audience/" + kind + strings.ToLower(name)
		if name != "" && of.Check() == nil { // nobody knows where they are, or a name is too long
			p.Level(of, n)
		}
	}
	for _, g := range m.SexAge {
		part("", strings.ReplaceAll(g.Value, ";", "-"), g.Count)
	}
	for _, c := range m.Countries {
		part("country-", c.Code, c.Count)
	}
	for _, c := range m.Cities {
		part("city-", c.Name, c.Count)
	}
}

// reached is what a post of one's own has brought. See stats.getPostReach.
type reached struct {
	Post      int64  `json:"post_id"`
	Total     *int64 `json:"reach_total"`
	Followers *int64 `json:"reach_subscribers"`
	Viral     *int64 `json:"reach_viral"`
	Paid      *int64 `json:"reach_ads"`
	Joins     *int64 `json:"join_group"`
	Leaves    *int64 `json:"unsubscribe"`
	Links     *int64 `json:"links"`
	Hides     *int64 `json:"hide"`
	Reports   *int64 `json:"report"`
}

// reach adds what the posts have brought beyond what everybody sees.
func (s *Source) reach(ctx context.Context, p *ingest.Page, of ingest.Figure, group int64, posts []post) error {
	for some := range slices.Chunk(posts, reachIDs) {
		var ids []string
		for _, w := range some {
			ids = append(ids, strconv.FormatInt(w.ID, 10))
		}
		all, err := call[[]reached](ctx, s, "stats.getPostReach", url.Values{
			"owner_id": {strconv.FormatInt(-group, 10)}, "post_ids": {strings.Join(ids, ",")},
		})
		if err != nil {
			return err
		}
		for _, r := range all {
			if r.Post != 0 {
				r.describe(p, of, post{Owner: -group, ID: r.Post}.id())
			}
		}
	}
	return nil
}

func (r reached) describe(p *ingest.Page, of ingest.Figure, post string) {
	of.Post = post
	levels(p, of, []level{
		{"reach", r.Total}, {"reach_followers", r.Followers}, {"reach_viral", r.Viral}, {"reach_paid", r.Paid},
		{"joins", r.Joins}, {"leaves", r.Leaves}, {"clicks", r.Links}, {"hides", r.Hides}, {"reports", r.Reports},
	})
}
