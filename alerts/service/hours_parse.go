package service

import (
	"slices"
	"strings"
	"time"

	"molva/ingest"
)

var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// ParseHours reads "mon-fri 09:00-18:00, sat 10:00-14:00"; empty is around the clock. A day has one shift, which ends before
// the day does or with it, at 24:00. Holidays are days such as 2026-01-01. Errors are of ingest.Complain.
func ParseHours(text string, holidays []string) (h Hours, err error) {
	for _, day := range holidays {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return Hours{}, ingest.Complain("a holiday is %q, want a day such as 2026-01-01", day)
		}
	}
	h.Holidays = slices.Compact(slices.Sorted(slices.Values(holidays)))
	if strings.TrimSpace(text) == "" {
		return h, nil
	}
	for part := range strings.SplitSeq(text, ",") {
		if err := h.add(strings.TrimSpace(part)); err != nil {
			return Hours{}, err
		}
	}
	return h, nil
}

// add reads some days with their shift: "mon-fri 09:00-18:00", "sat 10:00-14:00".
func (h *Hours) add(part string) error {
	names, clocks, _ := strings.Cut(part, " ")
	days, ok := parseDays(names)
	if !ok {
		return ingest.Complain("hours have %q, want days and a time such as mon-fri 09:00-18:00", part)
	}
	shift, ok := parseShift(strings.TrimSpace(clocks))
	if !ok {
		return ingest.Complain("hours have %q, want a time such as 09:00-18:00 that ends on the same day", part)
	}
	for _, day := range days {
		if h.Days[day] != (Shift{}) {
			return ingest.Complain("hours have %s twice, want one time a day", weekdays[day])
		}
		h.Days[day] = shift
	}
	return nil
}

// parseDays reads a day or a row of them, which may go over the end of the week: mon, mon-fri, sat-mon.
func parseDays(text string) (days []int, ok bool) {
	first, last, row := strings.Cut(text, "-")
	if !row {
		last = first
	}
	day, end := slices.Index(weekdays, first), slices.Index(weekdays, last)
	if day < 0 || end < 0 {
		return nil, false
	}
	for ; day != end; day = (day + 1) % len(weekdays) {
		days = append(days, day)
	}
	return append(days, end), true
}

func parseShift(text string) (Shift, bool) {
	from, to, _ := strings.Cut(text, "-")
	begins, ok1 := parseClock(from)
	ends, ok2 := parseClock(to)
	return Shift{begins, ends}, ok1 && ok2 && begins < ends
}

// parseClock reads 09:00; 24:00 is the end of the day.
func parseClock(text string) (time.Duration, bool) {
	if text == "24:00" {
		return 24 * time.Hour, true
	}
	t, err := time.Parse("15:04", text)
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, err == nil && len(text) == len("15:04")
}
