package alerts

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// saying is one mention of the test's world.
type saying struct {
	topic   string
	network string
	author  string
	hours   int // after the week began
	feels   classify.Sentiment
	surety  float64
	text    string
}

var sayings = []saying{
	{"kestrel", "vk", "anna", 1, classify.Negative, 0.90, "Правый наушник замолчал через неделю, поддержка не отвечает уже третий день"},
	{"kestrel", "vk", "anna", 30, classify.Negative, 0.99, "И снова тишина в правом ухе, сколько можно, верните деньги за наушники"},
	{"kestrel", "vk", "boris", 31, classify.Negative, 0.80, "Батарея садится за два часа, хотя обещали целый рабочий день музыки"},
	{"kestrel", "bluesky", "carol", 40, classify.Negative, 0.85, "The charging case hinge broke after a month of careful use, really annoying"},
	{"kestrel", "bluesky", "dan", 41, classify.Negative, 0.95, "meh"},
	{"kestrel", "bluesky", "eve", 42, classify.Positive, 0.70, "Love the sound of these headphones, my commute has become the best part of the day"},
	{"lumen", "vk", "fedor", 50, classify.Positive, 0.88, "Лампа светит мягко и ровно, дети теперь спокойно засыпают под вечерний режим"},
	{"lumen", "vk", "galina", 167, classify.Neutral, 0.60, "Подскажите, лампа подходит к обычному патрону или нужен какой-то переходник"},
	{"boreal", "vk", "hugo", 20, classify.Negative, 0.91, "Boreal снова поднял цены, а качество стало заметно хуже прошлогоднего"},
	{"kestrel", "vk", "ivan", -2, classify.Positive, 0.93, "Слушаю третий месяц, ни одного разрыва связи, очень доволен покупкой"},
	{"kestrel", "vk", "julia", -50, classify.Positive, 0.93, "Коробка красивая, комплект полный, звук чистый, рекомендую всем знакомым"},
	{"kestrel", "vk", "kirill", -60, classify.Negative, 0.93, "Доставка опоздала на пять дней, курьер так и не позвонил заранее"},
}

// world is a store with the sayings in it, and the week that they are about.
func world(t *testing.T) (*store.DB, store.Period) { return worldOf(t, sayings) }

func worldOf(t *testing.T, sayings []saying) (*store.DB, store.Period) {
	t.Helper()
	moscow := zone(t, "Europe/Moscow")
	week := store.Week(time.Date(2026, 9, 23, 0, 0, 0, 0, moscow), moscow)
	topics := []ingest.Topic{
		{ID: "zarya", Name: "Zarya", Zone: moscow, Language: "ru"},
		{ID: "kestrel", Name: "Kestrel", Parent: "zarya", Zone: moscow},
		{ID: "lumen", Name: "Lumen", Parent: "zarya", Zone: moscow},
		{ID: "boreal", Name: "Boreal", Competitor: true, Zone: moscow},
	}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics,
		Now: func() time.Time { return week.To }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	var batch []classify.Result
	for i, s := range sayings {
		batch = append(batch, s.result(i, week))
	}
	batch = append(batch, state("vk", ingest.OK, week.To), state("shop", ingest.Blind, week.To))
	if err := db.Save(t.Context(), "test", batch); err != nil {
		t.Fatal(err)
	}
	return db, week
}

func (s saying) result(i int, week store.Period) classify.Result {
	at := week.From.Add(time.Duration(s.hours) * time.Hour)
	m := ingest.Mention{ID: fmt.Sprint(i), Network: s.network, Text: s.text, Author: ingest.Author{ID: s.author},
		URL: "https://" + s.network + ".example/" + fmt.Sprint(i), Published: at, Seen: at, Topics: []string{s.topic}}
	p := classify.Probabilities{Neutral: s.surety, Negative: 1 - s.surety}
	switch s.feels {
	case classify.Negative:
		p = classify.Probabilities{Negative: s.surety, Neutral: 1 - s.surety}
	case classify.Positive:
		p = classify.Probabilities{Positive: s.surety, Neutral: 1 - s.surety}
	}
	return classify.Result{
		Item: stream.Item{Seq: uint64(i + 1), Network: s.network, Source: s.network, Seen: at},
		Tagged: classify.Tag(m, classify.Verdict{Lang: "ru", Sentiment: s.feels, P: p, Category: classify.Other,
			Model: "test", Opinions: []classify.Opinion{{Topic: s.topic, Sentiment: s.feels, P: p}}}),
	}
}

