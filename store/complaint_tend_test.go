package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/ingest"
)

func tend(t *testing.T, db *DB) {
	t.Helper()
	if err := db.Tend(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// described is what tending writes.
func described(t *testing.T, db *DB) (all []string) {
	t.Helper()
	err := db.looking(t.Context(), func(l *look) error {
		found, err := l.rows(`SELECT id, changed, tended, label, terms, news, quotes, theme, theme_share, cohesion, topics, state FROM complaint ORDER BY id`)
		for _, r := range found {
			all = append(all, fmt.Sprint(r))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// What tending finds out depends on the database and the clock alone, and doing it again changes nothing.
func TestTendingIsTheSameForTheSame(t *testing.T) {
	flow := newFlow(3).next(400)
	db := openWriting(t, tempDB(t))
	saveAll(t, db, flow)
	tend(t, db)
	want := described(t, db)
	tend(t, db)
	if diff := cmp.Diff(want, described(t, db)); diff != "" {
		t.Errorf("tending again (-want +got):\n%s", diff)
	}
	other := openWriting(t, tempDB(t))
	setSalt(t, other, saltOf(t, db))
	saveAll(t, other, flow[:150])
	saveAll(t, other, flow[150:])
	tend(t, other)
	if diff := cmp.Diff(want, described(t, other)); diff != "" {
		t.Errorf("tending another (-want +got):\n%s", diff)
	}
	wantSound(t, db)
}

func TestAComplaintAsItIsShown(t *testing.T) {
	db := streamed(t, 3, 400)
	bare := listed(t, db, ComplaintFilter{Kind: cluster.Complaint})
	tend(t, db)
	for i, c := range listed(t, db, ComplaintFilter{Kind: cluster.Complaint}) {
		people := map[string]bool{}
		for _, q := range c.Quotes {
			people[q.Mention] = true
		}
		switch {
		case c.Label == "" || len(c.Terms) == 0 || len(c.Topics) == 0:
			t.Errorf("%v has no name, no terms or no topics: %+v", c.ID, c)
		case len(people) != len(c.Quotes) || len(people) < 1:
			t.Errorf("%v has the quotes %+v", c.ID, c.Quotes)
		case c.People < 2 || c.Mentions < 2 || c.First.IsZero() || c.Last.Before(c.First) || len(c.Trend) != trendDays:
			t.Errorf("%v is %+v", c.ID, c)
		case bare[i].ID != c.ID || bare[i].Label == "" || bare[i].State != c.State || bare[i].People != c.People:
			t.Errorf("untended %v is %+v, tended %+v", bare[i].ID, bare[i], c)
		}
	}
}

// A name that a person gave stays, through tending, merging and more of the same.
func TestAGivenNameStays(t *testing.T) {
	flow := newFlow(3)
	db := openWriting(t, tempDB(t))
	saveAll(t, db, flow.next(200))
	c := listed(t, db, ComplaintFilter{Kind: cluster.Complaint})[0]
	act(t, db, Act{What: Renamed, ID: c.ID, Label: "Late parcels"})
	saveAll(t, db, flow.next(300))
	tend(t, db)
	if c, err := db.Complaint(t.Context(), c.ID); err != nil || c.Label != "Late parcels" || !c.Named || len(c.Terms) == 0 {
		t.Errorf("it is called %q, %v", c.Label, err)
	}
	act(t, db, Act{What: Undone, ID: c.ID})
	if c, err := db.Complaint(t.Context(), c.ID); err != nil || c.Label == "Late parcels" || c.Label == "" || c.Named {
		t.Errorf("after the undo it is called %q, %v", c.Label, err)
	}
}

// What was fixed and comes again returns under its old id, and when that was is remembered.
func TestWhatWasFixedReturns(t *testing.T) {
	flow := newFlow(3)
	at := today
	db, err := Open(t.Context(), Options{Path: tempDB(t), Topics: topicsOf(), Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	saveAll(t, db, flow.next(300))
	c := listed(t, db, ComplaintFilter{Kind: cluster.Complaint})[0]
	act(t, db, Act{What: Fixed, ID: c.ID, Ticket: "https://tickets.example/7"})
	if c, _ := db.Complaint(t.Context(), c.ID); c.State != life.Fixed || c.Ticket != "https://tickets.example/7" {
		t.Errorf("it is %s, %s", c.State, c.Ticket)
	}
	at = at.AddDate(0, 0, 21)
	for i := range 12 {
		flow.seen++
		m := ingest.Mention{ID: fmt.Sprint("back", i), Network: "vk", Text: fmt.Sprintf("%s, %s", quoteOf(t, db, c.ID), chatter[i]),
			Author: ingest.Author{ID: fmt.Sprint("new", i)}, Published: at.Add(-time.Duration(i) * time.Hour), Seen: at}
		saveAll(t, db, append(flow.next(0), flow.result(m, -1)))
	}
	tend(t, db)
	after, err := db.Complaint(t.Context(), c.ID)
	if err != nil || after.State != life.Returned {
		t.Errorf("it is %s, %v, trend %v", after.State, err, after.Trend)
	}
	var turns []string
	err = db.looking(t.Context(), func(l *look) error {
		found, err := l.rows(`SELECT state FROM turn WHERE complaint = ? ORDER BY at`, int64(c.ID))
		for _, r := range found {
			turns = append(turns, r.text(0))
		}
		return err
	})
	if err != nil || !slices.Contains(turns, "fixed") || turns[len(turns)-1] != "returned" {
		t.Errorf("its states were %v, %v", turns, err)
	}
}

func quoteOf(t *testing.T, db *DB, id cluster.ID) string {
	t.Helper()
	c, err := db.Complaint(t.Context(), id)
	if err != nil || len(c.Quotes) == 0 {
		t.Fatalf("%v has no quotes: %v", id, err)
	}
	return c.Quotes[0].Text
}

// What an author deleted is nowhere left once the complaints were tended.
func TestWhatIsDeletedLeavesTheLog(t *testing.T) {
	flow := newFlow(3)
	db := openWriting(t, tempDB(t))
	all := flow.next(100)
	saveAll(t, db, all)
	secret := ingest.Mention{ID: "secret", Network: "vk", Text: "my parcel never arrived, the courier Ivanov laughed", Published: today, Seen: today}
	flow.seen++
	saveAll(t, db, append(flow.next(0), flow.result(secret, -1)))
	flow.seen++
	saveAll(t, db, append(flow.next(0), flow.result(ingest.Mention{ID: "secret", Network: "vk", Deleted: true, Seen: today}, 0)))
	wantSound(t, db)
	tend(t, db)
	wantSound(t, db)
	err := db.looking(t.Context(), func(l *look) error {
		found, err := l.rows(`SELECT payload FROM book_log`)
		for _, r := range found {
			if strings.Contains(r.text(0), "Ivanov") {
				t.Error("the log still has it")
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	saveAll(t, db, flow.next(100))
	wantSound(t, db)
}

// What retention removes is still counted, and the books go on.
func TestRetentionKeepsTheVoices(t *testing.T) {
	flow := newFlow(3)
	path := tempDB(t)
	db := openWriting(t, path)
	saveAll(t, db, flow.next(300))
	before := listed(t, db, ComplaintFilter{Kind: cluster.Complaint})
	if n, err := db.Sweep(t.Context(), today.Add(-39*24*time.Hour), nil); err != nil || n < 50 {
		t.Fatalf("%d removed, %v", n, err)
	}
	wantSound(t, db)
	for i, c := range listed(t, db, ComplaintFilter{Kind: cluster.Complaint}) {
		if c.People != before[i].People || c.Mentions != before[i].Mentions {
			t.Errorf("%v has %d people and %d mentions, had %d and %d", c.ID, c.People, c.Mentions, before[i].People, before[i].Mentions)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = openWriting(t, path)
	saveAll(t, db, flow.next(100))
	tend(t, db)
	wantSound(t, db)
}

// Why is answered from memory and from the file alike, and its shares sum to the similarity.
func TestWhyAMentionIsWhereItIs(t *testing.T) {
	db := streamed(t, 3, 200)
	reader := openReading(t, db.path)
	defer reader.Close()
	for _, c := range listed(t, db, ComplaintFilter{}) {
		for _, mention := range membersOf(t, db, c.ID)[:2] {
			why, err := db.Why(t.Context(), mention)
			if err != nil {
				t.Fatal(err)
			}
			other, err := reader.Why(t.Context(), mention)
			if diff := cmp.Diff(why, other); err != nil || diff != "" {
				t.Errorf("a reader says otherwise: %v, %s", err, diff)
			}
			sum := 0.0
			for _, s := range why.Terms {
				sum += s.Share
			}
			if why.Root != c.ID || len(why.Terms) == 0 || sum < why.Similarity-1e-9 || sum > why.Similarity+1e-9 {
				t.Errorf("%s is in %v (%v): %+v", mention, why.Root, c.ID, why)
			}
		}
	}
	if _, err := db.Why(t.Context(), "vk:none"); err == nil || !strings.Contains(err.Error(), `mention "vk:none" is not here`) {
		t.Errorf("of no mention: %v", err)
	}
}
