package store_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"molva/ingest"
	"molva/store"
)

func at(hours int) time.Time { return now.Add(time.Duration(hours) * time.Hour) }

func figures(t *testing.T, db *store.DB, q store.FigureQuery) []string {
	t.Helper()
	all, err := db.Figures(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return spelledFigures(all)
}

func spelledFigures(all []ingest.Figure) (lines []string) {
	for _, f := range all {
		lines = append(lines, fmt.Sprint(f.Account, " ", f.Network, " ", f.Post, " ", f.Metric, " ", f.At.Sub(now).Hours(), " ", f.Span, " ", f.Value))
	}
	return lines
}

func TestFigures(t *testing.T) {
	db := open(t)
	level := func(account, post, metric string, hours int, value float64) ingest.Figure {
		return ingest.Figure{Account: account, Network: "vk", Post: post, Metric: metric, At: at(hours), Value: value}
	}
	flow := ingest.Figure{Account: "zarya", Network: "vk", Metric: "audience/f-25-30", At: at(-24), Span: 24 * time.Hour, Value: 7}
	save(t, db, note(1, ingest.Note{Source: "wall", At: now, Figures: []ingest.Figure{
		level("zarya", "", "followers", -2, 1200), level("zarya", "", "followers", -1, 1210), level("boreal", "", "followers", -1, 90),
		level("zarya", "7", "views", -1, 0), level("zarya", "8", "views", -1, 5), flow,
	}}))
	flow.Value = 8
	save(t, db, note(2, ingest.Note{Source: "wall", At: now, Figures: []ingest.Figure{flow}}))
	for _, test := range []struct {
		what string
		q    store.FigureQuery
		want []string
	}{
		{"of accounts", store.FigureQuery{}, []string{"boreal vk  followers -1 0s 90", "zarya vk  audience/f-25-30 -24 24h0m0s 8",
			"zarya vk  followers -2 0s 1200", "zarya vk  followers -1 0s 1210"}},
		{"from a time on", store.FigureQuery{Account: "zarya", Metric: "followers", Period: store.Period{From: at(-1)}}, []string{"zarya vk  followers -1 0s 1210"}},
		{"up to a time", store.FigureQuery{Account: "zarya", Metric: "followers", Period: store.Period{To: at(-1)}}, []string{"zarya vk  followers -2 0s 1200"}},
		{"parts", store.FigureQuery{Network: "vk", Metric: "audience/"}, []string{"zarya vk  audience/f-25-30 -24 24h0m0s 8"}},
		{"the whole of what has parts", store.FigureQuery{Metric: "audience"}, nil},
		{"of a post", store.FigureQuery{Post: "7"}, []string{"zarya vk 7 views -1 0s 0"}},
		{"of posts", store.FigureQuery{Posts: true}, []string{"zarya vk 7 views -1 0s 0", "zarya vk 8 views -1 0s 5"}},
		{"of nobody", store.FigureQuery{Account: "kestrel"}, nil},
	} {
		equal(t, "figures "+test.what, figures(t, db, test.q), test.want)
	}
	latest, err := db.Latest(t.Context(), store.FigureQuery{Metric: "followers", Period: store.Period{To: at(0)}})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "latest", spelledFigures(latest), []string{"boreal vk  followers -1 0s 90", "zarya vk  followers -1 0s 1210"})
	accounts, err := db.Accounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "accounts", accounts, []store.Account{{"boreal", "vk"}, {"zarya", "vk"}})
	wantRight(t, db)
}

