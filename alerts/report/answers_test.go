package report

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/classify"
	"molva/classify/quantify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// voice is one mention of the answers' world.
type voice struct {
	topic, author string
	month, day    int // of 2026
	feels         classify.Sentiment
	text          string
}

// answersWorld is a store with what some voices said, and a reader of September.
func answersWorld(t *testing.T, voices []voice) *metric.Reader {
	t.Helper()
	moscow, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	topics := []ingest.Topic{
		{ID: "zarya", Name: "Zarya <b>", Zone: moscow, Language: "ru"},
		{ID: "kestrel", Name: "Kestrel", Parent: "zarya", Zone: moscow},
		{ID: "boreal", Name: "Boreal", Competitor: true, Zone: moscow},
	}
	now := time.Date(2026, 10, 2, 9, 0, 0, 0, moscow)
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	batch := []classify.Result{{Item: stream.Item{Kind: stream.Note, Source: "vk", Seen: now},
		Note: &ingest.Note{Source: "vk", At: now, State: &ingest.SourceState{Network: "vk", State: ingest.OK, LastTry: now}}}}
	for _, v := range voices {
		batch = append(batch, v.result(len(batch), moscow))
	}
	if err := db.Save(t.Context(), "test", batch); err != nil {
		t.Fatal(err)
	}
	b := metric.Business{Goals: []metric.Goal{{ID: "talk", Name: "Об <i>нас</i> говорят", Topic: "zarya", Metric: "unique_authors", Unit: "people",
		Baseline: 10, Target: 60, From: time.Date(2026, 7, 1, 0, 0, 0, 0, moscow), By: time.Date(2026, 12, 31, 0, 0, 0, 0, moscow), Owner: "Анна"}}}
	r, err := metric.NewReader(t.Context(), db, b, "zarya", store.Month(time.Date(2026, 9, 9, 0, 0, 0, 0, moscow), moscow), now)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (v voice) result(i int, zone *time.Location) classify.Result {
	at := time.Date(2026, time.Month(v.month), v.day, 12, len(v.author)+v.day, 0, 0, zone)
	id := fmt.Sprintf("%s-%s-%d-%d", v.topic, v.author, v.month, v.day)
	m := ingest.Mention{ID: id, Network: "vk", Text: v.text, Author: ingest.Author{ID: v.author},
		URL: "https://vk.example/" + id, Published: at, Seen: at, Topics: []string{v.topic}}
	p := classify.Probabilities{Neutral: 0.9, Negative: 0.05, Positive: 0.05}
	category := classify.Other
	switch v.feels {
	case classify.Negative:
		p, category = classify.Probabilities{Negative: 0.9, Neutral: 0.08, Positive: 0.02}, classify.ComplaintCategory
	case classify.Positive:
		p, category = classify.Probabilities{Positive: 0.9, Neutral: 0.08, Negative: 0.02}, classify.Praise
	}
	return classify.Result{Item: stream.Item{Seq: uint64(i + 1), Network: "vk", Source: "vk", Seen: at},
		Tagged: classify.Tag(m, classify.Verdict{Lang: "ru", Sentiment: v.feels, P: p, Category: category, Model: "test",
			Recommends: classify.Recommends("", v.text), Opinions: []classify.Opinion{{Topic: v.topic, Sentiment: v.feels, P: p}}})}
}

// grownVoices are a month in which twice as many people speak as in the one before, of a hinge and of the sound.
func grownVoices() (all []voice) {
	troubles := []string{"У %s сломалась петля крышки футляра, жду замену %d день", "Петля крышки футляра у %s треснула через %d дней", "Опять сломалась петля футляра, пишет %s, уже %d раз"}
	for i := range 60 {
		month, day := 9, 1+i%28
		if i >= 40 {
			month = 8
		}
		v := voice{topic: "kestrel", author: fmt.Sprint("a", i), month: month, day: day, feels: classify.Positive,
			text: fmt.Sprintf("Звук у Кестрела чистый и громкий, номер %d, доволен", i)}
		if i%3 == 0 {
			v.feels, v.text = classify.Negative, fmt.Sprintf(troubles[i/3%3], v.author, i)
		}
		if i%7 == 1 {
			v.feels, v.text = classify.Positive, fmt.Sprintf("Ношу %d дней подряд, всем рекомендую", i)
		}
		all = append(all, v)
	}
	for i := range 30 {
		all = append(all, voice{topic: "boreal", author: fmt.Sprint("b", i), month: 8 + i%2, day: 1 + i%28, feels: classify.Neutral,
			text: fmt.Sprintf("Бореал стоит на полке номер %d", i)})
	}
	return all
}

func TestAnswers(t *testing.T) {
	few := []voice{{"kestrel", "anna", 9, 3, classify.Negative, "Сломалась петля крышки футляра"},
		{"kestrel", "boris", 9, 10, classify.Negative, "Треснула петля крышки футляра, верните деньги"}, {"kestrel", "carol", 9, 12, classify.Positive, "Звук чудесный, берите"}}
	for name, voices := range map[string][]voice{"answers": grownVoices(), "answers-three": few, "answers-none": nil} {
		a, err := BuildAnswers(t.Context(), answersWorld(t, voices))
		if err != nil {
			t.Fatal(err)
		}
		for _, language := range []string{"en", "ru"} {
			p, err := phrase.New(language, Texts, alerts.Texts)
			if err != nil {
				t.Fatal(err)
			}
			for _, format := range Formats {
				var b bytes.Buffer
				if err := Write(&b, a, format, p, alerts.Links{Base: "https://molva.example"}); err != nil {
					t.Fatal(err)
				}
				if strings.Contains(b.String(), "<b>") && format == "html" {
					t.Error("a stranger's markup is alive")
				}
				phrasetest.Golden(t, name+"."+language+"."+format, b.String())
			}
		}
	}
}

// The answers by hand: 40 people after 20 are more than chance; of the opinions nobody measured how right they are.
func TestAnswersByHand(t *testing.T) {
	a, err := BuildAnswers(t.Context(), answersWorld(t, grownVoices()))
	if err != nil {
		t.Fatal(err)
	}
	if a.Audience.Answer != Yes || a.Awareness.Answer != Yes || a.Opinion.Answer != TooLittle {
		t.Errorf("answers %s, %s, %s", a.Audience.Answer, a.Awareness.Answer, a.Opinion.Answer)
	}
	authors := a.Awareness.Figures[0]
	if authors.Now.Value != 40 || authors.Before.Value != 20 || authors.Change.Direction != quantify.Up {
		t.Errorf("authors %+v", authors)
	}
	if len(authors.Beside) != 1 || authors.Beside[0].Value != 15 {
		t.Errorf("the competitor's authors %+v", authors.Beside)
	}
	for _, c := range a.Vanity {
		if m, _ := metric.ByID(c.Now.Metric); m.Class != metric.Vanity {
			t.Errorf("%s is called vanity and is none", c.Now.Metric)
		}
		if c.Decides {
			t.Errorf("%s decides, and is vanity", c.Now.Metric)
		}
	}
}

// The same order gives the same bytes. In whatever order it was heard, what people are counted in is the same; which of two copies
// is the original is not.
func TestAnswersKeepTheirOrder(t *testing.T) {
	build := func(voices []voice) (whole, answers string) {
		a, err := BuildAnswers(t.Context(), answersWorld(t, voices))
		if err != nil {
			t.Fatal(err)
		}
		var all, replies bytes.Buffer
		if err := errors.Join(writeJSON(&all, a.Data()), writeJSON(&replies, a.replies()[:2])); err != nil {
			t.Fatal(err)
		}
		return all.String(), replies.String()
	}
	voices := grownVoices()
	whole, answers := build(voices)
	if again, _ := build(voices); again != whole {
		t.Error("twice the same, and not the same bytes")
	}
	random := rand.New(rand.NewPCG(3, 3))
	for range 3 {
		random.Shuffle(len(voices), func(i, j int) { voices[i], voices[j] = voices[j], voices[i] })
		if _, got := build(voices); got != answers {
			t.Errorf("heard in another order: %s", cmp.Diff(answers, got))
		}
	}
}

func TestGrown(t *testing.T) {
	people := func(now, before int) Course {
		g := quantify.Grew(now, before, 1)
		return Course{Decides: true, Change: Movement{Direction: g.Direction, Times: true, Value: g.Value, Low: g.Low, High: g.High, Open: g.Open, Known: g.Known}}
	}
	for _, c := range []struct {
		now, before int
		want        Answer
	}{{40, 20, Yes}, {20, 40, No}, {3, 2, TooLittle}, {1, 1, TooLittle}, {5000, 5000, No}, {0, 0, TooLittle}, {110, 100, TooLittle}} {
		if got := grown(people(c.now, c.before)); got != c.want {
			t.Errorf("%d after %d: %s, want %s", c.now, c.before, got, c.want)
		}
	}
	up, down, still := people(40, 20), people(20, 40), people(30, 29)
	for _, c := range []struct {
		figures []Course
		want    Answer
	}{{[]Course{still, up}, Yes}, {[]Course{still, down}, No}, {[]Course{up, down}, TooLittle}, {[]Course{still, still}, TooLittle}} {
		if got := together(c.figures); got != c.want {
			t.Errorf("%v: %s, want %s", c.figures, got, c.want)
		}
	}
}

// What lacks is said, and only that.
func TestMeasured(t *testing.T) {
	for _, c := range []struct {
		r        alerts.Reliability
		lacks    int
		hopeless bool
	}{
		{alerts.Reliability{}, 1, false},
		{alerts.Reliability{Right: quantify.Of(90, 100)}, 0, false},
		{alerts.Reliability{Right: quantify.Of(90, 100), Stale: true}, 1, false},
		{alerts.Reliability{Right: quantify.Of(40, 100)}, 0, true},
		{alerts.Reliability{Right: quantify.Of(2, 5)}, 0, false},
	} {
		lacks, hopeless := measured(c.r)
		if len(lacks) != c.lacks || hopeless != c.hopeless {
			t.Errorf("%+v: %v, %v", c.r, lacks, hopeless)
		}
	}
}
