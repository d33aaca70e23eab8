package main

import (
	"testing"
	"time"
)

func TestSceptic(t *testing.T) {
	var s sceptic
	start := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	steady := time.Now()
	ahead := time.Date(2038, 1, 20, 0, 0, 0, 0, time.UTC)
	for _, step := range []struct {
		what           string
		runs           time.Duration // of the steady clock, since the start
		wall, wantWall time.Time
	}{
		{"the start", 0, start, start},
		{"ten minutes", 10 * time.Minute, start.Add(10 * time.Minute), start.Add(10 * time.Minute)},
		{"a weekend's sleep", 20 * time.Minute, start.Add(60 * time.Hour), start.Add(60 * time.Hour)},
		{"a leap of years", 30 * time.Minute, ahead, start.Add(60*time.Hour + 10*time.Minute)},
		{"the same, later", 20 * time.Hour, ahead.Add(19 * time.Hour), start.Add(60*time.Hour + 19*time.Hour + 40*time.Minute)},
		{"the leap is taken back", 21 * time.Hour, start.Add(80 * time.Hour), start.Add(80 * time.Hour)},
		{"back by a year", 22 * time.Hour, start.AddDate(-1, 0, 0), start.AddDate(-1, 0, 0)},
		{"and forward again", 23 * time.Hour, start, start.AddDate(-1, 0, 0).Add(time.Hour)},
		{"which stays so for a day", 48 * time.Hour, start.Add(25 * time.Hour), start.Add(25 * time.Hour)},
	} {
		if got := s.now(step.wall, steady.Add(step.runs)); !got.Equal(step.wantWall) {
			t.Errorf("%s: it is %v, want %v", step.what, got, step.wantWall)
		}
	}
	// A steady reading inside the wall's time must not hide that somebody set it.
	s = sceptic{}
	now := time.Now()
	s.now(now, now)
	if got := s.now(now.Add(1000*time.Hour), now.Add(time.Minute)); !got.Equal(now.Add(time.Minute)) {
		t.Errorf("after a leap it is %v, want a minute after %v", got, now)
	}
}
