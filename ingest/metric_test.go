package ingest

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestInputs holds that every input of the first seventy metrics has a name and a shape.
func TestInputs(t *testing.T) {
	own := []string{"form", "text", "published", "author"}
	for row, names := range inputs {
		for _, name := range strings.Fields(strings.ReplaceAll(names, "|", "")) {
			name = strings.TrimSuffix(name, "?")
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
	if len(inputs) != Catalogued+1 {
		t.Errorf("%d rows have inputs, want 70", len(inputs)-1)
	}
}

// TestFed holds that a row is filled by all that it is made of, and by nothing less.
func TestFed(t *testing.T) {
	acts := []string{"post.comments", "post.reactions", "published"}
	for _, c := range []struct {
		supplies []string
		want     []int
	}{
		{[]string{"followers"}, []int{1, 2, 3, 4, 30}},
		{[]string{"visitors", "views"}, []int{24}},
		{[]string{"form", "text", "published"}, []int{31}},
		{acts, []int{31, 32, 33, 34, 46, 47, 52, 63, 68}},
		{append(acts, "post.views"), []int{31, 32, 33, 34, 38, 46, 47, 52, 62, 63, 66, 68, 70}},
		{[]string{"followers", "set.dead"}, []int{1, 2, 3, 4, 9, 10, 30}},
		{[]string{"followers", "set.active"}, []int{1, 2, 3, 4, 15, 30}},
	} {
		if got := Fed(c.supplies); !slices.Equal(got, c.want) {
			t.Errorf("%q fill rows %v, want %v", c.supplies, got, c.want)
		}
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
		"a part in two lines":    {func(f *Figure) { f.Metric, f.Span = "audience/city-a\nb", 24*time.Hour }, "metric is"},
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
