package ingest

import (
	"strings"
	"testing"
	"time"
)

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
