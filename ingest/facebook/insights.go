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
// often: these are the ones that live in v26.0, after those of 2025-11-15 and 2026-06-15 went
// (developers.facebook.com/docs/platforminsights/page; airbytehq/airbyte pull request 84408).
type insight struct {
	name, metric string
	unit         float64 // what one of Meta's is of ours; 0: 1
}

func ofPage() []insight {
	return []insight{
		{"page_total_media_view_unique", "reach", 0},
		{"page_media_view", "views", 0},
		{"page_views_total", "visits", 0},
		{"page_daily_follows_unique", "joins", 0},
		{"page_daily_unfollows_unique", "leaves", 0},
		{"page_total_actions", "clicks", 0},
		{"page_actions_post_reactions_total", "reactions", 0},
		{"page_video_view_time", "watched", milli},
	}
}

func ofPost(form string) []insight {
	all := []insight{
		{"post_total_media_view_unique", "reach", 0},
		{"post_media_view", "views", 0},
		{"post_clicks", "clicks", 0},
		{"post_reactions_by_type_total", "reactions", 0},
	}
	if form == "video" {
		all = append(all, insight{"post_video_view_time", "watched", milli}, insight{"post_video_length", "length", milli})
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
func (r round) days(ctx context.Context, it page) error {
	since := r.counted.Add(-3 * day)
	if r.now.Sub(since) > maxDays {
		since = r.now.Add(-maxDays)
	}
	q := url.Values{"period": {"day"}, "since": {strconv.FormatInt(since.Unix(), 10)}, "until": {strconv.FormatInt(r.now.Unix(), 10)}}
	all, err := r.api.Insights(ctx, "page", "/"+it.ID+"/insights", q, names(ofPage())...)
	for _, told := range all {
		for _, v := range told.Values {
			if v.End.After(r.now) {
				continue
			}
			f := r.figure()
			f.At, f.Span = v.End.Add(-day), day
			r.add(f, ofPage(), told.Name, v)
		}
	}
	return err
}

// life adds what the insights have of a post. Of posts that few saw they have nothing.
func (r round) life(ctx context.Context, p post) error {
	all, err := r.api.Insights(ctx, "post/"+p.form(), "/"+p.ID+"/insights", url.Values{"period": {"lifetime"}}, names(ofPost(p.form()))...)
	for _, told := range all {
		f := r.figure()
		f.Post = p.ID
		for _, v := range told.Values {
			r.add(f, ofPost(p.form()), told.Name, v)
		}
	}
	return err
}

// add puts an insight down under our name; one that comes in parts, such as reactions by their kind, with its parts. The sum of a
// post's reactions is a public counter and stands there already.
func (r round) add(f ingest.Figure, known []insight, name string, v graph.Value) {
	i := slices.IndexFunc(known, func(i insight) bool { return i.name == name })
	if i < 0 {
		return
	}
	put := func(part string, n float64) {
		f.Metric, f.Value = known[i].metric+part, n*cmp.Or(known[i].unit, 1)
		if f.Check() == nil {
			r.Figures = append(r.Figures, f)
		}
	}
	if n := v.Number(); n != nil {
		put("", *n)
		return
	}
	parts, sum := v.Parts(), 0.0
	for _, part := range slices.Sorted(maps.Keys(parts)) {
		put("/"+strings.ToLower(part), parts[part])
		sum += parts[part]
	}
	if f.Post == "" && len(parts) > 0 {
		put("", sum)
	}
}
