package alerts

import (
	"fmt"
	"strings"
	"time"
)

// Quiet is a stretch of each day, by the clocks of a topic, in which nothing is sent that can wait. The zero value is
// never quiet.
type Quiet struct{ from, until time.Duration } // since midnight; until may be the next morning

// ParseQuiet reads "22:00-08:00"; "" is never quiet.
func ParseQuiet(text string) (Quiet, error) {
	if text == "" {
		return Quiet{}, nil
	}
	from, until, ok := strings.Cut(text, "-")
	a, err := time.Parse("15:04", strings.TrimSpace(from))
	b, err2 := time.Parse("15:04", strings.TrimSpace(until))
	if !ok || err != nil || err2 != nil || a.Equal(b) {
		return Quiet{}, fmt.Errorf("quiet hours are %q, want two times such as 22:00-08:00", text)
	}
	midnight := a.Truncate(24 * time.Hour)
	return Quiet{a.Sub(midnight), b.Sub(midnight)}, nil
}

// Over is when what comes up now may be sent: now, or the end of the quiet hours that it falls into.
func (q Quiet) Over(now time.Time, zone *time.Location) time.Time {
	local := now.In(zone)
	for _, days := range []int{-1, 0} {
		from, until := q.on(local, days)
		if !now.Before(from) && now.Before(until) {
			return until
		}
	}
	return now
}

// on is the quiet stretch that begins so many days after the day of a moment. Clock times are of the wall: on the day on
// which the clocks change it is longer or shorter.
func (q Quiet) on(local time.Time, days int) (from, until time.Time) {
	y, m, d := local.Date()
	wall := func(day int, at time.Duration) time.Time {
		return time.Date(y, m, day, int(at/time.Hour), int(at%time.Hour/time.Minute), 0, 0, local.Location())
	}
	end := d + days
	if q.until < q.from {
		end++
	}
	return wall(d+days, q.from), wall(end, q.until)
}
