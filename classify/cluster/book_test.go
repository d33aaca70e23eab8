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

// A book obeys the placement that it is given, also one that it would not have found, and one of a cluster that it does
// not know.
func TestPutObeys(t *testing.T) {
	o, ids := settled(t, Settings{})
	strange := said(90, "lamp hums loudly at night")
	before, _ := o.book.Cluster(ids[0])
	o.book.Put(strange, Placement{ID: ids[0]})
	if after, _ := o.book.Cluster(ids[0]); after.Posts != before.Posts+1 {
		t.Errorf("%d posts after one more than %d", after.Posts, before.Posts)
	}
	o.book.Put(strange, Placement{ID: 500})
	if c, ok := o.book.Cluster(500); !ok || c.ID != 500 || c.Posts != 1 {
		t.Errorf("a cluster that the book did not know is %+v, %t", c, ok)
	}
	if at := o.book.Find(strange); at.ID != 500 {
		t.Errorf("found at %+v", at)
	}
}

func TestCluster(t *testing.T) {
	o, ids := settled(t, Settings{})
	c, ok := o.book.Cluster(ids[1])
	if !ok || c.Posts != 15 || c.Weight < 14.9 || c.Weight > 15 || c.Cohesion < 0.4 || c.Cohesion > 1 || c.Kept {
		t.Errorf("cluster is %+v, %t", c, ok)
	}
	if c.Theme == "" || c.ThemeShare <= 0.5 || c.ThemeShare > 1 {
		t.Errorf("theme is %q with %v", c.Theme, c.ThemeShare)
	}
	var square float64
	for i, term := range c.Terms {
		square += term.Share * term.Share
		if i > 0 && term.Share > c.Terms[i-1].Share {
			t.Errorf("%q stands behind a lighter term", term.Text)
		}
	}
	if square < 0.999 || square > 1.001 {
		t.Errorf("the centroid is %v long", square)
	}
	if alone, _ := o.book.Cluster(o.place(said(99, "lamp hums loudly at night")).ID); alone.Posts != 1 || alone.Cohesion != 0 {
		t.Errorf("a single one is %+v", alone)
	}
}
