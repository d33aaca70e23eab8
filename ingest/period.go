package ingest

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// ParsePeriod reads a stretch of whole days by the clocks of a zone: a month 2026-09, an ISO 8601 week 2026-W38, a quarter
// 2026-Q3, a year 2026, a day 2026-09-01, or days 2026-09-01..2026-09-30, of which the last one belongs to it. What it returns
// is half-open.
func ParsePeriod(text string, zone *time.Location) (from, to time.Time, err error) {
	if first, last, several := strings.Cut(text, ".."); several {
		from, err = parseDay(first, zone)
		if err == nil {
			to, err = parseDay(last, zone)
		}
		if err != nil || to.Before(from) {
			return time.Time{}, time.Time{}, wrongPeriod(text)
		}
		return from, to.AddDate(0, 0, 1), nil
	}
	if from, err = parseDay(text, zone); err == nil {
		return from, from.AddDate(0, 0, 1), nil
	}
	m := periodPattern.FindStringSubmatch(text)
	if m == nil {
		return time.Time{}, time.Time{}, wrongPeriod(text)
	}
	year, _ := strconv.Atoi(m[1])
	n, _ := strconv.Atoi(m[3])
	start := time.Date(year, 1, 1, 0, 0, 0, 0, zone)
	switch kind := m[2]; {
	case m[3] == "":
		return start, start.AddDate(1, 0, 0), nil
	case kind == "Q" && n >= 1 && n <= 4:
		return start.AddDate(0, 3*n-3, 0), start.AddDate(0, 3*n, 0), nil
	case kind == "" && len(m[3]) == 2 && n >= 1 && n <= 12:
		return start.AddDate(0, n-1, 0), start.AddDate(0, n, 0), nil
	case kind == "W":
		from = monday(year, zone).AddDate(0, 0, 7*n-7)
		if y, week := from.AddDate(0, 0, 3).ISOWeek(); y == year && week == n {
			return from, from.AddDate(0, 0, 7), nil
		}
	}
	return time.Time{}, time.Time{}, wrongPeriod(text)
}

var periodPattern = regexp.MustCompile(`^(\d{4})(?:-([QW]?)(\d{1,2}))?$`)

func wrongPeriod(text string) error {
	return Complain("period is %q, want a month 2026-09, a week 2026-W38, a quarter 2026-Q3, a year 2026 or days 2026-09-01..2026-09-30", brief(text))
}

func parseDay(text string, zone *time.Location) (time.Time, error) {
	return time.ParseInLocation(time.DateOnly, strings.TrimSpace(text), zone)
}

// monday begins the first ISO week of a year: the one that has its fourth of January.
func monday(year int, zone *time.Location) time.Time {
	fourth := time.Date(year, 1, 4, 0, 0, 0, 0, zone)
	return fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7)
}
