package fetch

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
)

// Dialect says what a network's answer means: nil for a good one, else an *ingest.Throttled, ingest.ErrDenied,
// ingest.ErrGone or what is wrong. err is what [Get] made of the status; the dialect keeps it unless the body says it
// better. What a good answer says of the next ones it tells the governor.
type Dialect func(a Answer, err error) error

// Answer is what came from a network.
type Answer struct {
	Host     string
	Status   int
	Header   http.Header
	Body     []byte
	At       time.Time        // when it came, by the client's clock
	Governor *ingest.Governor // of the source; nil hears nothing
}

// What a dialect waits where the network does not say, and the most where it does.
const (
	shortly     = time.Minute
	longer      = 15 * time.Minute // for what is counted over an hour that slides
	longestWait = 31 * 24 * time.Hour
)

// into decodes the body; false if it is none of the kind.
func (a Answer) into(v any) bool { return json.Unmarshal(a.Body, v) == nil }

// wait asks to be asked again after so long.
func (a Answer) wait(d time.Duration, why string) error {
	d = min(max(d, minWait), longestWait)
	return &ingest.Throttled{Until: a.At.Add(d), Why: a.Host + ": " + why}
}

// until asks to be asked again then.
func (a Answer) until(at time.Time, why string) error { return a.wait(at.Sub(a.At), why) }

// denied says that trying again does not help.
func (a Answer) denied(why string) error {
	return fmt.Errorf("%s: %s: %w", a.Host, why, ingest.ErrDenied)
}

// gone says that the item is not there.
func (a Answer) gone(why string) error { return fmt.Errorf("%s: %s: %w", a.Host, why, ingest.ErrGone) }

// wrong is an error that concerns this question alone.
func (a Answer) wrong(why string) error { return &WrongError{a.Host, why} }

// WrongError is what a network itself says of one question; others may go well.
type WrongError struct{ Host, Why string }

func (e *WrongError) Error() string { return e.Host + ": " + e.Why }

// tomorrow is the next midnight in a zone, in which the network counts its days.
func (a Answer) tomorrow(zone *time.Location) time.Time {
	y, m, d := a.At.In(zone).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, zone)
}

// nextMonth is when the month ends, in UTC.
func (a Answer) nextMonth() time.Time {
	y, m, _ := a.At.UTC().Date()
	return time.Date(y, m+1, 1, 0, 0, 0, 0, time.UTC)
}

// zone finds a time zone; without a list of zones, it is so many hours from UTC.
func zone(name string, hours int) *time.Location {
	if z, err := time.LoadLocation(name); err == nil {
		return z
	}
	return time.FixedZone(name, hours*3600)
}

// left tells the governor how many calls a header leaves until the time in another one, which is seconds from now, seconds
// since 1970 or a date.
func (a Answer) left(remaining, reset string) {
	n, err := strconv.ParseFloat(strings.TrimSpace(a.Header.Get(remaining)), 64)
	if wait, ok := waitOf(a.Header.Get(reset), a.At); ok && err == nil {
		a.Governor.Heard("calls", n, a.At.Add(wait))
	}
}
