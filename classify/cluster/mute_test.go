package cluster

import (
	"slices"
	"strings"
	"testing"
)

func TestMutedWordsSayNothing(t *testing.T) {
	o := open(t, Settings{})
	for n := range 40 {
		o.place(said(n, "zarya "+troubles[n%4][n/4%3]+", not zarya again"))
	}
	o.book.Mute([]string{"Zarya", "Boreal Air"})
	sound(t, o.book)
	for _, id := range o.book.Live() {
		c, _ := o.book.Cluster(id)
		if slices.ContainsFunc(c.Terms, func(s Share) bool { return strings.Contains(s.Text, "zarya") }) {
			t.Errorf("%s still has the brand: %v", id, c.Terms)
		}
	}
	if at := o.book.Find(said(50, "zarya zarya")); !at.New {
		t.Errorf("a post with nothing but the brand goes to %+v", at)
	}
	if at := o.book.Find(said(51, troubles[1][0]+" boreal")); at.New {
		t.Error("the clusters are lost")
	}
}