// TestFiguresOfADayAndOfAWeek: both may begin at the same moment, and the latest word on each counts.
func TestFiguresOfADayAndOfAWeek(t *testing.T) {
	db := open(t)
	for seq, f := range []ingest.Figure{{Span: 168 * time.Hour, Value: 70}, {Span: 24 * time.Hour, Value: 9}, {Span: 24 * time.Hour, Value: 10}} {
		f.Account, f.Network, f.Metric, f.At = "zarya", "vk", "joins", at(-240)
		save(t, db, note(uint64(seq+1), ingest.Note{Source: "wall", At: now, Figures: []ingest.Figure{f}}))
	}
	want := []string{"zarya vk  joins -240 24h0m0s 10", "zarya vk  joins -240 168h0m0s 70"}
	equal(t, "figures", figures(t, db, store.FigureQuery{}), want)
	latest, err := db.Latest(t.Context(), store.FigureQuery{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "latest", spelledFigures(latest), want)
	wantRight(t, db)
}

// TestWhatCannotBeKeptIsRejectedAlone: the others of the note stay, and the ledger says why.
func TestWhatCannotBeKeptIsRejectedAlone(t *testing.T) {
	db := open(t)
	good := ingest.Figure{Account: "zarya", Network: "vk", Metric: "followers", At: now, Value: 1}
	bad := func(change func(*ingest.Figure)) ingest.Figure {
		f := good
		change(&f)
		return f
	}
	save(t, db, note(1, ingest.Note{Source: "wall", At: now,
		Figures: []ingest.Figure{
			bad(func(f *ingest.Figure) { f.Metric = "reach"; f.Span = -1 }),
			bad(func(f *ingest.Figure) { f.Value = math.NaN() }),
			bad(func(f *ingest.Figure) { f.At = at(25) }),
			good,
		},
		Posts: []ingest.AccountPost{{Account: "zarya", Network: "vk", ID: "1"}, {Account: "zarya", Network: "vk", ID: "2", Form: "poll", Published: at(-1)}},
		Members: []ingest.Members{{Account: "zarya", Network: "vk", Set: "friends", At: now}, {Account: "zarya", Network: "vk", Set: "dead", At: now, IDs: []string{" "}},
			{Account: "zarya", Network: "vk", Set: "followers", At: at(25), IDs: numbered(0, 2), Last: true}},
	}))
	equal(t, "figures", len(figures(t, db, store.FigureQuery{})), 1)
	equal(t, "intake", intake(t, db, "wall"), store.Intake{Source: "wall", Received: 7, Rejected: 7})
	reasons, err := db.Reasons(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, r := range reasons {
		said = append(said, r.Text)
	}
	equal(t, "reasons", said, []string{
		"metric reach of an account is counted over a span, which is missing",
		`set is "friends", want one of ["followers" "dead" "active"]`,
		"the id of a member shows nothing",
		"the time is missing or before the year 2000",
		"the time of the figure lies in the future",
		"the time of the set lies in the future",
		"value is NaN, want a finite number from 0",
	})
	wantRight(t, db)
}

func TestPosts(t *testing.T) {
	db := open(t)
	post := ingest.AccountPost{Account: "zarya", Network: "vk", ID: "7", URL: "https://vk.test/7", Text: "Новая лампа", Form: "photo", Author: "ann", Published: at(-3)}
	later := ingest.AccountPost{Account: "zarya", Network: "vk", ID: "8", URL: "javascript:alert(1)", Text: "A new lamp", Published: at(400)}
	other := ingest.AccountPost{Account: "boreal", Network: "vk", ID: "7", Text: "Boreal", Published: at(-3)}
	save(t, db, note(1, ingest.Note{Source: "wall", At: now, Posts: []ingest.AccountPost{later, post, other}}))
	post.Text = "Новая лампа уже в продаже"
	save(t, db, note(2, ingest.Note{Source: "wall", At: now, Posts: []ingest.AccountPost{post}}))
	posts := func() []ingest.AccountPost {
		all, err := db.Posts(t.Context(), "zarya", "vk", store.Period{From: at(-4), To: at(1)})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	later.URL, later.Published = "", now // a clock that runs ahead, a link that nobody may follow
	equal(t, "posts", posts(), []ingest.AccountPost{post, later})

	gone := post
	gone.Deleted = true
	save(t, db, note(3, ingest.Note{Source: "wall", At: now, Posts: []ingest.AccountPost{gone}}), note(4, ingest.Note{Source: "wall", At: now, Posts: []ingest.AccountPost{post}}))
	gone.URL, gone.Text, gone.Author = "", "", ""
	equal(t, "posts, one of them deleted", posts(), []ingest.AccountPost{gone, later})
	wantRight(t, db)
}

// TestOldFiguresGo: with the mentions of their time, and series with their last figure.
func TestOldFiguresGo(t *testing.T) {
	db := open(t)
	save(t, db, note(1, ingest.Note{Source: "wall", At: now,
		Figures: []ingest.Figure{{Account: "zarya", Network: "vk", Metric: "followers", At: at(-50), Value: 1}, {Account: "zarya", Network: "vk", Metric: "followers", At: at(-10), Value: 2},
			{Account: "zarya", Network: "vk", Post: "7", Metric: "views", At: at(-50), Value: 3}},
		Posts:   []ingest.AccountPost{{Account: "zarya", Network: "vk", ID: "7", Text: "old", Published: at(-60)}, {Account: "zarya", Network: "vk", ID: "8", Text: "new", Published: at(-1)}},
		Members: []ingest.Members{{Account: "zarya", Network: "vk", Set: "followers", At: at(-401 * 24), IDs: []string{"1"}, Last: true}, {Account: "zarya", Network: "vk", Set: "followers", At: at(-399 * 24), IDs: []string{"1"}, Last: true}},
	}))
	if _, err := db.Sweep(t.Context(), at(-24), nil); err != nil {
		t.Fatal(err)
	}
	equal(t, "figures", figures(t, db, store.FigureQuery{}), []string{"zarya vk  followers -10 0s 2"})
	equal(t, "figures of posts", figures(t, db, store.FigureQuery{Posts: true}), []string(nil))
	posts, err := db.Posts(t.Context(), "zarya", "vk", store.Period{})
	if err != nil || len(posts) != 1 || posts[0].ID != "8" {
		t.Errorf("posts are %v, %v, want the new one", posts, err)
	}
	sets, err := db.Censuses(t.Context(), "zarya", "vk", "", store.Period{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "sets of people", sets, []store.Census{{Account: "zarya", Network: "vk", Name: "followers", At: at(-399 * 24), People: 1}})
	wantRight(t, db)
}
