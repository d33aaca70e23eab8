package metric

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/alerts"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// utterance is a mention of these tests; what is nil the network does not tell.
type utterance struct {
	topic, network, author string
	day                    int // of September 2026
	feels                  classify.Sentiment
	text                   string
	likes, views, follow   *int64
}

// said in the week of these tests and before it, about a product and a competitor.
var utterances = []utterance{
	{"kestrel", "vk", "anna", 7, classify.Neutral, "Кестрел пришёл сегодня утром", nil, nil, nil},
	{"kestrel", "vk", "anna", 14, classify.Negative, "Петля крышки футляра треснула, замените её", new(int64(3)), new(int64(100)), new(int64(20_000))},
	{"kestrel", "vk", "boris", 15, classify.Negative, "Треснула петля крышки футляра, жду ответа второй день", nil, nil, nil},
	{"kestrel", "vk", "carol", 16, classify.Positive, "Звук чудесный, всем рекомендую эту модель", new(int64(1)), nil, nil},
	{"kestrel", "telegram", "dan", 17, classify.Neutral, "Кестрел лежит на столе рядом с лампой", nil, nil, nil},
	{"kestrel", "vk", "anna", 18, classify.Positive, "Зато коробка красивая, приятно держать", nil, nil, nil},
	{"boreal", "vk", "eve", 14, classify.Neutral, "Бореал стоит у двери", nil, nil, nil},
	{"boreal", "vk", "eve", 15, classify.Neutral, "Бореал переехал в гостиную к окну", nil, nil, nil},
	{"boreal", "vk", "fedor", 16, classify.Neutral, "Взял Бореал на выходные за город", nil, nil, nil},
}

func (u utterance) result(t testing.TB, i int) classify.Result {
	at := time.Date(2026, 9, u.day, 12, i, 0, 0, moscow(t))
	m := ingest.Mention{ID: u.author + at.Format("02"), Network: u.network, Text: u.text, Published: at, Seen: at, Topics: []string{u.topic},
		Author: ingest.Author{ID: u.author, Followers: u.follow}, Engagement: ingest.Engagement{Likes: u.likes, Views: u.views}}
	p, category := classify.Probabilities{Neutral: 1}, classify.Other
	switch u.feels {
	case classify.Negative:
		p, category = classify.Probabilities{Negative: 1}, classify.ComplaintCategory
	case classify.Positive:
		p, category = classify.Probabilities{Positive: 1}, classify.Praise
	}
	v := classify.Verdict{Lang: "ru", Sentiment: u.feels, P: p, Category: category, Model: "test-1", Recommends: classify.Recommends("", u.text),
		Opinions: []classify.Opinion{{Topic: u.topic, Sentiment: u.feels, P: p}}}
	return classify.Result{Item: stream.Item{Seq: uint64(i + 1), Network: u.network, Source: u.network, Seen: at}, Tagged: classify.Tag(m, v)}
}

func spokenReader(t *testing.T, topic string, utterances []utterance) *Reader {
	t.Helper()
	db := openStore(t)
	var batch []classify.Result
	for i, u := range utterances {
		batch = append(batch, u.result(t, i))
	}
	if err := db.Save(t.Context(), "test", batch); err != nil {
		t.Fatal(err)
	}
	r := reader(t, db, topic)
	r.Business.Followers = 10_000
	return r
}

