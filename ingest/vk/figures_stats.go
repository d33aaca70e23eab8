package vk

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
)

const (
	corrected = 3 // days back that VK still corrects, and that are asked for again
	month     = 30 * day
	reachIDs  = 30 // the most posts that stats.getPostReach takes
)

// moscow is where VK's days begin.
func moscow() *time.Location { return time.FixedZone("MSK", 3*60*60) }

// insights adds what only those are told who run a community.
func (s *Source) insights(ctx context.Context, p *ingest.Page, of ingest.Figure, group int64, posts []post, before time.Time) error {
	err := s.unlessShut("stats.get", of, func() error { return s.days(ctx, p, of, group, before) })
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
	From     int64          `json:"period_from"`
	Visitors part[visitors] `json:"visitors"`
	Reach    part[reach]    `json:"reach"`
	Activity part[activity] `json:"activity"`
}

// part is a part of a period. One that is empty comes as a list (vknet/vk, Stats/GetByGroup_EmptyActivityCase.json).
type part[T any] struct{ told T }

func (p *part[T]) UnmarshalJSON(data []byte) error {
	if data[0] == '[' {
		return nil
	}
	return json.Unmarshal(data, &p.told)
}

type visitors struct {
	Views    *int64 `json:"views"`
	Visitors *int64 `json:"visitors"`
}

type reach struct {
	Reach     *int64 `json:"reach"`
	Followers *int64 `json:"reach_subscribers"`
	Mobile    *int64 `json:"mobile_reach"`
	mix
}

type activity struct {
	Likes    *int64 `json:"likes"`
	Copies   *int64 `json:"copies"`
	Comments *int64 `json:"comments"`
	Hidden   *int64 `json:"hidden"`
	Joins    *int64 `json:"subscribed"`
	Leaves   *int64 `json:"unsubscribed"`
}

// mix says who was reached.
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

// days adds what was counted on the last finished days, and on those since it was asked the last time.
func (s *Source) days(ctx context.Context, p *ingest.Page, of ingest.Figure, group int64, before time.Time) error {
	now := of.At
	periods, err := call[[]period](ctx, s, "stats.get", url.Values{
		"group_id": {strconv.FormatInt(group, 10)}, "interval": {"day"}, "extended": {"1"}, "stats_groups": {"visitors,reach,activity"},
		"timestamp_from": {strconv.FormatInt(firstDay(now, before).Unix(), 10)}, "timestamp_to": {strconv.FormatInt(now.Unix(), 10)},
	})
	for _, c := range periods {
		if of.At = moment(c.From); c.From != 0 && !of.At.Add(day).After(now) {
			of.Span = day
			c.describe(p, of)
		}
	}
	return err
}

// firstDay is the first day to ask for when it was asked before the last time; zero: never.
func firstDay(now, before time.Time) time.Time {
	if before.IsZero() || before.After(now) {
		before = now
	}
	if earliest := now.Add(-month); before.Before(earliest) {
		before = earliest
	}
	y, m, d := before.In(moscow()).Date()
	return time.Date(y, m, d-corrected, 0, 0, 0, 0, moscow())
}

func (c period) describe(p *ingest.Page, of ingest.Figure) {
	who, reached, did := c.Visitors.told, c.Reach.told, c.Activity.told
	levels(p, of, []level{
		{"visitors", who.Visitors}, {"views", who.Views},
		{"reach", reached.Reach}, {"reach_followers", reached.Followers}, {"reach_mobile", reached.Mobile},
		{"reactions", did.Likes}, {"shares", did.Copies}, {"comments", did.Comments}, {"hides", did.Hidden},
		{"joins", did.Joins}, {"leaves", did.Leaves},
	})
	reached.mix.describe(p, of)
}

// describe adds the parts of an audience: audience/f-25-30, audience/country-ru, audience/city-москва. Cities of one name are one.
func (m mix) describe(p *ingest.Page, of ingest.Figure) {
	var parts []string
	sums := map[string]*int64{}
	add := func(kind, name string, n *int64) {
		if name == "" { // of these nobody knows where they are
			return
		}
		part := "audience/" + kind + strings.ToLower(name)
		if _, known := sums[part]; !known {
			parts = append(parts, part)
		}
		sums[part] = ingest.CountSum(sums[part], n)
	}
	for _, g := range m.SexAge {
		add("", strings.ReplaceAll(g.Value, ";", "-"), g.Count)
	}
	for _, c := range m.Countries {
		add("country-", c.Code, c.Count)
	}
	for _, c := range m.Cities {
		add("city-", c.Name, c.Count)
	}
	for _, of.Metric = range parts {
		if of.Check() == nil { // else the name is too long
			p.Level(of, sums[of.Metric])
		}
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
	posts = slices.DeleteFunc(slices.Clone(posts), func(one post) bool { return one.Deleted })
	for some := range slices.Chunk(posts, reachIDs) {
		var ids []string
		for _, one := range some {
			ids = append(ids, strconv.FormatInt(one.ID, 10))
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
