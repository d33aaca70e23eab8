package store

import "time"

// Period is a half-open stretch of time, [From, To). The zero time leaves that side open.
type Period struct{ From, To time.Time }

// Day is the day in the zone that holds at; Week the one that starts on Monday; Month the calendar month.
func Day(at time.Time, zone *time.Location) Period {
	y, m, d := at.In(zone).Date()
	return Period{time.Date(y, m, d, 0, 0, 0, 0, zone), time.Date(y, m, d+1, 0, 0, 0, 0, zone)}
}

// Week is the week, Monday to Monday in the zone, that holds at.
func Week(at time.Time, zone *time.Location) Period {
	y, m, d := at.In(zone).Date()
	d -= (int(at.In(zone).Weekday()) + 6) % 7
	return Period{time.Date(y, m, d, 0, 0, 0, 0, zone), time.Date(y, m, d+7, 0, 0, 0, 0, zone)}
}

// Month is the calendar month in the zone that holds at.
func Month(at time.Time, zone *time.Location) Period {
	y, m, _ := at.In(zone).Date()
	return Period{time.Date(y, m, 1, 0, 0, 0, 0, zone), time.Date(y, m+1, 1, 0, 0, 0, 0, zone)}
}

// Holds reports whether t lies in the period.
func (p Period) Holds(t time.Time) bool {
	return (p.From.IsZero() || !t.Before(p.From)) && (p.To.IsZero() || t.Before(p.To))
}
