package ingest

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// inputs are what the first seventy rows of the catalogue of metrics are made of, beside mentions: metrics of an account, of
// a post ("post." before the name), sets of members ("set."), and what a post says of itself ("form", "text", "published",
// "author").
var inputs = []string{
	1: "followers", 2: "followers", 3: "followers", 4: "followers", 5: "joins", 6: "leaves", 7: "leaves followers",
	8: "joins followers", 9: "followers set.followers set.dead", 10: "followers set.dead", 11: "set.active followers",
	12: "set.active followers", 13: "set.active set.followers", 14: "set.active", 15: "set.active set.followers",
	16: "reach", 17: "reach reach_followers", 18: "reach reach_viral", 19: "reach reach_paid", 20: "post.reach followers",
	21: "post.views followers", 22: "post.views followers", 23: "notified followers", 24: "visitors visits views",
	25: "reach_mobile reach", 26: "audience/f-25-30 audience/country-ru", 27: "audience/f-25-30", 28: "set.followers",
	29: "set.followers", 30: "followers", 31: "published", 32: "post.reactions post.comments post.shares post.votes post.saves",
	33: "post.reactions published", 34: "post.reactions published", 35: "post.reactions followers", 36: "post.reactions followers",
	37: "reactions comments shares followers", 38: "post.reactions post.views", 39: "post.reactions post.reach",
	40: "post.reactions followers", 41: "post.shares post.reactions post.comments post.views", 42: "post.reactions followers published",
	43: "post.reactions followers", 44: "post.comments followers", 45: "post.shares followers", 46: "post.reactions",
	47: "post.comments", 48: "post.shares", 49: "post.shares followers", 50: "post.views followers", 51: "post.shares post.views",
	52: "post.comments post.reactions", 53: "post.saves post.reach", 54: "post.hides post.reports post.leaves post.reach",
	55: "post.clicks post.reach", 56: "post.joins post.reach", 57: "post.votes post.reach", 58: "post.exits post.completions post.views",
	59: "post.watched post.length", 60: "form", 61: "text", 62: "published", 63: "post.reactions published", 64: "text", 65: "text",
	66: "post.views", 67: "author", 68: "post.reactions", 69: "post.reactions post.views followers", 70: "post.reactions post.views",
}

// TestInputs holds that every input of the first seventy metrics has a name and a shape.
func TestInputs(t *testing.T) {
	own := []string{"form", "text", "published", "author"}
	for row, names := range inputs {
		for _, name := range strings.Fields(names) {
			set, isSet := strings.CutPrefix(name, "set.")
			base, ofPost := strings.CutPrefix(name, "post.")
			m, known := MetricOf(base)
			switch {
			case isSet && slices.Contains(MemberSets, set), slices.Contains(own, name):
			case !known, ofPost && m.Post == "", !ofPost && m.Account == "":
				t.Errorf("row %d needs %s, which nothing can tell", row, name)
			}
		}
	}
	if len(inputs) != 71 {
		t.Errorf("%d rows have inputs, want 70", len(inputs)-1)
	}
}

func TestFigureCheck(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	good := Figure{Account: "zarya", Network: "vk", Metric: "followers", At: now, Value: 10}
	for about, c := range map[string]struct {
		change func(*Figure)
		want   string // of the error; "" none
	}{
		"a level":                {func(*Figure) {}, ""},
		"zero":                   {func(f *Figure) { f.Value = 0 }, ""},
		"a flow":                 {func(f *Figure) { f.Metric, f.Span = "joins", 24*time.Hour }, ""},
		"a part":                 {func(f *Figure) { f.Metric, f.Span = "audience/f-25-30", 24*time.Hour }, ""},
		"of a post":              {func(f *Figure) { f.Metric, f.Post = "views", "7" }, ""},
		"an unknown name":        {func(f *Figure) { f.Metric = "fame" }, `metric is "fame", want one of followers, `},
		"a part of what has not": {func(f *Figure) { f.Metric = "followers/f" }, "metric is"},
		"a flow without a span":  {func(f *Figure) { f.Metric = "joins" }, "counted over a span"},
		"a level with one":       {func(f *Figure) { f.Span = time.Hour }, "is a level at a moment"},
		"a post's followers":     {func(f *Figure) { f.Post = "7" }, "not known of a post"},
		"less than nothing":      {func(f *Figure) { f.Value = -1 }, "value is -1"},
		"no time":                {func(f *Figure) { f.At = time.Time{} }, "time is missing"},
		"no account":             {func(f *Figure) { f.Account = "" }, "account"},
		"no network":             {func(f *Figure) { f.Network = "V K" }, "network is"},
	} {
		f := good
		c.change(&f)
		err := f.Check()
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", about, err, c.want)
		}
	}
}
