package ask

import (
	"strings"
	"time"

	"molva/store"
)

// calendar reads periods as they are meant at a moment, in its zone. Nothing that is named without a year is still to come.
type calendar struct{ now time.Time }

// day is the day so many days after that of t.
func (c calendar) day(t time.Time, later int) store.Period {
	y, m, d := t.Date()
	return store.Day(time.Date(y, m, d+later, 12, 0, 0, 0, c.now.Location()), c.now.Location())
}

// back is so many days that are over.
func (c calendar) back(days int) store.Period {
	return store.Period{From: c.day(c.now, -days).From, To: c.day(c.now, 0).From}
}

// soFar ends a period with the hour that runs now, so that one that has just begun is not empty.
func (c calendar) soFar(p store.Period) store.Period {
	if end := c.now.Truncate(time.Hour).Add(time.Hour); end.Before(p.To) {
		p.To = end
	}
	return p
}

// date is a day of the last year that has had it, or of the given one.
func (c calendar) date(day int, month time.Month, years []int) (store.Period, bool) {
	year := c.now.Year()
	if len(years) > 0 {
		year = years[0]
	}
	t := time.Date(year, month, day, 12, 0, 0, 0, c.now.Location())
	if len(years) == 0 && c.day(t, 0).From.After(c.now) {
		t = time.Date(year-1, month, day, 12, 0, 0, 0, c.now.Location())
	}
	return c.soFar(c.day(t, 0)), t.Day() == day && t.Month() == month
}

func day(later int) func(calendar, said) (store.Period, bool) {
	return func(c calendar, _ said) (store.Period, bool) { return c.soFar(c.day(c.now, later)), true }
}

func days(n int) func(calendar, said) (store.Period, bool) {
	return func(c calendar, _ said) (store.Period, bool) { return c.back(n), true }
}

func lastN(days int) func(calendar, said) (store.Period, bool) {
	return func(c calendar, s said) (store.Period, bool) { return c.back(days * s.numbers[0]), true }
}

func thisWeek(c calendar, _ said) (store.Period, bool) {
	return c.soFar(store.Week(c.now, c.now.Location())), true
}

func lastWeek(c calendar, _ said) (store.Period, bool) {
	return store.Week(store.Week(c.now, c.now.Location()).From.Add(-time.Nanosecond), c.now.Location()), true
}

func thisMonth(c calendar, _ said) (store.Period, bool) {
	return c.soFar(store.Month(c.now, c.now.Location())), true
}

func lastMonth(c calendar, _ said) (store.Period, bool) {
	return store.Month(store.Month(c.now, c.now.Location()).From.Add(-time.Nanosecond), c.now.Location()), true
}

func thisYear(c calendar, _ said) (store.Period, bool) { return c.soFar(c.year(c.now.Year())), true }

func lastYear(c calendar, _ said) (store.Period, bool) { return c.year(c.now.Year() - 1), true }

func (c calendar) year(year int) store.Period {
	first := func(year int) time.Time {
		return store.Month(time.Date(year, time.January, 1, 12, 0, 0, 0, c.now.Location()), c.now.Location()).From
	}
	return store.Period{From: first(year), To: first(year + 1)}
}

// onWeekday is the last day of that name, today if it is one.
func onWeekday(c calendar, s said) (store.Period, bool) {
	ago := (int(c.now.Weekday()) - int(s.weekdays[0]) + 7) % 7
	return c.soFar(c.day(c.now, -ago)), true
}

// since is from the beginning of another period until now.
func since(begin func(calendar, said) (store.Period, bool)) func(calendar, said) (store.Period, bool) {
	return func(c calendar, s said) (store.Period, bool) {
		p, ok := begin(c, s)
		if p.From.After(c.now) {
			return p, ok
		}
		return c.soFar(store.Period{From: p.From, To: c.day(c.now, 1).From}), ok
	}
}

func monthDay(c calendar, s said) (store.Period, bool) {
	return c.date(s.numbers[0], s.months[0], s.years)
}

// monthDays are the days from one to another of the same month, both with it.
func monthDays(c calendar, s said) (store.Period, bool) {
	to, ok := c.date(s.numbers[1], s.months[0], s.years)
	y, m, _ := to.From.Date()
	from := c.day(time.Date(y, m, s.numbers[0], 12, 0, 0, 0, c.now.Location()), 0)
	return store.Period{From: from.From, To: to.To}, ok && s.numbers[0] <= s.numbers[1]
}

// twoDays are the days from one to another, both with it.
func twoDays(c calendar, s said) (store.Period, bool) {
	to, ok := c.date(s.numbers[1], s.months[1], nil)
	year := to.From.Year()
	if s.months[0] > s.months[1] {
		year--
	}
	from, there := c.date(s.numbers[0], s.months[0], []int{year})
	return store.Period{From: from.From, To: to.To}, ok && there && from.From.Before(to.From)
}

func isoDay(c calendar, s said) (store.Period, bool) { return c.iso(s, 0) }

func (c calendar) iso(s said, at int) (store.Period, bool) {
	month, day := s.numbers[2*at], s.numbers[2*at+1]
	if month > 12 {
		return store.Period{}, false
	}
	return c.date(day, time.Month(month), s.years[at:at+1])
}

func isoSpan(c calendar, s said) (store.Period, bool) {
	from, ok := c.iso(s, 0)
	to, there := c.iso(s, 1)
	return store.Period{From: from.From, To: to.To}, ok && there && from.From.Before(to.To)
}

// month is a calendar month: the last one of that name that has begun, or that of the year.
func month(c calendar, s said) (store.Period, bool) {
	first, ok := c.date(1, s.months[0], s.years)
	return c.soFar(store.Month(first.From, c.now.Location())), ok
}

// months in both languages: how their names begin, in Russian in any case. A form may have two letters more.
var months = [12][]string{{"jan", "january", "январ"}, {"feb", "february", "феврал"}, {"mar", "march", "март"}, {"apr", "april", "апрел"},
	{"may", "май", "мая", "мае"}, {"jun", "june", "июнь", "июня", "июне"}, {"jul", "july", "июль", "июля", "июле"}, {"aug", "august", "август"},
	{"sep", "sept", "september", "сентябр"}, {"oct", "october", "октябр"}, {"nov", "november", "ноябр"}, {"dec", "december", "декабр"}}

func monthOf(word string) (time.Month, bool) {
	for i, names := range months {
		if isForm(word, names) {
			return time.Month(i + 1), true
		}
	}
	return 0, false
}

var weekdays = [7][]string{{"sunday", "воскресень"}, {"monday", "понедельник"}, {"tuesday", "вторник"}, {"wednesday", "среда", "среду", "среды", "среде"},
	{"thursday", "четверг"}, {"friday", "пятниц"}, {"saturday", "суббот"}}

func weekdayOf(word string) (time.Weekday, bool) {
	for i, names := range weekdays {
		if isForm(word, names) {
			return time.Weekday(i), true
		}
	}
	return 0, false
}

// isForm reports whether a word is one of the names, or such a Russian one with an ending.
func isForm(word string, names []string) bool {
	for _, n := range names {
		rest, begins := strings.CutPrefix(word, n)
		if begins && (rest == "" || n[0] > 'z' && len(n) > len("мая") && len(rest) <= len("ям")) {
			return true
		}
	}
	return false
}
