package ingest_test

import (
	"math"
	"testing"

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
