package service

import (
	"slices"
	"time"
)

// Hours is when somebody is there to answer, by the clocks of the topic's zone. The zero value is around the clock.
type Hours struct {
	Days     [7]Shift // by weekday, Sunday first
	Holidays []string // days on which nobody is there, such as 2026-01-01, in order
}

// Shift is the part of a day that is worked: from midnight on by the clock on the wall, half-open. The zero shift is a day off.
type Shift struct{ From, To time.Duration }

// Always reports that somebody is there around the clock: no shifts were given. Holidays change nothing then.
func (h Hours) Always() bool { return h.Days == [7]Shift{} }

// shift is when a day's work begins and ends; a day off has none of it.
func (h Hours) shift(day time.Time) (from, to time.Time) {
	s := h.Days[day.Weekday()]
	if _, off := slices.BinarySearch(h.Holidays, day.Format(time.DateOnly)); off {
		s = Shift{}
	}
	return onWall(day, s.From), onWall(day, s.To)
}

// midday is in the middle of a day: there a clock change never moves it into another one.
func midday(t time.Time) time.Time { return onWall(t, 12*time.Hour) }

func midnight(t time.Time) time.Time { return onWall(t, 0) }

// onWall is when the clocks of a day show so much.
func onWall(day time.Time, clock time.Duration) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 0, int(clock/time.Minute), 0, 0, day.Location())
}