func state(source string, c ingest.Condition, at time.Time) classify.Result {
	return classify.Result{Item: stream.Item{Kind: stream.Note, Source: source, Seen: at},
		Note: &ingest.Note{Source: source, At: at, State: &ingest.SourceState{Network: source, State: c, LastTry: at}}}
}

func TestBuild(t *testing.T) {
	db, week := world(t)
	d, err := Build(t.Context(), db, "zarya", store.Period{From: week.From.UTC(), To: week.To.UTC()})
	if err != nil {
		t.Fatal(err)
	}
	if d.Period.From.Location().String() != "Europe/Moscow" || !d.Previous.From.Equal(Previous(week).From) {
		t.Errorf("period %v, previous %v", d.Period, d.Previous)
	}
	if d.Now.Counts != (Counts{5, 1, 2}) || d.Before.Counts != (Counts{1, 0, 2}) {
		t.Errorf("now %+v, before %+v", d.Now, d.Before)
	}
	if e := d.Now.Estimated; e.N != 8 || !e.Favour.Known || !e.Net.Known || e.Labels != 0 || e.Calibrated {
		t.Errorf("estimated %+v", e)
	}
	if c := d.Change; c.Direction == "" || c.Low > c.Delta || c.Delta > c.High {
		t.Errorf("change %+v", c)
	}
	if d.Reliability.Right.Known() || d.Reliability.Stale {
		t.Errorf("reliability %+v, and nobody labelled anything", d.Reliability)
	}
	if want := (store.Tally{Mentions: 8, Counted: 8, People: 7}); d.Tally != want {
		t.Errorf("tally %+v, want %+v", d.Tally, want)
	}
	if want := []Channel{{"vk", Counts{3, 1, 1}}, {"bluesky", Counts{2, 0, 1}}}; !slices.Equal(d.Networks, want) {
		t.Errorf("networks %+v, want %+v", d.Networks, want)
	}
	var names []string
	for _, p := range append(slices.Clone(d.Children), d.Competitors...) {
		names = append(names, fmt.Sprintf("%s %d→%d", p.Topic.ID, p.Before.Total(), p.Now.Total()))
	}
	if diff := cmp.Diff([]string{"kestrel 3→6", "lumen 0→2", "boreal 0→1"}, names); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
	if d.Coverage.Up != 1 || len(d.Coverage.Trouble) != 1 || d.Coverage.Trouble[0].Source != "shop" {
		t.Errorf("coverage %+v", d.Coverage)
	}
}

// One quote an author, the surest first among those that can be read, and the same every time.
func TestQuotes(t *testing.T) {
	db, week := world(t)
	for range 3 {
		d, err := Build(t.Context(), db, "kestrel", week)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, q := range d.Quotes {
			got = append(got, fmt.Sprintf("%s %s %.2f", q.ID, q.Sentiment, q.P))
		}
		want := []string{"vk:1 negative 0.99", "bluesky:3 negative 0.85", "vk:2 negative 0.80", "bluesky:5 positive 0.70"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("quotes (-want +got):\n%s", diff)
		}
	}
}

func TestBuildOfACompetitor(t *testing.T) {
	db, week := world(t)
	d, err := Build(t.Context(), db, "boreal", week)
	if err != nil || len(d.Competitors) != 0 {
		t.Errorf("competitors %v, %v", d.Competitors, err)
	}
}

func TestBuildOfNothing(t *testing.T) {
	db, week := world(t)
	_, err := Build(t.Context(), db, "kestrle", week)
	if !errors.Is(err, store.ErrUnknownTopic) || !strings.Contains(err.Error(), "zarya, kestrel, lumen, boreal") {
		t.Error(err)
	}
}
