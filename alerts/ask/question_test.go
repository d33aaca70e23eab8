package ask

import (
	"errors"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/phrase/phrasetest"
	"molva/ingest"
)

func TestEverythingIsSaidInRussian(t *testing.T) { phrasetest.Complete(t, ".", alerts.Texts, Texts) }

func moscow(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func tree(t *testing.T) []ingest.Topic {
	zone := moscow(t)
	return []ingest.Topic{
		{ID: "zarya", Name: "Заря", Zone: zone, Language: "ru", Query: `заря OR zarya`},
		{ID: "kestrel", Name: "Kestrel", Parent: "zarya", Zone: zone, Language: "en", Query: `kestrel OR кестрел`},
		{ID: "kestrel-case", Name: "Kestrel Case", Parent: "kestrel", Zone: zone, Query: `(kestrel OR кестрел) (кейс OR case)`},
		{ID: "lumen", Name: "Lumen", Parent: "zarya", Zone: zone, Query: `lumen OR люмен`},
		{ID: "boreal", Name: "Boreal", Competitor: true, Zone: zone, Query: `boreal OR бореал`},
	}
}

// asked is Monday, 28 September 2026, 14:20 in Moscow.
func asked(t *testing.T) time.Time { return time.Date(2026, 9, 28, 14, 20, 0, 0, moscow(t)) }

// Every kind of question, with what it is read as: what is wanted, of what, in which language, and what is left aside.
func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"what do people think of Kestrel last week": "opinion kestrel en 2026-09-21 2026-09-28",
		"что думают про Кестрел на прошлой неделе?": "opinion kestrel ru 2026-09-21 2026-09-28",
		"Что пишут о Кестреле вчера":                "opinion kestrel ru 2026-09-27 2026-09-28",
		"how do people feel about кестрел":          "opinion kestrel en 2026-09-21 2026-09-28",
		"kestrel":                            "opinion kestrel en 2026-09-21 2026-09-28",
		"заря":                               "opinion zarya ru 2026-09-21 2026-09-28",
		"Kestrel, 2026-09-21":                "opinion kestrel en 2026-09-21 2026-09-22",
		"what do people think?":              "opinion zarya en 2026-09-21 2026-09-28",
		"что говорят":                        "opinion zarya ru 2026-09-21 2026-09-28",
		"прошлая неделя":                     "opinion zarya ru 2026-09-21 2026-09-28",
		"complaints about Kestrel's case":    "complaints kestrel-case en 2026-09-21 2026-09-28",
		"на что жалуются в Люмене?":          "complaints lumen ru 2026-09-21 2026-09-28",
		"complaints about Kestrel and Lumen": "complaints kestrel en 2026-09-21 2026-09-28 aside: Lumen",
		"какие проблемы у Зари в сентябре":                     "complaints zarya ru 2026-09-01 2026-09-28T15:00",
		"compare Kestrel and Lumen last month":                 "comparison kestrel,lumen en 2026-08-01 2026-09-01",
		"сравни Кестрел с конкурентами":                        "comparison kestrel,boreal ru 2026-09-21 2026-09-28",
		"Кестрел против Бореала с понедельника":                "comparison kestrel,boreal ru 2026-09-28 2026-09-28T15:00",
		"kestrel vs lumen vs boreal":                           "comparison kestrel,lumen,boreal en 2026-09-21 2026-09-28",
		"сравни":                                               "comparison zarya,boreal ru 2026-09-21 2026-09-28",
		"what do people think of Kestrel's battery":            "opinion kestrel en 2026-09-21 2026-09-28 aside: battery",
		"что думают про батарею Кестрела за последние 24 часа": "opinion kestrel ru 2026-09-21 2026-09-28 aside: батарею последние 24 часа",
		"help":                                "help ",
		"":                                    "help ",
		"помощь":                              "help ",
		"order a pizza":                       "help ",
		"закажи пиццу":                        "help ",
		"what do people think of the weather": `there is no such topic: weather`,
		"что думают о погоде вчера":        `there is no such topic: погоде`,
		"what about Kestrel on 2027-01-05": "the period is still to come",
	} {
		t.Run(text, func(t *testing.T) {
			if got := read(Parse(text, tree(t), asked(t))); !strings.HasPrefix(got, want) || want != "help " && got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// read writes down how a question was read.
func read(q Question, err error) string {
	var m *Mistake
	switch {
	case errors.As(err, &m) && m.Words != "":
		return string(m.What) + ": " + m.Words
	case errors.As(err, &m):
		return string(m.What)
	}
	ids := make([]string, len(q.Topics))
	for i, topic := range q.Topics {
		ids[i] = topic.ID
	}
	s := strings.Join([]string{string(q.Want), strings.Join(ids, ","), q.Language, stamp(q.Period.From), stamp(q.Period.To)}, " ")
	if q.Unread != "" {
		s += " aside: " + q.Unread
	}
	return s
}

func stamp(at time.Time) string { return strings.TrimSuffix(at.Format("2006-01-02T15:04"), "T00:00") }

// A question without a topic has an answer only where there is one root of ours.
func TestWhichTopic(t *testing.T) {
	topics := append(tree(t), ingest.Topic{ID: "polar", Name: "Polar", Zone: moscow(t)})
	_, err := Parse("what do people think", topics, asked(t))
	var m *Mistake
	if !errors.As(err, &m) || m.What != WhichTopic {
		t.Errorf("got %v", err)
	}
	if _, err := Parse("what do people think", nil, asked(t)); !errors.As(err, &m) || m.What != WhichTopic {
		t.Errorf("without topics: %v", err)
	}
}
