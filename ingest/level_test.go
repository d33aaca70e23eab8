package ingest_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"molva/ingest"
)

func TestCounts(t *testing.T) {
	n := func(n int64) *int64 { return &n }
	for _, c := range []struct {
		of   []*int64
		want *int64
	}{
		{nil, nil},
		{[]*int64{nil, n(-1)}, nil},
		{[]*int64{n(0), nil}, n(0)},
		{[]*int64{n(2), n(-1), n(3)}, n(5)},
		{[]*int64{n(math.MaxInt64), n(1)}, nil},
	} {
		got := ingest.CountSum(c.of...)
		if (got == nil) != (c.want == nil) || got != nil && *got != *c.want {
			t.Errorf("%v: %v, want %v", c.of, got, c.want)
		}
	}
}

func TestPostWithItsCounters(t *testing.T) {
	var p ingest.Page
	likes, shares, at := int64(3), int64(0), time.Date(2026, 11, 21, 15, 0, 0, 0, time.FixedZone("MSK", 3*3600))
	m := ingest.Mention{ID: "1", Network: "mastodon", Text: "Заря", Published: at, Engagement: ingest.Engagement{Likes: &likes, Shares: &shares}}
	p.Post("zarya", m, "text", at)
	var got []string
	for _, f := range p.Figures {
		if err := f.Check(); err != nil || f.At.Location() != time.UTC || f.Post != "1" {
			t.Errorf("%+v: %v", f, err)
		}
		got = append(got, fmt.Sprint(f.Metric, f.Value))
	}
	if fmt.Sprint(got) != "[reactions3 shares0]" || len(p.Posts) != 1 || p.Posts[0].Text != "Заря" || p.Posts[0].Account != "zarya" {
		t.Errorf("figures %q of %+v", got, p.Posts)
	}
}

// What is hidden is no figure, and zero is one.
func TestLevel(t *testing.T) {
	var p ingest.Page
	for _, n := range []int64{-1, 0, 7} {
		p.Level(ingest.Figure{Metric: "followers"}, &n)
	}
	p.Level(ingest.Figure{Metric: "followers"}, nil)
	if len(p.Figures) != 2 || p.Figures[0].Value != 0 || p.Figures[1].Value != 7 {
		t.Errorf("figures are %+v, want 0 and 7", p.Figures)
	}
}
