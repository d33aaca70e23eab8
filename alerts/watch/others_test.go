package watch

import (
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/classify"
	"molva/ingest"
)

// Several sources that are silent at once are one incident; it says when each was heard again.
func TestSilence(t *testing.T) {
	r := enter(t, 35, .5)
	r.sources(ingest.Blind, "vk")
	r.pass(50*time.Minute, .5)
	r.sources(ingest.Blind, "forum")
	r.pass(50*time.Minute, .5)
	r.sources(ingest.OK, "vk", "forum")
	r.pass(50*time.Minute, .5)
	got := r.told()
	if got[0] != "silence zarya: Silence: 21 Sep, 12:50" || got[len(got)-1] != "silence zarya: over Over. Silence: 21 Sep, 12:50" {
		t.Errorf("told %q", got)
	}
	var headlines []string
	for _, l := range r.letters() {
		headlines = append(headlines, r.story(l).Headline)
	}
	want := "Not heard: vk.\nNo source is heard: vk and forum.\nHeard again: vk and forum."
	if got := strings.Join(headlines, "\n"); got != want {
		t.Errorf("headlines:\n%s\nwant:\n%s", got, want)
	}
}

// A hiccup is no news.
func TestHiccup(t *testing.T) {
	r := enter(t, 35, .5)
	r.sources(ingest.Blind, "vk")
	r.pass(20*time.Minute, .5)
	r.sources(ingest.OK, "vk")
	r.pass(10*time.Minute, .5)
	r.sources(ingest.Blind, "vk")
	r.pass(20*time.Minute, .5)
	r.wantTold()
}

func (r *room) famous(name string, followers int64, ago time.Duration) {
	r.Helper()
	m := r.mention("kestrel", r.clock.Add(-ago), classify.Negative)
	m.Item.Network, m.Tagged.Mention.Network = "vk", "vk"
	m.Tagged.Mention.Author = ingest.Author{ID: name, Name: name, Followers: &followers}
	r.save(m)
}

// An author with many followers is told of once a day, and among many such only the foremost.
func TestInfluencer(t *testing.T) {
	r := enter(t, 35, .5)
	r.options.Followers = 10_000
	r.restart()
	r.famous("small", 9_999, 0)
	r.famous("great", 90_000, 0)
	r.pass(10*time.Minute, .5)
	r.famous("great", 90_000, time.Minute)
	r.famous("greater", 95_000, time.Minute)
	r.famous("lesser", 50_000, time.Minute)
	r.pass(10*time.Minute, .5)
	r.wantTold("influencer zarya: Influential author: Zarya, 21 Sep, 12:10",
		"influencer zarya: Influential author: Zarya, 21 Sep, 12:20")
	if headline := r.story(r.letters()[0]).Headline; headline != "great, 90,000 followers on vk." {
		t.Error(headline)
	}
}

// Whoever writes most days is known.
func TestRegular(t *testing.T) {
	r := enter(t, 35, .5)
	for day := range 3 {
		r.famous("house", 90_000, time.Duration(day)*24*time.Hour+time.Minute)
	}
	r.options.Followers = 10_000
	r.restart()
	r.round()
	r.wantTold()
}

// Each route is complete in itself.
func TestRoutes(t *testing.T) {
	r := enter(t, 35, 2)
	route := func(name string, topics []string, felt []classify.Sentiment, kinds ...alerts.Kind) alerts.Outlet {
		return alerts.Outlet{Name: name, Route: alerts.Route{Topics: topics, Sentiment: felt, Kinds: kinds}}
	}
	r.options.Outlets = []alerts.Outlet{
		route("brand", nil, nil),
		route("rivals", []string{"boreal"}, nil),
		route("kestrel", []string{"kestrel"}, nil, alerts.Spike),
		route("company", []string{"zarya"}, nil),
		route("lumen", []string{"lumen"}, nil),
		route("digests", nil, nil, alerts.DailyDigest),
		route("angry", nil, []classify.Sentiment{classify.Negative}),
		route("happy", nil, []classify.Sentiment{classify.Positive}),
	}
	r.restart()
	r.burst("kestrel", 40, classify.Positive)
	r.round()
	var got []string
	for _, l := range r.letters() {
		got = append(got, l.Notifier)
	}
	if got := strings.Join(got, " "); got != "brand kestrel company happy" {
		t.Errorf("told %s", got)
	}
}
