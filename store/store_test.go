package store_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// The clock of these tests stands still, after everything that is said in them.
var now = time.Date(2026, 9, 28, 6, 0, 0, 0, time.UTC)

func moscow(t testing.TB) *time.Location { return zone(t, "Europe/Moscow") }

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// tree is a company with two products, and a competitor.
func tree(t testing.TB) []ingest.Topic {
	z := moscow(t)
	return []ingest.Topic{
		{ID: "zarya", Name: "Заря", Zone: z, Language: "ru"},
		{ID: "kestrel", Name: "Kestrel", Parent: "zarya", Zone: z, Language: "ru", Query: "kestrel"},
		{ID: "lumen", Name: "Lumen", Parent: "zarya", Zone: z, Language: "ru", Query: "lumen"},
		{ID: "boreal", Name: "Boreal", Competitor: true, Zone: z, Language: "en", Query: "boreal"},
	}
}

func open(t testing.TB) *store.DB {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "molva.db"), tree(t))
}

func openAt(t testing.TB, path string, topics []ingest.Topic) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: path, Topics: topics, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

const log = "RAW"

func save(t testing.TB, db *store.DB, batch ...classify.Result) {
	t.Helper()
	if err := db.Save(t.Context(), log, batch); err != nil {
		t.Fatal(err)
	}
}

// said is a message: somebody says something, and the classifier has an opinion on it.
type said struct {
	seq       uint64
	network   string // vk
	id        string
	text      string
	author    string
	at        string // RFC 3339; 2026-08-05T10:00:00Z
	seen      string // as at
	edited    string
	deleted   bool
	sentiment classify.Sentiment // of the whole text, and of every topic without one of its own
	on        map[string]classify.Sentiment
	topics    []string
	category  classify.Category
	likes     int64
}

func (s said) result() classify.Result {
	network, at := or(s.network, "vk"), or(s.at, "2026-08-05T10:00:00Z")
	m := ingest.Mention{
		ID: s.id, Network: network, Text: s.text, Author: ingest.Author{ID: s.author}, Deleted: s.deleted,
		Published: clock(at), Seen: clock(or(s.seen, at)), Edited: clock(s.edited), Topics: s.topics,
	}
	if s.likes > 0 {
		m.Engagement.Likes = &s.likes
	}
	v := classify.Verdict{Lang: "ru", Sentiment: s.sentiment, P: odds(s.sentiment), Category: classify.Category(or(string(s.category), "other")), Model: "test-1"}
	for _, topic := range s.topics {
		feels, ok := s.on[topic]
		if !ok {
			feels = s.sentiment
		}
		v.Opinions = append(v.Opinions, classify.Opinion{Topic: topic, Sentiment: feels, P: odds(feels)})
	}
	return classify.Result{
		Item:   stream.Item{Seq: s.seq, Network: network, Source: "src-" + network, Seen: m.Seen, Body: []byte(s.text)},
		Tagged: classify.Tag(m, v),
	}
}

func odds(s classify.Sentiment) classify.Probabilities {
	p := classify.Probabilities{Negative: .1, Neutral: .2, Positive: .1}
	switch s {
	case classify.Negative:
		p.Negative = .7
	case classify.Positive:
		p.Positive = .7
	default:
		p.Neutral = .8
	}
	return p
}

func or(s, instead string) string {
	if s == "" {
		return instead
	}
	return s
}

func clock(s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func results(all ...said) []classify.Result {
	var batch []classify.Result
	for _, s := range all {
		batch = append(batch, s.result())
	}
	return batch
}

// sums is a topic's sum over all time, as negative/neutral/positive.
func sum(t testing.TB, db *store.DB, topic string) string {
	t.Helper()
	a, err := db.Sum(t.Context(), topic, store.Period{})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%d/%d/%d", a.Negative, a.Neutral, a.Positive)
}

func wantSum(t testing.TB, db *store.DB, topic, want string) {
	t.Helper()
	if got := sum(t, db, topic); got != want {
		t.Errorf("sum of %s is %s, want %s", topic, got, want)
	}
}

// wantRight fails when Verify finds anything wrong.
func wantRight(t testing.TB, db *store.DB) {
	t.Helper()
	found, err := db.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range found {
		t.Errorf("verify: %v", d)
	}
}

func intake(t testing.TB, db *store.DB, source string) store.Intake {
	t.Helper()
	all, err := db.Intake(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(in store.Intake) bool { return in.Source == source })
	if i < 0 {
		return store.Intake{}
	}
	return all[i]
}

func list(t testing.TB, db *store.DB, f store.Filter) []store.Row {
	t.Helper()
	var rows []store.Row
	for r, err := range db.Mentions(t.Context(), f) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, r)
	}
	return rows
}

func ids(rows []store.Row) []string {
	var all []string
	for _, r := range rows {
		all = append(all, r.Mention.Key())
	}
	return all
}

func equal(t testing.TB, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
