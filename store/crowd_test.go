package store

import (
	"math/rand/v2"
	"testing"
)

func TestCrowd(t *testing.T) {
	for _, test := range []struct {
		name   string
		came   []int // 1: first person came, -1: left, and so on
		people int
		rest   int // entries that are left once it is settled
	}{
		{"nobody", nil, 0, 0},
		{"two", []int{1, 2}, 2, 2},
		{"one, often", []int{1, 1, 1}, 1, 3},
		{"came and left", []int{1, 2, -1}, 1, 1},
		{"left with one of two mentions", []int{1, 1, -1}, 1, 1},
		{"left before coming, as two hours may tell it", []int{-1, 2, 1}, 1, 1},
		{"left, and came in an hour that is not here", []int{-1, 2}, 1, 2},
	} {
		var c crowd
		for _, who := range test.came {
			c = c.with(uint64(max(who, -who))<<1, int64(who))
		}
		c = crowd(nil).add(c.bytes())
		if n := c.people(); n != test.people {
			t.Errorf("%s: %d people, want %d", test.name, n, test.people)
		}
		if rest := c.settled(); len(rest) != test.rest {
			t.Errorf("%s: %d entries are left, want %d", test.name, len(rest), test.rest)
		}
	}
}

// A crowd forgets nobody and invents nobody, however it is cut into transactions and settled between them.
func TestCrowdIsACount(t *testing.T) {
	dice := rand.New(rand.NewPCG(3, 4))
	var c crowd
	present := map[uint64]int{}
	for range 20_000 {
		who := 2 * uint64(1+dice.IntN(500))
		n := int64(1)
		if present[who] > 0 && dice.IntN(2) == 0 {
			n = -1
		}
		present[who] += int(n)
		if c = c.with(who, n); dice.IntN(100) == 0 {
			c = c.settled()
		}
	}
	want := 0
	for _, times := range present {
		if times > 0 {
			want++
		}
	}
	if got := c.people(); got != want {
		t.Errorf("%d people, want %d", got, want)
	}
}
