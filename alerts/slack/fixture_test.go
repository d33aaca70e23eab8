package slack

import (
	"fmt"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/classify"
	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/classify/cluster/theme"
	"molva/classify/quantify"
	"molva/ingest"
	"molva/store"
)

// digest is a week in which everything has something to say; text is what strangers and operators wrote everywhere.
func digest(text func(string) string) alerts.Digest {
	zone := time.FixedZone("MSK", 3*60*60)
	week := store.Week(time.Date(2026, 9, 23, 12, 0, 0, 0, zone), zone)
	d := alerts.Digest{
		Topic:  ingest.Topic{ID: "zarya", Name: text("Zarya")},
		Period: week, Previous: alerts.Previous(week), Themes: theme.Neutral(),
		Now: alerts.Tone{Counts: alerts.Counts{Negative: 61, Neutral: 25, Positive: 38}, Estimated: quantify.Estimates{
			N: 124, Net: figure(-0.19, -0.28, -0.07), Favour: figure(0.38, 0.3, 0.48), Ratio: figure(0.62, 0.43, 0.92), Labels: 140, Calibrated: true}},
		Before: alerts.Tone{Counts: alerts.Counts{Negative: 20, Neutral: 18, Positive: 30}, Estimated: quantify.Estimates{
			N: 68, Net: figure(0.15, 0.02, 0.28), Favour: figure(0.6, 0.5, 0.7), Ratio: figure(1.5, 1, 2.3), Labels: 140, Calibrated: true}},
		Change:      quantify.Change{Delta: -0.34, Low: -0.49, High: -0.16, Better: 0.004, Direction: quantify.Down},
		Reliability: alerts.Reliability{Right: quantify.Of(101, 140), Stale: true},
		Tally:       store.Tally{Mentions: 140, Counted: 124, Copies: 14, Promo: 2, People: 101},
	}
	for i := range 14 {
		day := week.From.AddDate(0, 0, i-7)
		d.Steps = append(d.Steps, alerts.Step{Period: store.Period{From: day, To: day.AddDate(0, 0, 1)},
			Counts: alerts.Counts{Negative: 2 + i*i%7, Positive: 1 + i%4}, Known: i > 1})
	}
	d.Networks = []alerts.Channel{{Network: text("vk"), Counts: d.Now.Counts}}
	d.Competitors = []alerts.Part{{Topic: ingest.Topic{ID: "boreal", Name: text("R&D <Boreal>")}, Now: d.Before}}
	for i, q := range []string{"Правый наушник молчит. <!channel> *всё* & _ничего_", "The app logs me out <https://evil.example|every day>", "Звук отличный, спасибо! :tada:"} {
		d.Quotes = append(d.Quotes, alerts.Quote{Text: text(q), URL: text(fmt.Sprintf("https://vk.example/wall1_%d", i)),
			Network: text("vk"), Published: week.From.Add(10 * time.Hour), Sentiment: classify.Negative, P: 0.999, ID: fmt.Sprintf("vk:%d", i)})
	}
	d.Complaints = alerts.Recurring{Mentions: 40, Alone: 11, All: []alerts.Complaint{
		complaint(text, 12, life.Returned), complaint(text, 3, life.Rising), complaint(text, 31, life.New)}}
	d.Complaints.Wishes = []store.Complaint{{ID: 50, Label: text("USB-C <mailto:x>"), People: 2}}
	d.Complaints.Likes = []store.Complaint{{ID: 40, Label: text("тихие наушники"), People: 21}}
	d.Coverage = alerts.Coverage{Up: 3, Never: []string{text("mail")},
		Trouble: []alerts.SourceState{{Source: text("shop"), State: ingest.Blind, Why: text("answer is 401")}}}
	return d
}

// complaint has all that a complaint can have, said in the words of strangers.
func complaint(text func(string) string, id cluster.ID, state life.State) alerts.Complaint {
	at := time.Date(2026, 9, 22, 9, 30, 0, 0, time.UTC)
	quote := &alerts.Quote{Text: text("Правый наушник молчит <!here>, @channel"), URL: text("https://vk.example/wall1_7"), Network: text("vk"), Published: at}
	return alerts.Complaint{Before: 3, Quote: quote, Complaint: store.Complaint{
		ID: id, State: state, Theme: "quality", ThemeShare: 0.6, Label: text("правый наушник <молчит>"),
		Terms:  []store.Phrase{{Text: text("правый наушник <молчит>"), Share: 0.6}, {Text: text("*гарантия*"), Share: 0.2}},
		Growth: life.Growth{Recent: 9, Expected: 2.13, Days: 3}, Mentions: 17, People: 14, First: at, Fixed: at.AddDate(0, 0, -20),
		New:    []store.Phrase{{Text: text("после обновления"), Share: 0.4}},
		Ticket: text("https://tracker.example/T-1"),
	}}
}

func figure(value, low, high float64) quantify.Figure {
	return quantify.Figure{Value: value, Low: low, High: high, Known: true}
}

func message(t testing.TB, d alerts.Digest, language string) alerts.Message {
	t.Helper()
	p, err := phrase.New(language, alerts.Texts)
	if err != nil {
		t.Fatal(err)
	}
	story := alerts.Tell(d, p, alerts.Links{Base: "https://molva.example"})
	story.Notes = []string{p.Sprintf("Not sent before: %s.", p.Span(d.Previous.From, d.Previous.To))}
	return alerts.Message{Key: "digest-week/zarya/2026-09-21/slack", Kind: "digest-week", Topic: d.Topic.ID, Period: d.Period, Story: story}
}

func as(s string) string { return s }
