package ingest

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Metric is a name that a figure may have.
type Metric struct {
	Name    string
	Unit    string
	Account Shape // what it is of an account; "" if an account has none
	Post    Shape // and of a post
	Parts   bool  // a figure may tell a part, such as audience/f-25-30 or audience/country-ru
}

// Shape is how a figure relates to time.
type Shape string

// The shapes. A level is so at a moment: followers, or all views that a post has had. A flow was counted over a span: the
// people who joined on a day.
const (
	Level Shape = "level"
	Flow  Shape = "flow"
)

// Metrics are the figures that communities are measured by. Networks count alike under these names; where one counts
// something else, it has another name here.
var Metrics = []Metric{
	{Name: "followers", Unit: "people", Account: Level},
	{Name: "posts", Unit: "posts", Account: Level}, // that stand on the account's page
	{Name: "published", Unit: "posts", Account: Flow},
	{Name: "joins", Unit: "people", Account: Flow, Post: Level},
	{Name: "leaves", Unit: "people", Account: Flow, Post: Level},
	{Name: "notified", Unit: "people", Account: Level}, // followers who have notifications on
	{Name: "audience", Unit: "people", Account: Flow, Parts: true},
	{Name: "visitors", Unit: "people", Account: Flow},
	{Name: "visits", Unit: "visits", Account: Flow},
	{Name: "reach", Unit: "people", Account: Flow, Post: Level},
	{Name: "reach_followers", Unit: "people", Account: Flow, Post: Level},
	{Name: "reach_viral", Unit: "people", Account: Flow, Post: Level},
	{Name: "reach_paid", Unit: "people", Account: Flow, Post: Level},
	{Name: "reach_mobile", Unit: "people", Account: Flow, Post: Level},
	{Name: "views", Unit: "views", Account: Flow, Post: Level},
	{Name: "views_total", Unit: "views", Account: Level},
	{Name: "reactions", Unit: "reactions", Account: Flow, Post: Level, Parts: true}, // likes and their kin
	{Name: "dislikes", Unit: "reactions", Account: Flow, Post: Level},
	{Name: "comments", Unit: "comments", Account: Flow, Post: Level},
	{Name: "shares", Unit: "shares", Account: Flow, Post: Level}, // reposts, forwards, quotes
	{Name: "saves", Unit: "saves", Account: Flow, Post: Level},
	{Name: "votes", Unit: "votes", Account: Flow, Post: Level},
	{Name: "clicks", Unit: "clicks", Account: Flow, Post: Level},
	{Name: "hides", Unit: "people", Account: Flow, Post: Level},
	{Name: "reports", Unit: "people", Account: Flow, Post: Level},
	{Name: "exits", Unit: "people", Account: Flow, Post: Level}, // who left a story before its end
	{Name: "completions", Unit: "views", Account: Flow, Post: Level},
	{Name: "watched", Unit: "seconds", Account: Flow, Post: Level},
	{Name: "length", Unit: "seconds", Post: Level}, // of a video
	{Name: "active", Unit: "people", Account: Flow},
}

const maxPart = 64

// MetricOf finds what a figure's name stands for.
func MetricOf(name string) (Metric, bool) {
	base, part, parted := strings.Cut(name, "/")
	i := slices.IndexFunc(Metrics, func(m Metric) bool { return m.Name == base })
	if i < 0 || parted && !(Metrics[i].Parts && goodPart(part)) {
		return Metric{}, false
	}
	return Metrics[i], true
}

func goodPart(part string) bool {
	return !blank(part) && len(part) <= maxPart && !strings.ContainsFunc(part, unicode.IsControl)
}

// Check returns why a figure cannot be kept.
func (f Figure) Check() error {
	m, known := MetricOf(f.Metric)
	shape := m.Account
	if f.Post != "" {
		shape = m.Post
	}
	switch {
	case !known:
		return fmt.Errorf("metric is %q, want one of %s", brief(f.Metric), strings.Join(metricNames(), ", "))
	case shape == "":
		return fmt.Errorf("metric %s is not known of %s", m.Name, f.subject())
	case shape == Level && f.Span != 0:
		return fmt.Errorf("metric %s of %s is a level at a moment, found a span of %s", m.Name, f.subject(), f.Span)
	case shape == Flow && f.Span <= 0:
		return fmt.Errorf("metric %s of %s is counted over a span, which is missing", m.Name, f.subject())
	case math.IsNaN(f.Value) || math.IsInf(f.Value, 0) || f.Value < 0:
		return fmt.Errorf("value is %v, want a finite number from 0", f.Value)
	case f.At.Before(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)):
		return fmt.Errorf("the time is missing or before the year 2000")
	}
	if f.Post != "" {
		if err := checkID(f.Post); err != nil {
			return fmt.Errorf("post: %w", err)
		}
	}
	return checkAccount(f.Account, f.Network)
}

func (f Figure) subject() string {
	if f.Post != "" {
		return "a post"
	}
	return "an account"
}

func checkAccount(account, network string) error {
	if !ValidNetwork(network) {
		return fmt.Errorf("network is %q, want 1 to %d of a-z, 0-9 and -", brief(network), maxNetwork)
	}
	if err := checkID(account); err != nil {
		return fmt.Errorf("account: %w", err)
	}
	return nil
}

func metricNames() []string {
	names := make([]string, len(Metrics))
	for i, m := range Metrics {
		names[i] = m.Name
	}
	return names
}
