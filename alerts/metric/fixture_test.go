package metric

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

func moscow(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// The week of these tests, and their clock, which stands still after it.
func theWeek(t testing.TB) store.Period {
	return store.Week(time.Date(2026, 9, 16, 12, 0, 0, 0, time.UTC), moscow(t))
}

var theNow = time.Date(2026, 9, 28, 6, 0, 0, 0, time.UTC)

// company is a firm with two products, and a competitor with one.
func company(t testing.TB) []ingest.Topic {
	z := moscow(t)
	return []ingest.Topic{
		{ID: "zarya", Name: "Заря", Zone: z, Language: "ru"},
		{ID: "kestrel", Name: "Kestrel", Parent: "zarya", Zone: z, Language: "ru", Query: "kestrel"},
		{ID: "lumen", Name: "Lumen", Parent: "zarya", Zone: z, Language: "ru", Query: "lumen"},
		{ID: "boreal", Name: "Boreal", Competitor: true, Zone: z, Language: "en", Query: "boreal"},
		{ID: "boreal-x", Name: "Boreal X", Parent: "boreal", Competitor: true, Zone: z, Language: "en", Query: "borealx"},
	}
}

// Accounts of the company: one that is told of, a rival, one of which nobody tells anything, and one that has just begun.
var theAccounts = []Owned{
	{"zarya", "vk", "zarya"}, {"boreal", "vk", "boreal"}, {"lumen", "vk", "lumen"}, {"kestrel", "telegram", "kestrel"},
}

func openStore(t testing.TB, notes ...ingest.Note) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: company(t), Now: func() time.Time { return theNow }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	var batch []classify.Result
	for i, n := range notes {
		n.Source, n.At = "wall", theNow
		batch = append(batch, classify.Result{Item: stream.Item{Seq: uint64(i + 1), Source: n.Source, Kind: stream.Note}, Note: &n})
	}
	if err := db.Save(t.Context(), "RAW", batch); err != nil {
		t.Fatal(err)
	}
	return db
}

func reader(t testing.TB, db *store.DB, topic string) *Reader {
	t.Helper()
	b := Business{Accounts: theAccounts, Segment: []string{"f-25-30", "country-ru"}, Supplies: map[string][]string{"vk": {"followers"}}}
	r, err := NewReader(t.Context(), db, b, topic, theWeek(t), theNow)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// says is a mention of the Kestrel by somebody.
func says(seq uint64, network, author string, at time.Time) classify.Result {
	m := ingest.Mention{ID: author, Network: network, Text: "kestrel", Author: ingest.Author{ID: author}, Published: at, Seen: at, Topics: []string{"kestrel"}}
	p := classify.Probabilities{Negative: .1, Neutral: .8, Positive: .1}
	v := classify.Verdict{Lang: "ru", P: p, Category: "other", Model: "test-1", Opinions: []classify.Opinion{{Topic: "kestrel", P: p}}}
	return classify.Result{Item: stream.Item{Seq: seq, Network: network, Source: network, Seen: at, Body: []byte(m.Text)}, Tagged: classify.Tag(m, v)}
}

// level, eachDay and the like are what an account's network tells.
func level(o Owned, metric string, at time.Time, value float64) ingest.Figure {
	return ingest.Figure{Account: o.Account, Network: o.Network, Metric: metric, At: at, Value: value}
}

// eachDay tells the same of so many days, by the clocks of London.
func eachDay(o Owned, metric string, from time.Time, days int, value float64) (all []ingest.Figure) {
	from = from.UTC().Truncate(oneDay).Add(oneDay)
	for i := range days {
		f := level(o, metric, from.AddDate(0, 0, i), value)
		f.Span = oneDay
		all = append(all, f)
	}
	return all
}

func ofPost(o Owned, post, metric string, at time.Time, value float64) ingest.Figure {
	f := level(o, metric, at, value)
	f.Post = post
	return f
}

func setOf(o Owned, set string, at time.Time, span time.Duration, ids ...string) ingest.Members {
	return ingest.Members{Account: o.Account, Network: o.Network, Set: set, At: at, Span: span, IDs: ids, Last: true}
}

// told is everything that is told of the company's accounts in the week.
func theNote(t testing.TB) ingest.Note {
	from := theWeek(t).From
	at := func(hours int) time.Time { return from.Add(time.Duration(hours) * time.Hour) }
	zarya, boreal, kestrel := theAccounts[0], theAccounts[1], theAccounts[3]
	figures := []ingest.Figure{
		level(zarya, "followers", at(-10), 1000), level(zarya, "followers", at(80), 1020), level(zarya, "followers", at(163), 1050),
		level(boreal, "followers", at(163), 500), level(zarya, "notified", at(163), 105),
		level(kestrel, "followers", at(-10), 0), level(kestrel, "followers", at(163), 10),
		ofPost(zarya, "7", "reach", at(150), 200), ofPost(zarya, "7", "reach_viral", at(150), 50),
		ofPost(zarya, "8", "reach", at(150), 300), ofPost(zarya, "8", "reach_viral", at(150), 25),
		ofPost(zarya, "7", "views", at(1), 10), ofPost(zarya, "7", "views", at(33), 210), ofPost(zarya, "7", "views", at(150), 400),
		ofPost(zarya, "8", "views", at(150), 200),
	}
	figures = slices.Concat(figures,
		eachDay(zarya, "joins", from, 7, 10), eachDay(zarya, "leaves", from, 7, 2), eachDay(zarya, "reach", from, 7, 100),
		eachDay(zarya, "reach_followers", from, 7, 60), eachDay(zarya, "reach_viral", from, 6, 60), eachDay(zarya, "reach_mobile", from, 7, 30),
		eachDay(zarya, "visitors", from, 7, 20), eachDay(zarya, "views", from, 7, 50),
		eachDay(zarya, "audience/f-25-30", from, 2, 15), eachDay(zarya, "audience/m-25-30", from, 2, 10),
		eachDay(zarya, "audience/country-ru", from, 1, 40), eachDay(zarya, "audience/country-kz", from, 1, 10),
		eachDay(kestrel, "leaves", from, 7, 0),
	)
	aWeek := level(zarya, "audience/f-25-30", from, 1000) // of a week before ours, for the most part
	aWeek.At, aWeek.Span = from.AddDate(0, 0, -5), 7*oneDay
	figures = append(figures, aWeek)
	posts := []ingest.AccountPost{
		{Account: "zarya", Network: "vk", ID: "7", Text: "Новая лампа", Form: "photo", Published: at(10)},
		{Account: "zarya", Network: "vk", ID: "8", Text: "Ещё одна", Form: "photo", Published: at(100)},
		{Account: "zarya", Network: "vk", ID: "9", Text: "Где моя лампа?", Author: "ann", Published: at(100)},
	}
	week := 7 * oneDay
	return ingest.Note{Figures: figures, Posts: posts, Members: []ingest.Members{
		setOf(zarya, "followers", at(144), 0, "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
		setOf(zarya, "dead", at(144), 0, "9", "10"),
		setOf(boreal, "followers", at(100), 0, "8", "9", "10", "20", "21"),
		setOf(zarya, "active", at(-3*7*24), week, "1", "2"),
		setOf(zarya, "active", at(-2*7*24), week, "1", "3"),
		setOf(zarya, "active", at(-7*24), week, "1", "2", "12"),
		setOf(zarya, "active", at(0), week, "1", "2", "3", "11"),
	}}
}
