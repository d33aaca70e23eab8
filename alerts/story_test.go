package alerts

import (
	"bytes"
	"testing"
	"time"

	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/classify"
	"molva/classify/cluster/life"
	"molva/classify/cluster/theme"
	"molva/classify/quantify"
	"molva/ingest"
	"molva/store"
)

func TestEverythingIsSaidInRussian(t *testing.T) { phrasetest.Complete(t, ".", Texts) }

// tone is what was counted, with estimates that a reader can check: what was counted, give or take ten points.
func tone(negative, neutral, positive int) Tone {
	t := Tone{Counts: Counts{negative, neutral, positive}}
	if t.Total() == 0 {
		return t
	}
	e := &t.Estimated
	e.N = t.Total()
	e.Net = about(float64(positive-negative)/float64(e.N), -1)
	if t.Opinions() > 0 {
		e.Favour = about(float64(positive)/float64(t.Opinions()), 0)
	}
	if negative > 0 {
		odds := func(share float64) float64 { return share / (1 - share) }
		e.Ratio = quantify.Figure{Value: odds(e.Favour.Value), Low: odds(e.Favour.Low), High: odds(e.Favour.High), Known: true}
		if e.Favour.High == 1 {
			e.Ratio.High, e.Ratio.Open = e.Ratio.Value, true
		}
	}
	return t
}

func about(value, least float64) quantify.Figure {
	return quantify.Figure{Value: value, Low: max(value-0.1, least), High: min(value+0.1, 1), Known: true}
}

// changed tells how net sentiment changed, by how far.
func changed(now, before Tone) quantify.Change {
	c := quantify.Change{Delta: now.Estimated.Net.Value - before.Estimated.Net.Value}
	c.Low, c.High = c.Delta-0.15, c.Delta+0.15
	switch {
	case now.Total() < 3 || before.Total() < 3:
		return quantify.Change{Low: -1, High: 1, Direction: quantify.Unknown}
	case c.Delta >= 0.45:
		c.Better, c.Direction = 0.984, quantify.Up
	case c.Delta >= 0.3:
		c.Better, c.Direction = 0.91, quantify.ProbablyUp
	case c.Delta <= -0.3:
		c.Better, c.Direction = 0.004, quantify.Down
	case c.Delta <= -0.2:
		c.Better, c.Direction = 0.07, quantify.ProbablyDown
	default:
		c.Better, c.Direction = 0.6, quantify.Unclear
	}
	return c
}

// sample is a digest of one week with the given tones; the cases below change it.
func sample(t *testing.T, now, before Tone) Digest {
	moscow := zone(t, "Europe/Moscow")
	week := store.Week(time.Date(2026, 9, 23, 12, 0, 0, 0, moscow), moscow)
	d := Digest{
		Topic:  ingest.Topic{ID: "zarya", Name: "Zarya", Zone: moscow},
		Period: week, Previous: Previous(week),
		Now: now, Before: before, Change: changed(now, before),
		Coverage: Coverage{Up: 4}, Themes: theme.Neutral(),
	}
	d.Tally = store.Tally{Mentions: now.Total(), Counted: now.Total(), People: now.Total()}
	return d
}

func full(t *testing.T) Digest {
	d := sample(t, tone(61, 25, 38), tone(20, 18, 30))
	at := func(day, hour int) time.Time { return time.Date(2026, 9, day, hour, 30, 0, 0, d.Topic.Zone) }
	d.Tally = store.Tally{Mentions: 1140, Counted: 124, Copies: 14, Promo: 2, People: 101}
	d.Now.Estimated.Labels, d.Now.Estimated.Calibrated = 140, true
	d.Reliability = Reliability{Right: quantify.Of(110, 152)}
	d.Networks = []Channel{{"vk", Counts{40, 20, 30}}, {"bluesky", Counts{21, 5, 8}}}
	d.Children = []Part{
		{ingest.Topic{ID: "kestrel", Name: "Kestrel"}, tone(60, 20, 21), tone(10, 5, 22)},
		{ingest.Topic{ID: "lumen", Name: "Lumen"}, tone(0, 5, 9), tone(0, 0, 0)},
	}
	d.Competitors = []Part{{ingest.Topic{ID: "boreal", Name: "Boreal"}, tone(0, 0, 0), tone(4, 1, 3)}}
	d.Complaints = troubles(d)
	d.Corrected = store.Shift{Labels: 12, Excluded: 1, People: 2, Changed: 5, Positive: 3, Negative: -4}
	d.Steps = stepsOf(d)
	for i := range d.Steps[2:] {
		d.Steps[2+i].Known, d.Steps[2+i].Counts = true, Counts{Negative: (i * i) % 11, Positive: (3 * i) % 7}
	}
	d.Quotes = []Quote{
		{ID: "vk:1", Text: "Наушники молчат:\nправый <!channel> не играет & всё", URL: "https://vk.example/wall1_1", Network: "vk", Published: at(22, 9), Sentiment: classify.Negative, P: 0.934},
		{ID: "bluesky:2", Text: "The app logs me out \x1b[31mevery\x1b[0m \u202eday", URL: "javascript:alert(1)", Network: "bluesky", Published: at(23, 21), Sentiment: classify.Negative, P: 0.999},
		{ID: "vk:3", Text: "Звук отличный, спасибо!", URL: "https://vk.example/wall1_3", Network: "vk", Published: at(26, 12), Sentiment: classify.Positive, P: 0.81},
	}
	d.Coverage = Coverage{
		Up: 3,
		Trouble: []SourceState{
			{"shop", ingest.Blind, at(24, 3), "answer is 401"},
			{"forum", ingest.Late, time.Time{}, ""},
		},
		Never:  []string{"mail"},
		Gaps:   []store.Gap{{Source: "bluesky", At: at(25, 4), Why: "the cursor was too old"}},
		Mapped: store.Mapped{Received: 12340, Unmatched: 4196},
	}
	return d
}

