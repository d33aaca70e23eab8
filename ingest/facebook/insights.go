package facebook

import (
	"cmp"
	"context"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"molva/ingest"
	"molva/ingest/graph"
)

// insight is one of Meta's figures in our words. Those of a page are of a day, those of a post of all its life. Meta retires them
// often, in all versions at once: these are the ones that still lived in September 2026. Reach by advertisements and by friends, hides
// and reports, and age and gender are gone without a successor
// (developers.facebook.com/documentation/pages-api/platforminsights/page/deprecated-metrics).
type insight struct {
	name, metric string
	by           string  // what its parts are told by, where they are not the metric's own; such a figure has no sum
	unit         float64 // what one of Meta's is of ours; 0: 1
}

func ofPage() []insight {
	return []insight{
		{name: "page_total_media_view_unique", metric: "reach"},
		{name: "page_media_view", metric: "views"},
		{name: "page_views_total", metric: "visits"},
		{name: "page_daily_follows_unique", metric: "joins"},
		{name: "page_daily_unfollows_unique", metric: "leaves"},
		{name: "page_total_actions", metric: "clicks"},
		{name: "page_actions_post_reactions_total", metric: "reactions"},
		{name: "page_video_view_time", metric: "watched", unit: milli},
		{name: "page_follows_country", metric: "audience", by: "country-"},
		{name: "page_follows_city", metric: "audience", by: "city-"},
	}
}

func ofPost(form string) []insight {
	all := []insight{
		{name: "post_total_media_view_unique", metric: "reach"},
		{name: "post_media_view", metric: "views"},
		{name: "post_clicks", metric: "clicks"},
		{name: "post_reactions_by_type_total", metric: "reactions"},
	}
	if form == "video" {
		all = append(all, insight{name: "post_video_view_time", metric: "watched", unit: milli}, insight{name: "post_video_length", metric: "length", unit: milli})
	}
	return all
}

const (
	milli   = 0.001
	maxDays = 30 * day // of insights in one round; Meta gives ninety
)

func names(all []insight) []string {
	var some []string
	for _, i := range all {
		some = append(some, i.name)
	}
	return some
}

// days adds what the insights have of whole days, the last three again: Meta still counts.
func (c count) days(ctx context.Context, it page) error {
	since := c.before.Add(-3 * day)
	if span := c.now.Sub(since); span > maxDays || span < 0 { // the clock may have been ahead
		since = c.now.Add(-maxDays)
	}
	q := url.Values{"period": {"day"}, "since": {strconv.FormatInt(since.Unix(), 10)}, "until": {strconv.FormatInt(c.now.Unix(), 10)}}
	all, err := c.api.Insights(ctx, "page", "/"+it.ID+"/insights", q, names(ofPage())...)
	for _, told := range all {
		for _, v := range told.Values {
			if v.End.After(c.now) {
				continue
			}
			f := c.figure()
			f.At, f.Span = v.End.Add(-day), day
			c.add(f, ofPage(), told.Name, v)
		}
	}
	return err
}

// life adds what the insights have of a post. Of posts that few saw they have nothing.
func (c count) life(ctx context.Context, p post) error {
	all, err := c.api.Insights(ctx, "post/"+p.form(), "/"+p.ID+"/insights", url.Values{"period": {"lifetime"}}, names(ofPost(p.form()))...)
	for _, told := range all {
		f := c.figure()
		f.Post = p.ID
		for _, v := range told.Values {
			c.add(f, ofPost(p.form()), told.Name, v)
		}
	}
	return err
}

// add puts an insight down under our name; one that comes in parts, such as reactions by their kind, with its parts. The sum of a
// post's reactions is a public counter and stands there already.
func (c count) add(f ingest.Figure, known []insight, name string, v graph.Value) {
	i := slices.IndexFunc(known, func(i insight) bool { return i.name == name })
	if i < 0 {
		return
	}
	is := known[i]
	put := func(part string, n float64) {
		f.Metric, f.Value = is.metric+part, n*cmp.Or(is.unit, 1)
		if f.Check() == nil {
			c.Figures = append(c.Figures, f)
		}
	}
	if n := v.Number(); n != nil && is.by == "" {
		put("", *n)
		return
	}
	parts, sum := v.Parts(), 0.0
	for _, part := range slices.Sorted(maps.Keys(parts)) {
		put("/"+is.by+strings.ToLower(part), parts[part])
		sum += parts[part]
	}
	if f.Post == "" && is.by == "" && len(parts) > 0 {
		put("", sum)
	}
}
