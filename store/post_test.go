package store_test

import (
	"testing"
	"time"

	"molva/ingest"
	"molva/store"
)

func TestMeasuredPosts(t *testing.T) {
	db := open(t)
	post := func(account, id string, hours int, text, author string) ingest.AccountPost {
		return ingest.AccountPost{Account: account, Network: "vk", ID: id, Text: text, Form: "photo", Author: author, Published: at(hours)}
	}
	figure := func(account, post, metric string, hours int, value float64) ingest.Figure {
		return ingest.Figure{Account: account, Network: "vk", Post: post, Metric: metric, At: at(hours), Value: value}
	}
	gone := post("zarya", "3", -10, "", "")
	gone.Deleted = true
	ours := []ingest.AccountPost{post("zarya", "1", -30, "Новая лампа #Кестрел", ""), post("zarya", "2", -20, "кестрел", "user7"), post("boreal", "1", -20, "#кестрель", "")}
	save(t, db, note(1, ingest.Note{Source: "wall", At: now, Posts: append(ours, gone), Figures: []ingest.Figure{
		figure("zarya", "1", "views", -1, 90), figure("zarya", "1", "views", -20, 50), figure("zarya", "1", "reactions", -1, 0), figure("zarya", "1", "reactions/love", -1, 2),
		figure("boreal", "1", "views", -1, 7), figure("zarya", "3", "views", -1, 5), figure("zarya", "", "followers", -1, 100),
	}}))
	first := store.MeasuredPost{AccountPost: ours[0], Figures: []ingest.Figure{
		figure("zarya", "1", "reactions", -1, 0), figure("zarya", "1", "reactions/love", -1, 2), figure("zarya", "1", "views", -20, 50), figure("zarya", "1", "views", -1, 90)}}
	second := store.MeasuredPost{AccountPost: ours[2], Figures: []ingest.Figure{figure("boreal", "1", "views", -1, 7)}}
	third := store.MeasuredPost{AccountPost: ours[1]}
	moscow, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		q    store.PostQuery
		want []store.MeasuredPost
	}{
		"all":          {store.PostQuery{}, []store.MeasuredPost{first, second, third}},
		"an account":   {store.PostQuery{Account: "zarya", Network: "vk", Form: "photo"}, []store.MeasuredPost{first, third}},
		"users":        {store.PostQuery{Users: new(true)}, []store.MeasuredPost{third}},
		"no users":     {store.PostQuery{Users: new(false)}, []store.MeasuredPost{first, second}},
		"a tag":        {store.PostQuery{Tag: "#КЕСТРЕЛ"}, []store.MeasuredPost{first}},
		"a period":     {store.PostQuery{Period: store.Period{From: at(-20), To: at(-10)}}, []store.MeasuredPost{second, third}},
		"an hour":      {store.PostQuery{Part: store.PostPart{Slot: store.Slots(at(-30), time.UTC)[0]}}, []store.MeasuredPost{first}},
		"a weekday":    {store.PostQuery{Account: "boreal", Part: store.PostPart{Slot: store.Slots(at(-20), moscow)[1], Zone: "Europe/Moscow"}}, []store.MeasuredPost{second}},
		"a length":     {store.PostQuery{Part: store.PostPart{Length: "short"}}, []store.MeasuredPost{first, second, third}},
		"no length":    {store.PostQuery{Part: store.PostPart{Length: "none"}}, nil},
		"a word":       {store.PostQuery{Part: store.PostPart{Word: "кестрел"}}, []store.MeasuredPost{third}}, // a hashtag is none
		"another form": {store.PostQuery{Form: "video"}, nil},
	} {
		got, err := db.MeasuredPosts(t.Context(), c.q)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, what, got, c.want)
	}
}

// TestAPostIsMeasuredAfterItsPeriod: the period is that of publishing.
func TestAPostIsMeasuredAfterItsPeriod(t *testing.T) {
	db := open(t)
	save(t, db, note(1, ingest.Note{Source: "wall", At: now,
		Posts:   []ingest.AccountPost{{Account: "zarya", Network: "vk", ID: "1", Published: at(-100)}},
		Figures: []ingest.Figure{{Account: "zarya", Network: "vk", Post: "1", Metric: "views", At: at(-1), Value: 3}}}))
	all, err := db.MeasuredPosts(t.Context(), store.PostQuery{Period: store.Period{To: at(-100).Add(time.Millisecond)}})
	if err != nil || len(all) != 1 || len(all[0].Figures) != 1 {
		t.Errorf("posts are %v, %v, want one with its figure", all, err)
	}
}
