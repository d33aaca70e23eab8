package store

import (
	"testing"
	"time"
)

// TestDaysMeet: days follow one another without a gap, whatever the clocks do, and each begins on its own date.
func TestDaysMeet(t *testing.T) {
	for _, name := range []string{"UTC", "Europe/Moscow", "America/New_York", "America/Santiago", "America/Havana", "Asia/Tehran", "Africa/Cairo"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		day := Day(time.Date(2019, 1, 1, 12, 0, 0, 0, zone), zone)
		for range 8 * 365 {
			next := Day(day.To, zone)
			if !next.From.Equal(day.To) || next.From.Add(-time.Second).Day() == next.From.Day() || !next.To.After(next.From) {
				t.Fatalf("%s: %v – %v, then %v – %v", name, day.From, day.To, next.From, next.To)
			}
			day = next
		}
	}
}

func TestWeekBeginsOnMonday(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	for day := 21; day <= 27; day++ { // Monday to Sunday
		week := Week(time.Date(2026, 9, day, 23, 59, 59, 0, zone), zone)
		if week.From.Day() != 21 || week.To.Day() != 28 || week.From.Weekday() != time.Monday {
			t.Errorf("the week of 2026-09-%d is %v – %v", day, week.From, week.To)
		}
	}
}
