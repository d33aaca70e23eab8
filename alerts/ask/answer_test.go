package ask

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/phrase/phrasetest"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// world is a store with a week of mentions in it: of Kestrel more bad than good, of Lumen only good, of Boreal little.
func world(t *testing.T) *store.DB {
	t.Helper()
	now := asked(t)
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: tree(t), Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	w := &week{from: store.Week(now.AddDate(0, 0, -7), moscow(t)).From}
	for i := range 24 {
		w.add("kestrel", classify.Negative, fmt.Sprintf([]string{"Курьер не приехал, Кестрел не везут %d дней", "Где мой Кестрел, курьер не приехал и через %d часов",
			"Кестрел: правый наушник молчит %d дней", "Молчит правый наушник, Кестрелу %d недель"}[i%4], i+2))
	}
	for i := range 9 {
		w.add("kestrel", classify.Positive, fmt.Sprintf("Кестрел звучит прекрасно, слушаю уже %d месяцев и доволен", i+2))
	}
	for i := range 20 {
		w.add("lumen", classify.Positive, fmt.Sprintf("Лампа Люмен светит ровно, %d вечеров без усталости", i+2))
	}
	w.add("boreal", classify.Neutral, "Бореал открыл <!channel> магазин у метро")
	if err := db.Save(t.Context(), "test", append(w.batch, working("vk", now))); err != nil {
		t.Fatal(err)
	}
	if err := db.Tend(t.Context()); err != nil {
		t.Fatal(err)
	}
	return db
}

type week struct {
	from  time.Time
	batch []classify.Result
}

func (w *week) add(topic string, feels classify.Sentiment, text string) {
	n := len(w.batch)
	at := w.from.Add(time.Duration(n) * 3 * time.Hour)
	p := classify.Probabilities{Negative: 0.05, Neutral: 0.9, Positive: 0.05}
	category := classify.Other
	switch feels {
	case classify.Negative:
		p, category = classify.Probabilities{Negative: 0.9, Neutral: 0.1}, classify.ComplaintCategory
	case classify.Positive:
		p = classify.Probabilities{Positive: 0.9, Neutral: 0.1}
	}
	m := ingest.Mention{ID: fmt.Sprint(n), Network: "vk", Text: text, Author: ingest.Author{ID: fmt.Sprintf("u%d", n)},
		URL: fmt.Sprintf("https://vk.example/%d", n), Published: at, Seen: at, Topics: []string{topic}}
	w.batch = append(w.batch, classify.Result{
		Item: stream.Item{Seq: uint64(n + 1), Network: "vk", Source: "vk", Seen: at},
		Tagged: classify.Tag(m, classify.Verdict{Lang: "ru", Sentiment: feels, P: p, Category: category, Model: "test",
			Opinions: []classify.Opinion{{Topic: topic, Sentiment: feels, P: p}}})})
}

func working(source string, at time.Time) classify.Result {
	return classify.Result{Item: stream.Item{Kind: stream.Note, Source: source, Seen: at},
		Note: &ingest.Note{Source: source, At: at, State: &ingest.SourceState{Network: source, State: ingest.OK, LastTry: at}}}
}

// Every kind of answer in both languages, as a terminal would show it.
func TestAnswers(t *testing.T) {
	db := world(t)
	for name, question := range map[string]string{
		"opinion.en":    "what do people think of Kestrel last week",
		"opinion.ru":    "что думают про Кестрел на прошлой неделе",
		"complaints.en": "what do people complain about in Kestrel",
		"complaints.ru": "на что жалуются в Кестреле",
		"compare.en":    "compare Kestrel, Lumen and competitors",
		"compare.ru":    "сравни Кестрел, Люмен и конкурентов",
		"few.en":        "Kestrel vs Boreal today",
		"few.ru":        "Кестрел против Бореала сегодня",
		"nothing.en":    "what do people think of Lumen in August",
		"nothing.ru":    "что говорят о Люмене в августе",
		"aside.en":      "what do people think of Kestrel's *battery* \u202elife",
		"aside.ru":      "что думают про <!channel> батарею Кестрела",
		"help.en":       "help",
		"help.ru":       "помощь",
		"unknown.en":    "what do people think of Osprey",
		"unknown.ru":    "что думают про Орлан",
		"future.en":     "what about Kestrel on 2027-01-05",
		"future.ru":     "что с Кестрелом 5 января 2027 года",
	} {
		t.Run(name, func(t *testing.T) { phrasetest.Golden(t, name+".txt", answered(t, db, question)) })
	}
}

func answered(t *testing.T, db *store.DB, question string) string {
	t.Helper()
	q, err := Parse(question, tree(t), asked(t))
	p, perr := Printer(q.Language)
	if perr != nil {
		t.Fatal(perr)
	}
	var s alerts.Story
	if m, ok := err.(*Mistake); ok {
		s = m.Tell(p)
	} else if s, err = Answer(t.Context(), db, q, p, alerts.Links{Base: "https://molva.example"}); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "? %s\n\n", alerts.Inert(question))
	if err := s.Text(&b); err != nil {
		t.Fatal(err)
	}
	for _, section := range s.Recurs {
		for _, i := range section.Items {
			if len(i.Actions) > 0 {
				t.Errorf("an answer has buttons: %v", i.Actions)
			}
		}
	}
	return b.String()
}

// What was said of many topics is answered within the limits of what people read.
func TestManyTopics(t *testing.T) {
	var topics []ingest.Topic
	for i := range 2_000 {
		topics = append(topics, ingest.Topic{ID: fmt.Sprintf("brand-%d", i), Name: fmt.Sprintf("Brand%d", i), Query: fmt.Sprintf("brand%d", i)})
	}
	_, err := Parse("what do people think of Osprey", topics, asked(t))
	m, ok := err.(*Mistake)
	if !ok {
		t.Fatal(err)
	}
	p, err := Printer("en")
	if err != nil {
		t.Fatal(err)
	}
	if said := m.Tell(p).Lines[1].String(); !strings.Contains(said, "1,970 more") || len(said) > 1_000 {
		t.Errorf("said %s", said)
	}
}

// FuzzParse holds that any words are read, and that what is read can be answered.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"что думают про Кестрел с 1 по 7 сентября", "compare Kestrel \xff vs 2026-13-40", "в марте 9999 года", "N M Y W", "за 999 дней"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := Parse(text, tree(t), asked(t))
		if err != nil {
			return
		}
		if q.Want != Help && (len(q.Topics) == 0 || !q.Period.From.Before(q.Period.To)) {
			t.Errorf("%q: %+v", text, q)
		}
	})
}