// TestSpoken holds the rows of mentions and opinions to what a hand computes.
func TestSpoken(t *testing.T) {
	r := spokenReader(t, "zarya", utterances)
	staffless := "; no staff is configured: an answer to an employee's own account counts as unprompted"
	for id, want := range map[string][]string{
		"mentions":               {"=5"},
		"unique_authors":         {"=4"},
		"mentions_per_author":    {"=1.25 (5/4)"},
		"duplication_factor":     {"=1 (5/5)"},
		"potential_audience":     {"=20000; known of 1 of 4 authors"},
		"seen":                   {"=100; known of 1 of 5 mentions"},
		"share_of_voice":         {"=0.625 (5/8)", "boreal=0.375 (3/8)"},
		"share_of_voice_authors": {"=0.666667 (4/6)", "boreal=0.333333 (2/6)"},
		"engagement_on_mentions": {"=4; known of 2 of 5 mentions", "likes=4; known of 2 of 5 mentions", "replies lacks mention.replies", "shares lacks mention.shares"},
		"source_breadth":         {"=1.64938"}, // exp(−.8 ln .8 − .2 ln .2)
		"influencer_mentions":    {"=1; authors of 10000 followers or more; known of 1 of 4 authors"},
		"unprompted_share":       {"=1 (5/5)" + staffless},
		"first_time_authors":     {"=3; the list has all 4 authors of the period", "of_authors=0.75 (3/4)"},
		"recommendation_rate":    {"=0.25 (1/4)"},
		"branded_search_clicks":  {" lacks input:branded_clicks"},
		"advantage_recall":       {" lacks input:advantage"},
		"opinion_coverage":       {"=0.8 (4/5)"},
		"complaint_rate":         {"=0.4 (2/5)", "per_1000_orders lacks input:orders"},
		"surprise":               {"=0"}, // a week was heard, and on no day more or less than usual
		"human_checked_share":    {"=0 (0/5)"},
		"measured_accuracy":      {" lacks labels"},
	} {
		if diff := cmp.Diff(want, spell(t, r, id, "")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
}

// Where nothing was heard before, everybody would be new; where nothing was said, nothing is divided.
func TestSpokenOfNothing(t *testing.T) {
	r := spokenReader(t, "zarya", nil)
	for _, m := range append(append([]Metric{}, awareness...), opinion...) {
		values, err := r.Compute(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range values {
			if v.Known && v.Value != 0 {
				t.Errorf("%s %s is %v, and nothing was said", m.ID, v.Part, v.Value)
			}
			if !v.Known && v.Missing == "" && v.Caveat == (Text{}) {
				t.Errorf("%s %s is unknown for no reason", m.ID, v.Part)
			}
		}
	}
	if got := spell(t, r, "first_time_authors", ""); got[0] != " lacks "+InputBefore {
		t.Errorf("first-time authors: %v", got)
	}
}

// A count has as many in its list as it says, and as many people.
func TestSpokenEvidence(t *testing.T) {
	r := spokenReader(t, "zarya", utterances)
	for id, f := range map[string]store.Filter{"mentions": r.said(), "complaint_rate": r.complaining()} {
		n, err := r.number(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		values, err := r.Compute(t.Context(), byID(t, id))
		if err != nil {
			t.Fatal(err)
		}
		counted := values[0].Value
		if values[0].Of != nil {
			counted = values[0].Of.Num
		}
		if counted != float64(n) {
			t.Errorf("%s says %v, its list has %d", id, counted, n)
		}
	}
	people, err := r.DB.Authors(t.Context(), r.voices())
	if err != nil || people.Len() != 4 {
		t.Errorf("the list of authors has %d people, %v", people.Len(), err)
	}
}

func byID(t *testing.T, id string) Metric {
	t.Helper()
	m, ok := ByID(id)
	if !ok {
		t.Fatalf("there is no metric %s", id)
	}
	return m
}

// A survey says how many of those asked; the lift has Newcombe's interval. 60 of 200 after 40 of 200 is +.1, and by method 10
// at 90 % .0284 to .1700.
func TestSurveyLift(t *testing.T) {
	r := spokenReader(t, "zarya", utterances)
	asked := func(from, to time.Time, k int) ingest.Input {
		return ingest.Input{Kind: "awareness_unaided", Topic: "zarya", From: from, To: to, K: &k, N: new(200), Source: "panel"}
	}
	r.Business.Inputs = []ingest.Input{
		asked(r.Before.From.AddDate(0, -1, 0), r.Before.From, 40), asked(r.Period.From, r.Period.To, 60),
		{Kind: "orders", Topic: "zarya", From: r.Period.From, To: r.Period.To, Value: new(500.0)},
	}
	values, err := r.Compute(t.Context(), byID(t, "awareness"))
	if err != nil {
		t.Fatal(err)
	}
	lift := values[len(values)-1]
	if lift.Part != "unaided_lift" || !lift.Known || !near(lift.Value, 0.1) || !near(lift.Interval.Low, 0.0284) || !near(lift.Interval.High, 0.1700) {
		t.Errorf("lift %+v %+v", lift, lift.Interval)
	}
	week := r.In(store.Period{From: r.Period.From.AddDate(0, 0, 1), To: r.Period.From.AddDate(0, 0, 2)})
	if values, err = week.Compute(t.Context(), byID(t, "awareness")); err != nil || !near(values[len(values)-1].Value, 0.1) {
		t.Errorf("lift in a part of the survey's days %+v, %v: a survey is not held against itself", values[len(values)-1], err)
	}
	if values[0].Known || values[0].Missing != "input:awareness_aided" {
		t.Errorf("aided %+v, and nobody asked", values[0])
	}
	if got := spell(t, r, "complaint_rate", "")[1]; got != "per_1000_orders=4 (2000/500)" {
		t.Errorf("complaints of 500 orders: %s", got)
	}
}

func near(a, b float64) bool { return a-b < 5e-4 && b-a < 5e-4 }

// The balance without a complaint less the balance with it: of 3 good and 5 bad opinions, two of the bad ones gone, 0 − (−.25).
func TestGain(t *testing.T) {
	c := alerts.Counts{Positive: 3, Negative: 5, Neutral: 9}
	if v := gain(c, 2, 0); !v.Known || v.Value != 25 {
		t.Errorf("gain %+v", v)
	}
	if v := gain(c, 5, 3); v.Known || v.Caveat == (Text{}) {
		t.Errorf("without any opinion %+v", v)
	}
}

// A part that is a topic is called by its name, and every value says of which period it is.
func TestPartsAreCalled(t *testing.T) {
	r := spokenReader(t, "zarya", utterances)
	m, _ := ByID("share_of_voice")
	values, err := r.Compute(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	rival := values[1]
	if got := m.PartOf(rival, "ru"); rival.Part != "boreal" || got == "boreal" || got == "" {
		t.Errorf("%s is called %q", rival.Part, got)
	}
	if rival.Period != r.Period {
		t.Errorf("of %v, want %v", rival.Period, r.Period)
	}
	size, _ := ByID("cluster_size")
	if got := size.PartOf(Value{Part: "c7/people", Called: same("crash")}, "en"); got != "crash, people" {
		t.Errorf("a complaint's people are called %q", got)
	}
}
