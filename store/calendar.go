package store

import "time"

const (
	msPerHour  = int64(time.Hour / time.Millisecond)
	secsPerDay = 24 * 60 * 60
)

// ms is a time as it is saved.
func ms(t time.Time) int64 { return t.UnixMilli() }

// msOrNull is ms, NULL for the zero time.
func msOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return ms(t)
}

// fromMS reads a saved time; NULL, which a driver's zero stands for, is the zero time.
func fromMS(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMilli(n).UTC()
}

// weekOf returns the Monday of the week that holds a saved time, in the zone, as days since 1970.
func weekOf(at int64, zone *time.Location) int64 {
	t := time.UnixMilli(at).In(zone)
	y, m, d := t.Date()
	days := time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / secsPerDay
	return days - int64(t.Weekday()+6)%7
}

// monday is the moment at which a week, as weekOf returns it, begins.
func monday(week int64, zone *time.Location) time.Time {
	y, m, d := time.Unix(week*secsPerDay, 0).UTC().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}

// bounds are the period's ends as saved times; an open end reaches as far as any.
func (p Period) bounds() (from, to int64) {
	from, to = 0, 1<<62
	if !p.From.IsZero() {
		from = max(ceilMS(p.From), 0)
	}
	if !p.To.IsZero() {
		to = ceilMS(p.To)
	}
	return from, max(from, to)
}

func ceilMS(t time.Time) int64 { return ms(t.Add(time.Millisecond - 1)) }
