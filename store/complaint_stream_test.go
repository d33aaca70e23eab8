package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"molva/classify"
	"molva/classify/cluster"
	"molva/ingest"
	"molva/ingest/stream"
)

// The clock of these tests stands still, after everything that is said in them.
var today = time.Date(2026, 9, 28, 6, 0, 0, 0, time.UTC)

func topicsOf() []ingest.Topic {
	return []ingest.Topic{
		{ID: "zarya", Name: "Zarya", Language: "en"},
		{ID: "kestrel", Name: "Kestrel", Parent: "zarya", Language: "en", Query: "kestrel"},
		{ID: "lumen", Name: "Lumen", Parent: "zarya", Language: "en", Query: "lumen"},
	}
}

// often merges clusters often, and finds many first.
var often = cluster.Settings{Round: 15, MergeAt: .3, Threshold: .5}

// openWriting opens a database that makes snapshots often.
func openWriting(t testing.TB, path string) *DB {
	t.Helper()
	db, err := Open(t.Context(), Options{Path: path, Topics: topicsOf(), Now: func() time.Time { return today }})
	if err != nil {
		t.Fatal(err)
	}
	db.lines, db.with.settings = 40, often
	t.Cleanup(func() { db.Close() })
	return db
}

// faults are what people suffer from, in words that vary.
var faults = [][3][]string{
	{{"my parcel", "the parcel", "our parcel"}, {"never arrived", "is late", "got lost"}, {"and the courier says nothing", "for two weeks", "again"}},
	{{"the right earbud", "one earbud", "my earbud"}, {"is silent", "has no sound", "went silent"}, {"after a month", "since the update", "out of the box"}},
	{{"the app", "this app"}, {"crashes", "freezes", "keeps crashing"}, {"at the login screen", "when I log in", "after logging in"}},
	{{"the refund", "my refund"}, {"has not come", "is missing", "was refused"}, {"and support is silent", "for a month", "without a reason"}},
}

var agreements = []string{"same here", "Me too!", "+1", "the same problem with the parcel here"}

var chatter = []string{"garden", "winter", "brother", "morning", "office", "window", "summer", "train", "doctor", "school", "bicycle", "river"}

// flow makes a stream of mentions with a sentiment of their own, in the order in which they are seen: new ones, repeats,
// edits and deletions. The same seed makes the same stream.
type flow struct {
	rng  *rand.Rand
	seen int
	past []classify.Result

	agreeing bool // some only agree with others
}

// talking is a flow in which some only agree with others.
func talking(seed uint64) *flow {
	f := newFlow(seed)
	f.agreeing = true
	return f
}

func newFlow(seed uint64) *flow { return &flow{rng: rand.New(rand.NewPCG(seed, 3))} }

func pick[T any](f *flow, list []T) T { return list[f.rng.IntN(len(list))] }

func (f *flow) text() string {
	fault := pick(f, faults)
	return fmt.Sprintf("%s %s %s, %s %s %s", pick(f, fault[0]), pick(f, fault[1]), pick(f, fault[2]), pick(f, chatter), pick(f, chatter), pick(f, chatter))
}

// next makes n results.
func (f *flow) next(n int) (batch []classify.Result) {
	for range n {
		r := f.one()
		f.past = append(f.past, r)
		batch = append(batch, r)
	}
	return batch
}

func (f *flow) one() classify.Result {
	f.seen++
	at := today.Add(-40 * 24 * time.Hour).Add(time.Duration(f.seen) * 10 * time.Minute)
	m := ingest.Mention{ID: fmt.Sprint(f.seen), Network: "vk", Text: f.text(), Author: ingest.Author{ID: fmt.Sprint(f.rng.IntN(200))}, Published: at, Seen: at}
	feels := classify.Negative
	if f.rng.IntN(4) == 0 {
		feels = classify.Positive
	}
	if len(f.past) > 10 {
		old := pick(f, f.past).Tagged.Mention
		switch f.rng.IntN(12) {
		case 0:
			m.Text = old.Text // a copy, by somebody else
		case 1:
			m.ID, m.Author, m.Published, m.Edited = old.ID, old.Author, old.Published, at
		case 2:
			m = ingest.Mention{ID: old.ID, Network: "vk", Deleted: true, Seen: at}
		case 3:
			m.Text, m.Published = old.Text, at.Add(-100*24*time.Hour) // an earlier one, of which the old one is the copy
		case 4, 5, 6:
			f.agree(&m, old)
		}
	}
	return f.result(m, feels)
}

