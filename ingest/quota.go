package ingest

import (
	"fmt"
	"math"
	"strconv"
	"time"
)

// Quota is how much of something may be used in each window of time.
type Quota struct {
	Name   string         `json:"name"` // what is counted, as the network calls it: calls, units, searches. USD is money
	Max    float64        `json:"max"`
	Window Window         `json:"window"`
	Zone   *time.Location `json:"-"` // of days and months; nil: UTC
}

// USD names the quota of money, in US dollars.
const USD = "usd"

// Window is how long a quota lasts; then it is whole again.
type Window string

// The windows. Minutes and hours begin with the first use, days and months are the calendar's.
const (
	PerMinute Window = "minute"
	PerHour   Window = "hour"
	PerDay    Window = "day"
	PerMonth  Window = "month"
	AsTold    Window = "told" // until the network's own answers say
)

// Spent is what is used of a quota. Without a window it counts what nobody set a quota for.
type Spent struct {
	Quota
	Used  float64   `json:"used"`
	Until time.Time `json:"until,omitzero"` // the end of the window; zero: it begins with the next use
	Total float64   `json:"total"`          // used ever

	Last Ended     `json:"last,omitzero"` // the window before this one
	Free time.Time `json:"free,omitzero"` // of a window that lies too far ahead: when it is over nevertheless
}

// Ended is a window that is over. It counts again when the clock is set back into it.
type Ended struct {
	Used  float64   `json:"used"`
	Until time.Time `json:"until"`
}

// Equal reports whether both say the same of the same quota.
func (s Spent) Equal(o Spent) bool {
	return s.Name == o.Name && s.Max == o.Max && s.Window == o.Window && s.Used == o.Used && s.Until.Equal(o.Until) && s.Total == o.Total &&
		s.Last.Used == o.Last.Used && s.Last.Until.Equal(o.Last.Until) && s.Free.Equal(o.Free)
}

// end is the end of the window that began before now or begins now.
func (q Quota) end(now time.Time) time.Time {
	year, month, day := now.In(q.zone()).Date()
	switch q.Window {
	case PerMinute:
		return now.Add(time.Minute)
	case PerHour:
		return now.Add(time.Hour)
	case PerDay:
		return after(now, time.Date(year, month, day+1, 0, 0, 0, 0, q.zone()))
	case PerMonth:
		return after(now, time.Date(year, month+1, 1, 0, 0, 0, 0, q.zone()))
	}
	return now.Add(longestWait)
}

// after is the midnight that comes next. Where clocks are put forward at midnight there is none, and what stands for it
// may lie an hour before.
func after(now, midnight time.Time) time.Time {
	if !midnight.After(now) {
		return midnight.Add(time.Hour)
	}
	return midnight
}

// begin is the beginning of the window that lasts until the time; zero: nobody knows.
func (q Quota) begin(until time.Time) time.Time {
	year, month, day := until.In(q.zone()).Date()
	switch q.Window {
	case PerMinute:
		return until.Add(-time.Minute)
	case PerHour:
		return until.Add(-time.Hour)
	case PerDay:
		return time.Date(year, month, day-1, 0, 0, 0, 0, q.zone())
	case PerMonth:
		return time.Date(year, month-1, 1, 0, 0, 0, 0, q.zone())
	}
	return time.Time{}
}

func (q Quota) zone() *time.Location {
	if q.Zone == nil {
		return time.UTC
	}
	return q.Zone
}

// roll begins anew when the window is over. A window that lies far ahead is the work of a clock that was wrong, and nobody knows
// whether that was then or is now: it counts until the end of the next window, which does not shut a source for years, and is not
// forgotten by a clock that is back in it before that.
func (s *Spent) roll(now time.Time) {
	switch latest := s.end(s.end(now)).UTC(); {
	case !now.Before(s.Until):
		if s.Used > 0 {
			s.Last = Ended{Used: s.Used, Until: s.Until}
		}
		s.Used, s.Until, s.Free = 0, time.Time{}, time.Time{}
	case !s.Until.After(latest):
		s.Free = time.Time{}
	case s.Window == AsTold:
		s.Until = latest
	case s.Free.IsZero() || s.Free.After(latest):
		s.Free = latest
	case !now.Before(s.Free):
		s.Used, s.Until, s.Free = 0, time.Time{}, time.Time{}
	}
}

// reopened reports whether the clock is back in the window before.
func (s *Spent) reopened(now time.Time) bool {
	return now.Before(s.Last.Until) && !s.Last.Until.After(s.end(s.end(now)))
}

// before is the meter of the window before.
func (s *Spent) before() *Spent {
	return &Spent{Quota: s.Quota, Used: s.Last.Used, Until: s.Last.Until}
}

// left is how much may still be used.
func (s *Spent) left(now time.Time) float64 {
	used := s.Used
	if s.reopened(now) {
		used = max(used, s.Last.Used)
	}
	return max(s.Max-used, 0)
}

// refuses returns why so much more may not be used; nil when it may. Sums of cents are not exact to the last bit.
func (s *Spent) refuses(amount float64, now time.Time) *Throttled {
	if s.reopened(now) {
		if r := s.before().refuses(amount, now); r != nil {
			return r
		}
	}
	if s.Used+amount <= s.Max+1e-9*math.Max(s.Max, 1) {
		return nil
	}
	until := s.Until
	switch {
	case until.IsZero():
		until = s.end(now).UTC()
	case !s.Free.IsZero():
		until = s.Free
	}
	why := s.String()
	if s.Max-s.Used > 1e-4 {
		why += ", and " + number(amount) + " more are asked for"
	}
	return &Throttled{Until: until, Why: why}
}

// use counts so much more.
func (s *Spent) use(amount float64, now time.Time) {
	if s.reopened(now) {
		s.Last.Used += amount
	}
	s.Used += amount
	if s.Until.IsZero() {
		s.Until = s.end(now).UTC()
	}
}

// giveBack undoes a use of that time.
func (s *Spent) giveBack(amount float64, at time.Time) {
	if !s.begin(s.Until).After(at) {
		s.Used = max(s.Used-amount, 0)
	}
	if at.Before(s.Last.Until) && !s.begin(s.Last.Until).After(at) {
		s.Last.Used = max(s.Last.Used-amount, 0)
	}
}

// even is when use at an even pace would have come as far as it has. The network's own word does not say when its window
// began; there the last tenth is what only time gives back.
func (s *Spent) even() time.Time {
	begin := s.begin(s.Until)
	switch {
	case s.Used == 0 || begin.IsZero() && s.Used <= 0.9*s.Max:
		return time.Time{}
	case begin.IsZero():
		return s.Until
	}
	return begin.Add(time.Duration(min(s.Used/s.Max, 1) * float64(s.Until.Sub(begin)))).UTC()
}

// String says it in words: 100 of 100 searches a day are used.
func (s *Spent) String() string {
	name, per := s.Name, " a "+string(s.Window)
	if name == USD {
		name = "USD"
	}
	switch s.Window {
	case PerHour:
		per = " an hour"
	case AsTold:
		per = " that the network had left"
	}
	return fmt.Sprintf("%s of %s %s%s are used", number(s.Used), number(s.Max), name, per)
}

func number(f float64) string { return strconv.FormatFloat(math.Round(f*1e4)/1e4, 'f', -1, 64) }
