package report

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// stored is a mention with what the old model made of it and what the new one makes of it.
type stored struct {
	topic    string
	day      int // of September
	text     string
	was, is  classify.Sentiment
	wasPromo bool
	isPromo  bool
}

var history = []stored{
	{topic: "kestrel", day: 8, text: "звук чудесный и корпус лёгкий", was: classify.Positive, is: classify.Positive},
	{topic: "kestrel", day: 9, text: "разрядились за час прямо в дороге", was: classify.Neutral, is: classify.Negative},
	{topic: "kestrel", day: 15, text: "второй год со мной, ни разу не подвели", was: classify.Negative, is: classify.Positive},
	{topic: "kestrel", day: 16, text: "скидка на футляры до конца недели, заходите", was: classify.Positive, isPromo: true},
	{topic: "kestrel", day: 17, text: "в коробке лежит купон на следующую покупку", wasPromo: true, is: classify.Neutral},
	{topic: "kestrel", day: 18, text: "сломалась крышка футляра", was: classify.Positive, is: classify.Negative},
	{topic: "lumen", day: 16, text: "a lamp that hums louder than the fridge", was: classify.Neutral, is: classify.Negative},
	{topic: "kestrel", day: 28, text: "подошли к старому телефону без настройки", was: classify.Neutral, is: classify.Positive},
	{topic: "kestrel", day: 29, text: "ремешок натирает шею, остальное устраивает", was: classify.Neutral, is: classify.Negative},
}

// past is a store that holds the history, the sixth mention of which a person labelled.
func past(t *testing.T) *store.DB {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	topics := []ingest.Topic{{ID: "kestrel", Name: "Kestrel", Zone: zone}, {ID: "lumen", Name: "Lumen", Zone: time.UTC}}
	now := func() time.Time { return time.Date(2026, 9, 30, 12, 0, 0, 0, time.UTC) }
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	var batch []classify.Result
	for i, s := range history {
		at := time.Date(2026, 9, s.day, 1, 0, 0, 0, zone)
		m := ingest.Mention{ID: fmt.Sprint(i), Network: "vk", Text: s.text, Published: at, Seen: at, Topics: []string{s.topic}}
		batch = append(batch, classify.Result{Item: stream.Item{Seq: uint64(i + 1), Network: "vk", Source: "vk", Seen: at},
			Tagged: classify.Tag(m, verdict(s.topic, s.was, s.wasPromo, "old"))})
	}
	if err := db.Save(t.Context(), "test", batch); err != nil {
		t.Fatal(err)
	}
	negative := classify.Negative
	applied, err := db.Label(t.Context(), []store.Label{{Mention: "vk:5", Topic: "kestrel", Sentiment: &negative, Purpose: store.Corrected, Labeller: "anna"}})
	if err != nil || applied[0].Refused != "" {
		t.Fatal(applied, err)
	}
	return db
}

func verdict(topic string, s classify.Sentiment, promo bool, model string) classify.Verdict {
	v := classify.Verdict{Lang: "ru", Sentiment: s, Category: classify.Other, Model: model, Opinions: []classify.Opinion{{Topic: topic, Sentiment: s}}}
	if promo {
		v.Category = classify.Promo
	}
	return v
}

// newer is a classifier that knows the history by heart.
type newer struct{}

func (newer) Classify(_ context.Context, m ingest.Mention, about []classify.Subject) (classify.Verdict, error) {
	for _, s := range history {
		if s.text == m.Text {
			return verdict(about[0].Topic, s.is, s.isPromo, "new"), nil
		}
	}
	return classify.Verdict{}, errors.New("unheard of")
}

func TestReplay(t *testing.T) {
	db := past(t)
	r, err := Replay(t.Context(), db, newer{}, "new", "", store.Period{To: time.Date(2026, 9, 28, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"en", "ru"} {
		p, err := phrase.New(language, Texts, alerts.Texts)
		if err != nil {
			t.Fatal(err)
		}
		for _, format := range []string{"text", "json"} {
			var b bytes.Buffer
			if err := r.Write(&b, format, p); err != nil {
				t.Fatal(err)
			}
			phrasetest.Golden(t, "replay."+language+"."+format, b.String())
		}
	}
}

func TestReplayOfATopic(t *testing.T) {
	db := past(t)
	r, err := Replay(t.Context(), db, newer{}, "new", "lumen", store.Period{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Weeks) != 1 || r.Weeks[0].Topic != "lumen" || r.Opinions != 1 || r.Changed != 1 || r.Joined != 0 {
		t.Errorf("%+v", r)
	}
	if _, err := Replay(t.Context(), db, newer{}, "new", "lumne", store.Period{}); !errors.Is(err, store.ErrUnknownTopic) {
		t.Error(err)
	}
}

// talkative is a classifier that answers what it was not asked.
type talkative struct{}

func (talkative) Classify(context.Context, ingest.Mention, []classify.Subject) (classify.Verdict, error) {
	return classify.Verdict{Opinions: make([]classify.Opinion, 2)}, nil
}

func TestReplayOfAStrangeClassifier(t *testing.T) {
	_, err := Replay(t.Context(), past(t), talkative{}, "strange", "", store.Period{})
	if err == nil || !strings.Contains(err.Error(), "the classifier has 2 opinions on 1 topics") {
		t.Error(err)
	}
}
