package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"molva/alerts"
	"molva/alerts/report"
	"molva/ingest"
	"molva/store"
)

// overview is the one page: every topic with its digest and its weeks.
type overview struct {
	Language string
	Choices  []choice
	Trouble  []string
	Topics   []topicView
	Coverage []alerts.Line
}

// choice is a link to another period.
type choice struct {
	Label, Query string
	Here         bool
}

// topicView is one topic as the page shows it.
type topicView struct {
	ID, Name, Under string
	Depth           int
	Competitor      bool
	Story           alerts.Story
	Chart           *chartView
	Recurs          []recurs
	More            []alerts.Section // than what recurs
	Now             alerts.Tone
	Ratio, Interval string
	Evidence        string // of the ratio
	Weeks           []bar
}

func (s *server) overviewPage() (http.Handler, error) {
	return s.page("overview.html", func(r *http.Request) (any, error) {
		every, at, err := s.asked(r)
		if err != nil {
			return nil, wrong{err}
		}
		return s.view(r.Context(), every, at)
	})
}

// asked reads ?period=week&at=2026-11-20. Without at it is the last period that is over.
func (s *server) asked(r *http.Request) (every alerts.Every, at time.Time, err error) {
	every = alerts.Week
	if text := r.FormValue("period"); text != "" {
		if every, err = alerts.ParseEvery(text); err != nil {
			return every, at, err
		}
	}
	if text := r.FormValue("at"); text != "" {
		if at, err = time.Parse(time.DateOnly, text); err != nil {
			return every, at, fmt.Errorf("at is %q, want a date such as 2026-11-20", text)
		}
	}
	return every, at, nil
}

func (s *server) view(ctx context.Context, every alerts.Every, at time.Time) (overview, error) {
	tree, err := s.DB.Topics(ctx)
	if err != nil {
		return overview{}, err
	}
	v := overview{Language: s.printer.Language(), Choices: s.choices(tree, every, at), Trouble: s.trouble()}
	for _, t := range inOrder(tree) {
		one, coverage, err := s.topic(ctx, t, every, at)
		if err != nil {
			return v, err
		}
		v.Topics, v.Coverage = append(v.Topics, one), coverage
	}
	return v, nil
}

// placed is a topic with its depth in the tree.
type placed struct {
	ingest.Topic
	parent string // the parent's name
	depth  int
}

// inOrder puts children behind their parents and competitors at the end; otherwise the config's order stays.
func inOrder(tree []ingest.Topic) []placed {
	var all []placed
	var under func(parent ingest.Topic, depth int)
	under = func(parent ingest.Topic, depth int) {
		for _, t := range tree {
			if t.Parent == parent.ID {
				all = append(all, placed{t, parent.Name, depth})
				under(t, depth+1)
			}
		}
	}
	under(ingest.Topic{}, 0)
	slices.SortStableFunc(all, func(a, b placed) int {
		switch {
		case a.Competitor == b.Competitor:
			return 0
		case b.Competitor:
			return -1
		}
		return 1
	})
	return all
}

// period is the stretch asked for, in the topic's zone.
func (s *server) period(t ingest.Topic, every alerts.Every, at time.Time) store.Period {
	if at.IsZero() {
		return every.Last(s.Now(), t.Zone)
	}
	y, m, d := at.Date()
	return every.At(time.Date(y, m, d, 12, 0, 0, 0, t.Zone), t.Zone)
}

func (s *server) topic(ctx context.Context, t placed, every alerts.Every, at time.Time) (topicView, []alerts.Line, error) {
	period := s.period(t.Topic, every, at)
	d, err := alerts.Build(ctx, s.DB, t.ID, period)
	if err != nil {
		return topicView{}, nil, err
	}
	ratio, err := report.BuildRatio(ctx, s.DB, t.ID, every, period.From, s.Now(), report.Periods(every))
	if err != nil {
		return topicView{}, nil, err
	}
	v := s.show(t, d, ratio)
	return v, v.Story.Coverage.Lines, nil
}

// here leads from our own pages to the evidence.
var here = alerts.Links{Base: "/"}

// show lays out what is known of a topic.
func (s *server) show(t placed, d alerts.Digest, ratio report.Ratio) topicView {
	story := alerts.Tell(d, s.printer, here)
	v := topicView{ID: t.ID, Name: alerts.Inert(t.Name), Under: alerts.Inert(t.parent), Depth: t.depth, Competitor: t.Competitor,
		Story: story, Chart: s.chart(story.Chart, d), More: slices.Concat(story.Sections, story.Details),
		Now: d.Now, Ratio: alerts.Ratio(d.Now.Estimated.Ratio, s.printer), Interval: s.interval(d.Now.Estimated.Ratio),
		Evidence: here.Mentions(store.Filter{Topic: t.ID, Period: d.Period, Counted: new(true)})}
	for _, section := range story.Recurs {
		v.Recurs = append(v.Recurs, drawn(section, t.ID))
	}
	for _, row := range ratio.Rows {
		v.Weeks = append(v.Weeks, s.bar(t.ID, row, ratio.Rows))
	}
	return v
}

// choices are links to the finished periods and to the running week.
func (s *server) choices(tree []ingest.Topic, every alerts.Every, at time.Time) []choice {
	zone := time.UTC
	if len(tree) > 0 {
		zone = tree[0].Zone
	}
	today := s.Now().In(zone).Format(time.DateOnly)
	running := !at.IsZero() && at.Format(time.DateOnly) == today
	return []choice{
		{s.printer.Sprintf("Yesterday"), "?period=day", every == alerts.Day && at.IsZero()},
		{s.printer.Sprintf("Last week"), "?period=week", every == alerts.Week && at.IsZero()},
		{s.printer.Sprintf("This week"), "?period=week&at=" + today, every == alerts.Week && running},
		{s.printer.Sprintf("Last month"), "?period=month", every == alerts.Month && at.IsZero()},
	}
}

func (s *server) trouble() []string {
	if s.Trouble == nil {
		return nil
	}
	var lines []string
	for outlet, why := range s.Trouble() {
		lines = append(lines, s.printer.Sprintf("Digests do not reach %s: %s.", alerts.Inert(outlet), alerts.Inert(why)))
	}
	slices.Sort(lines)
	return lines
}
