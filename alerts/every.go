package alerts

import (
	"fmt"
	"math"
	"time"

	"molva/store"
)

// Every is a rhythm of periods.
type Every string

// The rhythms.
const (
	Day     Every = "day"
	Week    Every = "week"
	Month   Every = "month"
	Quarter Every = "quarter"
	Year    Every = "year"
)

// ParseEvery reads day, week, month, quarter or year.
func ParseEvery(s string) (Every, error) {
	switch e := Every(s); e {
	case Day, Week, Month, Quarter, Year:
		return e, nil
	}
	return "", fmt.Errorf("period is %q, want day, week, month, quarter or year", s)
}

// At is the period that holds the moment, by the clocks of the zone.
func (e Every) At(moment time.Time, zone *time.Location) store.Period {
	switch e {
	case Day:
		return store.Day(moment, zone)
	case Month:
		return store.Month(moment, zone)
	case Quarter:
		y, m, _ := moment.In(zone).Date()
		return months(y, m-(m-1)%3, 3, zone)
	case Year:
		return months(moment.In(zone).Year(), time.January, 12, zone)
	}
	return store.Week(moment, zone)
}

// months are so many calendar months from the first day of one of them on.
func months(year int, first time.Month, n int, zone *time.Location) store.Period {
	from := time.Date(year, first, 1, 0, 0, 0, 0, zone)
	return store.Period{From: from, To: from.AddDate(0, n, 0)}
}

// Last is the last period that is over.
func (e Every) Last(now time.Time, zone *time.Location) store.Period {
	return e.At(e.At(now, zone).From.Add(-time.Nanosecond), zone)
}

// Previous is the stretch of the same length that ends where the period begins: for calendar months as many months before,
// otherwise as many days. Both sides of the period must be set.
func Previous(p store.Period) store.Period {
	if n := calendarMonths(p); n > 0 {
		return store.Period{From: p.From.AddDate(0, -n, 0), To: p.From}
	}
	days := int(math.Round(p.To.Sub(p.From).Hours() / 24)) // a day of a clock change has 23 or 25 hours
	if days == 0 {
		return store.Period{From: p.From.Add(p.From.Sub(p.To)), To: p.From}
	}
	return store.Period{From: p.From.AddDate(0, 0, -days), To: p.From}
}

// calendarMonths is how many whole months a period is, of those that are periods by themselves; 0: none.
func calendarMonths(p store.Period) int {
	for _, n := range []int{1, 3, 12} {
		if p.From.Day() == 1 && p.To.Equal(p.From.AddDate(0, n, 0)) {
			return n
		}
	}
	return 0
}

// in gives the same stretch seen from a zone, so that days are counted there.
func in(p store.Period, zone *time.Location) store.Period {
	if zone == nil {
		zone = time.UTC
	}
	return store.Period{From: p.From.In(zone), To: p.To.In(zone)}
}
