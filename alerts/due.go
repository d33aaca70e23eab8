package alerts

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"molva/store"
)

// Schedule says when digests and reports are due. Times are those of a clock on the wall in the topic's zone; on the day on which the
// clocks change, a time that does not exist or exists twice still makes one digest.
type Schedule struct{ clocks []clock }

// clock is one line of the schedule.
type clock struct {
	every        Every
	weekday      time.Weekday // of a weekly one
	day          int          // of the month, of a monthly one; a month that is too short has it on its last
	hour, minute int
}

// Slot is one digest of the schedule: when it is due and what it is about, the last period that is over by then.
type Slot struct {
	Every  Every
	At     time.Time
	Period store.Period
}

// ParseSchedule reads "09:00", "mon 09:00" and "1 10:00", the day of the month before the time; an empty one is never due.
func ParseSchedule(daily, weekly, monthly string) (Schedule, error) {
	var s Schedule
	if daily != "" {
		c, err := parseClock(daily)
		if err != nil {
			return s, fmt.Errorf("daily digest: %w", err)
		}
		s.clocks = append(s.clocks, c)
	}
	if weekly != "" {
		c, err := parseWeekly(weekly)
		if err != nil {
			return s, fmt.Errorf("weekly digest: %w", err)
		}
		s.clocks = append(s.clocks, c)
	}
	if monthly != "" {
		c, err := parseMonthly(monthly)
		if err != nil {
			return s, fmt.Errorf("monthly report: %w", err)
		}
		s.clocks = append(s.clocks, c)
	}
	return s, nil
}

func parseClock(text string) (clock, error) {
	t, err := time.Parse("15:04", text)
	if err != nil {
		return clock{}, fmt.Errorf("time is %q, want hours and minutes such as 09:00", text)
	}
	return clock{every: Day, hour: t.Hour(), minute: t.Minute()}, nil
}

var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

func parseWeekly(text string) (clock, error) {
	name, at, _ := strings.Cut(text, " ")
	for day, known := range weekdays {
		if strings.EqualFold(name, known) {
			c, err := parseClock(strings.TrimSpace(at))
			c.every, c.weekday = Week, time.Weekday(day)
			return c, err
		}
	}
	return clock{}, fmt.Errorf("day is %q, want one of %s and a time, such as mon 09:00", name, strings.Join(weekdays, ", "))
}

func parseMonthly(text string) (clock, error) {
	number, at, _ := strings.Cut(text, " ")
	day, err := strconv.Atoi(number)
	if err != nil || day < 1 || day > 31 {
		return clock{}, fmt.Errorf("day of the month is %q, want 1 to 31 and a time, such as 1 10:00", number)
	}
	c, err := parseClock(strings.TrimSpace(at))
	c.every, c.day = Month, day
	return c, err
}

// Latest lists for each line of the schedule the slot that was due last, at now or before.
func (s Schedule) Latest(now time.Time, zone *time.Location) []Slot {
	return s.each(func(c clock) Slot {
		for back := 0; ; back-- {
			if day := noon(now, zone, back); c.falls(day) && !c.at(day).After(now) {
				return c.slot(day)
			}
		}
	})
}

// Next lists for each line of the schedule the slot that is due next, after now.
func (s Schedule) Next(now time.Time, zone *time.Location) []Slot {
	return s.each(func(c clock) Slot {
		for ahead := 0; ; ahead++ {
			if day := noon(now, zone, ahead); c.falls(day) && c.at(day).After(now) {
				return c.slot(day)
			}
		}
	})
}

// For gives the slot that the period belongs to; ok is false when the schedule has no such line (any more).
func (s Schedule) For(every Every, p store.Period, zone *time.Location) (slot Slot, ok bool) {
	for _, c := range s.clocks {
		if c.every != every {
			continue
		}
		for ahead := 0; ; ahead++ {
			if day := noon(p.To, zone, ahead); c.falls(day) {
				return c.slot(day), true
			}
		}
	}
	return Slot{}, false
}

func (s Schedule) each(slot func(clock) Slot) []Slot {
	slots := make([]Slot, len(s.clocks))
	for i, c := range s.clocks {
		slots[i] = slot(c)
	}
	return slots
}

// noon is the middle of the day that lies so many days after the moment: an hour that every day has.
func noon(moment time.Time, zone *time.Location, days int) time.Time {
	y, m, d := moment.In(zone).Date()
	return time.Date(y, m, d+days, 12, 0, 0, 0, zone)
}

func (c clock) falls(day time.Time) bool {
	switch c.every {
	case Day:
		return true
	case Month:
		last := time.Date(day.Year(), day.Month()+1, 0, 12, 0, 0, 0, day.Location()).Day()
		return day.Day() == min(c.day, last)
	}
	return day.Weekday() == c.weekday
}

func (c clock) at(day time.Time) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d, c.hour, c.minute, 0, 0, day.Location())
}

func (c clock) slot(day time.Time) Slot {
	at := c.at(day)
	return Slot{c.every, at, c.every.Last(day, day.Location())}
}
