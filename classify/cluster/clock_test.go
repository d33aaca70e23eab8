package cluster

import (
	"testing"
	"time"
)

func newClock() clock { return clock{half: (30 * 24 * time.Hour).Seconds()} }

func TestWeightsDouble(t *testing.T) {
	c := newClock()
	first, _ := c.put(start)
	later, _ := c.put(start.Add(30 * 24 * time.Hour))
	late, _ := c.put(start)
	ancient, _ := c.put(start.AddDate(-9, 0, 0))
	if first != 1 || later != 2 || late != 1 || ancient != 2./8 {
		t.Errorf("weights are %v, %v, %v, %v", first, later, late, ancient)
	}
	if c.given(start) != first || c.given(start.AddDate(-9, 0, 0)) > ancient {
		t.Error("more is taken than was given")
	}
}

func TestAbsurdTimes(t *testing.T) {
	for name, at := range map[string]time.Time{
		"none":   {},
		"future": time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC),
		"next":   start.AddDate(50, 0, 0),
		"past":   time.Date(-300, 1, 1, 0, 0, 0, 0, time.UTC),
	} {
		c := newClock()
		c.put(at)
		c = newClock()
		before, _ := c.put(start)
		if w, _ := c.put(at); w > 2*before {
			t.Errorf("%s: a wrong time weighs %v", name, w)
		}
		if w, _ := c.put(start); w < before {
			t.Errorf("%s: after a wrong time a post weighs %v", name, w)
		}
	}
}

func TestTheSecondFarTimeIsBelieved(t *testing.T) {
	c := newClock()
	c.put(time.Time{})
	c.put(start.AddDate(-6, 0, 0))
	c.put(start)
	if c.put(start.Add(time.Hour)); c.now != start.Unix() {
		t.Errorf("the clock is at %v", time.Unix(c.now, 0).UTC())
	}
	c.put(start.AddDate(8, 0, 0))
	c.put(start)
	c.put(start.AddDate(8, 0, 0))
	if ahead := c.now - start.Unix(); ahead > 2*int64(c.half) {
		t.Errorf("wrong times between right ones moved the clock by %d days", ahead/86400)
	}
}

// Sums do not overflow however long it goes on, and a book goes on finding what it knows.
func TestAThousandYears(t *testing.T) {
	o := open(t, Settings{HalfLife: 24 * time.Hour})
	for n := range 4000 {
		p := said(n, troubles[n%4][n/4%3])
		p.At = start.Add(time.Duration(n) * 12 * time.Hour)
		if at := o.place(p); n > 100 && at.New {
			t.Fatalf("post %d is new", n)
		}
	}
	sound(t, o.book)
	if span := o.book.clock.now - o.book.clock.base; float64(span) > fadeAt*o.book.clock.half {
		t.Errorf("the clock is %d half-lives from its base", span/int64(o.book.clock.half))
	}
}
