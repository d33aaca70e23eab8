package file

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"molva/ingest"
)

var (
	errNumber = errors.New("value is no number, want one such as 1234, 1 234,5 or 1,234.5")
	errSpan   = errors.New("span is no length of time, want one such as day, week, month, 7d or 24h")
)

var (
	plain     = regexp.MustCompile(`^[+-]?\d+([.,]\d+)?$`)
	thousands = regexp.MustCompile(`^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$`) // 0,008 is a part of one
)

// readValue reads a number as people and spreadsheets write it: 1234.5, 1 234,5, 1,234.5. What is counted is whole, so in
// 1,234 followers the comma parts thousands; of what is measured it could be either, and is refused.
func readValue(s, metric string) (float64, error) { return readNumber(s, counted(metric)) }

func readNumber(s string, whole bool) (float64, error) {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	parted := thousands.MatchString(s)
	switch {
	case parted && plain.MatchString(s) && !whole:
		return 0, errors.New("value has one comma before three digits, which can be read in two ways; write it without")
	case parted:
		s = strings.ReplaceAll(s, ",", "")
	case plain.MatchString(s):
		s = strings.Replace(s, ",", ".", 1)
	default:
		return 0, errNumber
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, errNumber
	}
	return v, nil
}

// counted reports a metric of things that there are whole numbers of.
func counted(metric string) bool {
	m, _ := ingest.MetricOf(metric)
	return m.Unit != "seconds"
}

var spanForm = regexp.MustCompile(`^(\d{1,4})?\s*([a-zа-я]+)\.?$`)

// readSpan reads how long something was counted for from a moment on: day, week, month, year, 7d, 24h; "" is 0.
func readSpan(s string, from time.Time) (time.Duration, error) {
	if s == "" {
		return 0, nil
	}
	parts := spanForm.FindStringSubmatch(strings.ToLower(s))
	if parts == nil {
		return 0, errSpan
	}
	n := 1
	if parts[1] != "" {
		n, _ = strconv.Atoi(parts[1]) // at most four digits
	}
	var to time.Time
	switch parts[2] {
	case "h", "hour", "hours", "ч", "час", "часа", "часов":
		to = from.Add(time.Duration(n) * time.Hour)
	case "d", "day", "days", "д", "дн", "день", "дня", "дней":
		to = from.AddDate(0, 0, n)
	case "w", "week", "weeks", "нед", "неделя", "недели", "недель":
		to = from.AddDate(0, 0, 7*n)
	case "month", "months", "мес", "месяц", "месяца", "месяцев":
		to = from.AddDate(0, n, 0)
	case "y", "year", "years", "г", "год", "года", "лет":
		to = from.AddDate(n, 0, 0)
	default:
		return 0, errSpan
	}
	return to.Sub(from), nil
}
