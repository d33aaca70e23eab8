package cluster

import (
	"fmt"
	"testing"
	"time"
)

// start is when the posts of the tests begin.
var start = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// owner gives out ids, as the owner of a book does.
type owner struct {
	t    testing.TB
	book *Book
	last ID
}

func open(t testing.TB, s Settings) *owner { return &owner{t: t, book: NewBook(Options{Settings: s})} }

func said(n int, text string) Post {
	return Post{Mention: int64(n), Text: text, Lang: "en", Author: uint64(n), At: start.Add(time.Duration(n) * time.Minute)}
}

// place finds and puts a post.
func (o *owner) place(p Post) Placement {
	at := o.book.Find(p)
	if at.New {
		o.last++
		at.ID = o.last
	}
	o.book.Put(p, at)
	return at
}

// troubles are what the tests complain of: each has a few ways to say it.
var troubles = [][]string{
	{"courier left the parcel outside again", "my parcel was left outside by the courier", "courier dumped parcel at the gate"},
	{"waiting on hold for an hour, nobody answers", "an hour on hold and no answer", "still on hold, hotline does not answer"},
	{"refund has not arrived on my card", "where is my refund, card still empty", "no refund to the card for weeks"},
	{"screen went black after the update", "update broke it, black screen", "since the update only a black screen"},
}

func TestSameTroubleSameCluster(t *testing.T) {
	o := open(t, Settings{})
	where := make([]map[ID]int, len(troubles))
	for i := range where {
		where[i] = make(map[ID]int)
	}
	for n := range 120 {
		trouble := n % len(troubles)
		at := o.place(said(n, troubles[trouble][n/len(troubles)%3]))
		where[trouble][at.ID]++
	}
	seen := make(map[ID]int)
	for trouble, ids := range where {
		for id, n := range ids {
			if n >= 20 {
				seen[id]++
			}
			if n > 5 && seen[id] > 1 {
				t.Errorf("trouble %d shares %v", trouble, id)
			}
		}
	}
	if len(seen) != len(troubles) {
		t.Errorf("found %d clusters of twenty, want %d: %v", len(seen), len(troubles), where)
	}
}

func TestWhyIsExact(t *testing.T) {
	o := open(t, Settings{})
	for n := range 40 {
		o.place(said(n, troubles[n%4][n/4%3]))
	}
	p := said(41, "hotline put me on hold for an hour")
	at := o.book.Find(p)
	why, ok := o.book.Why(p, at.ID)
	if !ok || at.New {
		t.Fatalf("Find = %+v, Why = %+v, %t", at, why, ok)
	}
	var sum float64
	for _, term := range why.Terms {
		sum += term.Share
	}
	if sum != why.Similarity || fmt.Sprintf("%.9f", sum) != fmt.Sprintf("%.9f", at.Similarity) {
		t.Errorf("shares sum to %v of %v, found at %v", sum, why.Similarity, at.Similarity)
	}
	if _, ok := o.book.Why(p, 99); ok {
		t.Error("Why knows a cluster that never was")
	}
}
