package cluster

import (
	"fmt"
	"testing"
)

// A template with other names and numbers is heard once; few words that many share are no template.
func TestEchoes(t *testing.T) {
	const letter = "Dear Kestrel team, order %d to %s never came although the courier marked it delivered, return my money at once or I complain to the consumer office"
	towns := []string{"Tver", "Omsk", "Perm", "Samara", "Kazan"}
	o := open(t, Settings{})
	for n := range 50 {
		o.place(said(n, troubles[n%4][n/4%3]))
	}
	before := 0
	if at := o.book.Find(said(50, fmt.Sprintf(letter, 7, "Tula"))); !at.New {
		c, _ := o.book.Cluster(at.ID)
		before = c.Posts
	}
	echoes := 0
	for n := range 30 {
		if o.place(said(50+n, fmt.Sprintf(letter, 1000+n, towns[n%5]))).Echo {
			echoes++
		}
	}
	if echoes < 28 {
		t.Errorf("%d of 30 copies of a letter are echoes", echoes)
	}
	at := o.book.Find(said(90, fmt.Sprintf(letter, 7, "Tula")))
	if c, _ := o.book.Cluster(at.ID); c.Posts-before > 2 || c.Weight < 20 {
		t.Errorf("thirty copies of a letter are %d posts that weigh %.0f", c.Posts-before, c.Weight)
	}
	for n := range 30 {
		if o.place(said(100+n, "app does not work")).Echo {
			t.Fatal("a short complaint of another person is an echo")
		}
	}
}

func TestJaccard(t *testing.T) {
	long := make(sketch, sketchLen)
	for i := range long {
		long[i] = uint32(i * 2)
	}
	for _, c := range []struct {
		a, b sketch
		want float64
	}{
		{sketch{1, 2, 3, 4}, sketch{1, 2, 3, 4}, 1},
		{sketch{1, 2, 3, 4}, sketch{3, 4, 5, 6}, 1. / 3},
		{sketch{1, 2}, sketch{3, 4}, 0},
		{sketch{1, 2}, nil, 0},
		{long, long, 1},
		{long, long[:12], 0.5},
	} {
		if got := c.a.jaccard(c.b); got != c.want {
			t.Errorf("%v and %v: %v, want %v", c.a, c.b, got, c.want)
		}
		if c.a.jaccard(c.b) != c.b.jaccard(c.a) {
			t.Errorf("%v and %v are not alike both ways", c.a, c.b)
		}
	}
}