// agree lets a mention only agree with another one, from its beginning or from now on; what it answers may come later.
func (f *flow) agree(m *ingest.Mention, old ingest.Mention) {
	if !f.agreeing {
		return
	}
	m.Text, m.Parent, m.Kind = pick(f, agreements), old.ID, ingest.Comment
	switch f.rng.IntN(4) {
	case 0:
		m.ID, m.Author, m.Published, m.Edited = old.ID, old.Author, old.Published, m.Seen
		m.Parent = pick(f, f.past).Tagged.Mention.ID
	case 1:
		m.Parent = fmt.Sprint(f.seen + f.rng.IntN(9))
	}
}

func (f *flow) result(m ingest.Mention, feels classify.Sentiment) classify.Result {
	p := classify.Probabilities{Negative: .7, Neutral: .2, Positive: .1}
	if feels == classify.Positive {
		p.Negative, p.Positive = p.Positive, p.Negative
	}
	v := classify.Verdict{Lang: "en", Sentiment: feels, P: p, Category: classify.Other, Model: "test-1"}
	if !m.Deleted {
		for _, topic := range [][]string{{"kestrel"}, {"lumen"}, {"kestrel", "lumen"}}[f.rng.IntN(3)] {
			v.Opinions = append(v.Opinions, classify.Opinion{Topic: topic, Sentiment: feels, P: p})
		}
	}
	return classify.Result{Item: stream.Item{Seq: uint64(f.seen), Network: "vk", Source: "vk", Seen: m.Seen}, Tagged: classify.Tag(m, v)}
}

func saveAll(t testing.TB, db *DB, batch []classify.Result) {
	t.Helper()
	if err := db.Save(t.Context(), "RAW", batch); err != nil {
		t.Fatal(err)
	}
}

// wantSound fails when Verify finds anything wrong.
func wantSound(t testing.TB, db *DB) {
	t.Helper()
	found, err := db.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range found[:min(len(found), 5)] {
		t.Errorf("verify: %v", d)
	}
	wantAgreement(t, db)
	if len(found) > 0 || t.Failed() {
		t.FailNow()
	}
}

// complaintState is all that is known of the complaints that anybody is in, and the books, in bytes.
func complaintState(t testing.TB, db *DB) []string {
	t.Helper()
	var all []string
	for _, query := range []string{
		`SELECT id, kind, root, live, absorbed, joined, first, last, named, ticket, fixed, ignored FROM complaint WHERE first IS NOT NULL ORDER BY id`,
		`SELECT m.external_id, b.complaint, b.role, b.similarity FROM member AS b JOIN mention AS m ON m.id = b.mention ORDER BY b.mention`,
		`SELECT mention, complaint FROM pin ORDER BY mention`,
		`SELECT topic, complaint, day, person % 1000, hour, mentions, asking, repeats FROM voice ORDER BY topic, complaint, day, person, hour`,
		`SELECT mention, topic, complaint FROM opinion ORDER BY mention, topic`,
	} {
		err := db.looking(t.Context(), func(l *look) error {
			found, err := l.rows(query)
			for _, r := range found {
				all = append(all, fmt.Sprint(r))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return append(all, bookBytes(t, db)...)
}

// bookBytes are the books as a reader makes them.
func bookBytes(t testing.TB, db *DB) (all []string) {
	t.Helper()
	reader := openReading(t, db.path)
	defer reader.Close()
	err := reader.consulting(context.Background(), func(b *books, _ rowsOf, _ []byte) error {
		for kind, book := range b.of {
			data, err := book.AppendBinary(nil)
			if err != nil {
				return err
			}
			all = append(all, fmt.Sprintf("%s %x", kind, data))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func openReading(t testing.TB, path string) *DB {
	t.Helper()
	db, err := Open(t.Context(), Options{Path: path, ReadOnly: true, Now: func() time.Time { return today }})
	if err != nil {
		t.Fatal(err)
	}
	db.with.settings = often
	return db
}

func tempDB(t testing.TB) string { return filepath.Join(t.TempDir(), "molva.db") }