// digests are the kinds of week that a digest must find words for.
func digests(t *testing.T) map[string]Digest {
	nothing := tone(0, 0, 0)
	all := map[string]Digest{
		"worse":          full(t),
		"better":         sample(t, tone(10, 3, 40), tone(30, 9, 21)),
		"perhaps-better": sample(t, tone(1, 3, 20), tone(8, 9, 28)),
		"perhaps-worse":  sample(t, tone(6, 9, 14), tone(6, 9, 30)),
		"unclear":        sample(t, tone(4, 0, 6), tone(5, 0, 5)),
		"first":          sample(t, tone(1, 1, 2), nothing),
		"few":            sample(t, tone(1, 0, 1), tone(20, 0, 20)),
		"no-opinions":    sample(t, tone(0, 3, 0), tone(1, 1, 0)),
		"only-praise":    sample(t, tone(0, 0, 21), tone(0, 2, 3)),
		"nobody":         sample(t, nothing, nothing),
		"nobody-now":     sample(t, nothing, tone(10, 10, 2)),
		"deaf":           sample(t, nothing, tone(1, 1, 1)),
		"nothing-counts": sample(t, nothing, nothing),
		"small":          sample(t, tone(3, 1, 1), tone(1, 0, 1)),
		"all-different":  sample(t, tone(7, 1, 1), tone(1, 0, 1)),
		"all-ignored":    sample(t, tone(7, 1, 1), tone(1, 0, 1)),
	}
	small, different, ignored := all["small"], all["all-different"], all["all-ignored"]
	small.Complaints = Recurring{Mentions: 3, Alone: 1, All: []Complaint{{Complaint: store.Complaint{ID: 2, State: life.New, Label: "зарядка не держит",
		Terms: []store.Phrase{{Text: "зарядка не держит", Share: 1}}, Mentions: 2, People: 2, Sure: 0.78, First: small.Period.From.Add(30 * time.Hour)}}}}
	different.Complaints = Recurring{Mentions: 7, Alone: 7}
	ignored.Complaints = Recurring{Mentions: 7, Ignored: 7}
	all["small"], all["all-different"], all["all-ignored"] = small, different, ignored
	deaf, adverts := all["deaf"], all["nothing-counts"]
	deaf.Coverage = Coverage{Trouble: []SourceState{{"vk", ingest.Waiting, time.Time{}, "asked to slow down"}}}
	adverts.Tally = store.Tally{Mentions: 5, Copies: 1, Promo: 4}
	all["deaf"], all["nothing-counts"] = deaf, adverts
	stale := all["unclear"]
	stale.Now.Estimated.Labels, stale.Reliability = 62, Reliability{Right: quantify.Of(40, 62), Stale: true}
	all["unclear"] = stale
	return all
}

func TestText(t *testing.T) {
	for name, d := range digests(t) {
		for _, language := range []string{"en", "ru"} {
			p, err := phrase.New(language, Texts)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := Tell(d, p, Links{}).Text(&b); err != nil {
				t.Fatal(err)
			}
			phrasetest.Golden(t, name+"."+language+".txt", b.String())
		}
	}
}

// TestComplaintsText is what those read who help people and not the brand.
func TestComplaintsText(t *testing.T) {
	nothing := sample(t, tone(0, 0, 0), tone(0, 0, 0))
	for name, d := range map[string]Digest{"complaints": full(t), "complaints-none": sample(t, tone(1, 1, 2), nothing.Now), "complaints-nobody": nothing} {
		for _, language := range []string{"en", "ru"} {
			p, err := phrase.New(language, Texts)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := TellComplaints(d, p, Links{"https://molva.example"}).Text(&b); err != nil {
				t.Fatal(err)
			}
			phrasetest.Golden(t, name+"."+language+".txt", b.String())
		}
	}
}

func TestDeaf(t *testing.T) {
	blind := []SourceState{{Source: "vk", State: ingest.Blind}}
	for name, c := range map[string]struct {
		Coverage
		deaf bool
	}{
		"no source at all":                 {Coverage{}, true},
		"one that can be read":             {Coverage{Up: 1, Trouble: blind}, false},
		"a late one answers":               {Coverage{Trouble: []SourceState{{State: ingest.Late}}}, false},
		"only blind ones":                  {Coverage{Trouble: blind}, true},
		"a file does not listen for them":  {Coverage{Trouble: blind, Done: 1}, true},
		"a file does not listen for a new": {Coverage{Never: []string{"vk"}, Done: 1}, true},
		"whoever only has files":           {Coverage{Done: 2}, false},
	} {
		if c.Deaf() != c.deaf {
			t.Errorf("%s: deaf is %v, want %v", name, c.Deaf(), c.deaf)
		}
	}
}
