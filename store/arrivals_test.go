package store_test

import (
	"fmt"
	"testing"
	"time"

	"molva/classify"
	"molva/store"
)

// fresh is a mention of the kestrel, published at an hour of a day and seen so much later.
func fresh(seq int, hour string, late time.Duration, s classify.Sentiment) classify.Result {
	at := "2026-08-05T" + hour + ":00Z"
	return said{seq: uint64(seq), id: fmt.Sprint(seq), text: fmt.Sprint("kestrel ", seq), topics: []string{"kestrel"}, sentiment: s,
		at: at, seen: clock(at).Add(late).Format(time.RFC3339)}.result()
}

func imported(run string, r classify.Result) classify.Result {
	r.Item.Run = run
	return r
}

func hour(of string, negative, neutral, positive int) store.Hour {
	return store.Hour{At: clock("2026-08-05T" + of + ":00Z"), Negative: negative, Neutral: neutral, Positive: positive}
}

// What old mentions bring late is in the sums and is no news.
func TestArrivals(t *testing.T) {
	db := open(t)
	advert := fresh(8, "10:30", 0, classify.Positive)
	advert.Tagged.Verdict.Category = classify.Promo
	save(t, db,
		fresh(1, "09:10", 0, classify.Negative), fresh(2, "09:50", time.Hour, classify.Neutral),
		fresh(3, "10:00", 61*time.Minute, classify.Negative),
		imported("backfill-k3", fresh(4, "10:10", 0, classify.Negative)),
		imported("import-k3", fresh(5, "10:20", 0, classify.Positive)),
		fresh(6, "11:00", -time.Minute, classify.Positive), // by a clock that is ahead
		fresh(7, "12:00", 0, classify.Positive),
		advert,
	)
	period := store.Period{From: clock("2026-08-05T09:00:00Z"), To: clock("2026-08-05T12:00:00Z")}
	for _, topic := range []string{"kestrel", "zarya"} {
		all, err := db.Hours(t.Context(), topic, period)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "hours of "+topic, all, []store.Hour{hour("09:00", 1, 1, 0), hour("10:00", 2, 0, 1), hour("11:00", 0, 0, 1)})
		news, err := db.Arrivals(t.Context(), topic, period, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "arrivals of "+topic, news, []store.Hour{hour("09:00", 1, 1, 0), hour("10:00", 0, 0, 1), hour("11:00", 0, 0, 1)})
	}
}

// Where nothing is late and nothing old, arrivals are the hours, however the period cuts them and whatever came in which
// order, with copies, edits and adverts among it.
func TestArrivalsAreTheHours(t *testing.T) {
	w := newWorld(11, 300)
	db := open(t)
	feed(t, db, w.said, w.rng)
	for range 20 {
		p := store.Period{From: randomTime(w.rng), To: randomTime(w.rng)}
		for _, topic := range tree(t) {
			hours, err := db.Hours(t.Context(), topic.ID, p)
			if err != nil {
				t.Fatal(err)
			}
			arrivals, err := db.Arrivals(t.Context(), topic.ID, p, 100*24*time.Hour)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, fmt.Sprint("arrivals of ", topic.ID, " in ", p), arrivals, hours)
		}
	}
}

func TestLoud(t *testing.T) {
	db := open(t)
	followed := func(n int64, r classify.Result) classify.Result {
		r.Tagged.Mention.Author.Followers = &n
		return r
	}
	save(t, db,
		fresh(1, "09:00", 0, classify.Negative),
		followed(9_999, fresh(2, "09:10", 0, classify.Negative)),
		followed(10_000, fresh(3, "09:20", 0, classify.Positive)),
		followed(50_000, fresh(4, "09:30", 0, classify.Negative)),
		followed(50_000, fresh(5, "09:40", 0, classify.Neutral)),
		imported("backfill-k3", followed(90_000, fresh(6, "09:50", 0, classify.Negative))),
	)
	rows, err := db.Loud(t.Context(), "zarya", store.Day(clock("2026-08-05T12:00:00Z"), time.UTC), 10_000)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "the loud", ids(rows), []string{"vk:4", "vk:5", "vk:3"})
	if r := rows[0]; r.Topic != "zarya" || *r.Mention.Author.Followers != 50_000 || r.Sentiment != classify.Negative {
		t.Errorf("the loudest is %+v", r)
	}
}

// Only what is new tells how much of it is about a topic.
func TestMapped(t *testing.T) {
	db := open(t)
	other := said{seq: 4, id: "4", text: "the weather", at: "2026-08-05T09:20:00Z"}
	notice := said{seq: 6, id: "6", deleted: true, at: "2026-08-05T09:30:00Z"}
	later := other
	later.seq, later.id, later.seen = 7, "7", "2026-08-05T10:00:00Z"
	save(t, db, fresh(1, "09:00", 0, classify.Negative), fresh(2, "09:10", 0, classify.Positive),
		imported("backfill-k3", fresh(3, "09:15", 0, classify.Neutral)), other.result(), notice.result(), later.result())
	again := fresh(1, "09:00", 0, classify.Negative)
	again.Item.Seq = 8
	save(t, db, again)
	for _, c := range []struct {
		from, to string
		want     store.Mapped
	}{
		{"2026-08-05T09:00:00Z", "2026-08-05T10:00:00Z", store.Mapped{Received: 3, Unmatched: 1}},
		{"2026-08-05T09:00:00Z", "2026-08-05T11:00:00Z", store.Mapped{Received: 4, Unmatched: 2}},
		{"2026-08-05T11:00:00Z", "2026-08-05T12:00:00Z", store.Mapped{}},
	} {
		m, known, err := db.Mapped(t.Context(), store.Period{From: clock(c.from), To: clock(c.to)})
		if err != nil || known != (c.want.Received > 0) {
			t.Errorf("from %s: known is %v, %v", c.from, known, err)
		}
		equal(t, "mapped from "+c.from, m, c.want)
	}
	wantRight(t, db)
}
