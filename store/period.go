package store

import "time"

// Period is a half-open stretch of time, [From, To). The zero time leaves that side open.
type Period struct{ From, To time.Time }

// Day is the day in the zone that holds at; Week the one that starts on Monday; Month the calendar month.
func Day(at time.Time, zone *time.Location) Period {
	y, m, d := at.In(zone).Date()
	return Period{dawn(y, m, d, zone), dawn(y, m, d+1, zone)}
}

// dawn is the first moment of a day. Where the clocks go forward at midnight (Santiago, Havana) that is one o'clock.
func dawn(year int, month time.Month, day int, zone *time.Location) time.Time {
	t, noon := time.Date(year, month, day, 0, 0, 0, 0, zone), time.Date(year, month, day, 12, 0, 0, 0, zone)
	if t.Day() != noon.Day() {
		t = t.Add(time.Hour)
	}
	return t
}

// Week is the week, Monday to Monday in the zone, that holds at.
func Week(at time.Time, zone *time.Location) Period {
	y, m, d := at.In(zone).Date()
	d -= (int(at.In(zone).Weekday()) + 6) % 7
	return Period{dawn(y, m, d, zone), dawn(y, m, d+7, zone)}
}

// Month is the calendar month in the zone that holds at.
func Month(at time.Time, zone *time.Location) Period {
	y, m, _ := at.In(zone).Date()
	return Period{dawn(y, m, 1, zone), dawn(y, m+1, 1, zone)}
}

// Holds reports whether t lies in the period.
func (p Period) Holds(t time.Time) bool {
	return (p.From.IsZero() || !t.Before(p.From)) && (p.To.IsZero() || t.Before(p.To))
}
