package phrase

import (
	"fmt"
	"time"
)

var months = map[string][12]string{
	"en": {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	"ru": {"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"},
}

// Months as they stand alone, not beside a day.
var wholeMonths = map[string][12]string{
	"en": {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	"ru": {"январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"},
}

// Day writes the day of t in t's zone, without the year: 23 Nov, 23 ноября.
func (p *Printer) Day(t time.Time) string {
	return fmt.Sprintf("%d %s", t.Day(), months[p.lang][t.Month()-1])
}

// Date writes the day with its year.
func (p *Printer) Date(t time.Time) string { return fmt.Sprintf("%s %d", p.Day(t), t.Year()) }

// Moment writes day and time: 23 Nov, 09:00.
func (p *Printer) Moment(t time.Time) string { return p.Day(t) + t.Format(", 15:04") }

// Span writes the days of the half-open stretch from from to to, without the year unless there are two: 17–23 Nov,
// 27 июля – 2 августа.
func (p *Printer) Span(from, to time.Time) string {
	last := to.Add(-time.Nanosecond)
	switch {
	case from.Year() != last.Year():
		return p.Date(from) + " – " + p.Date(last)
	case from.Month() != last.Month():
		return p.Day(from) + " – " + p.Day(last)
	case from.Day() != last.Day():
		return fmt.Sprintf("%d–%s", from.Day(), p.Day(last))
	}
	return p.Day(from)
}

// Dates is Span with the year. A whole calendar month is written as such: November 2026.
func (p *Printer) Dates(from, to time.Time) string {
	if from.Day() == 1 && to.Equal(from.AddDate(0, 1, 0)) {
		return fmt.Sprintf("%s %d", wholeMonths[p.lang][from.Month()-1], from.Year())
	}
	if from.Year() != to.Add(-time.Nanosecond).Year() {
		return p.Span(from, to)
	}
	return fmt.Sprintf("%s %d", p.Span(from, to), from.Year())
}

// Weekdays as they follow "since" and "с".
var sinceWeekdays = map[string][7]string{
	"en": {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	"ru": {"воскресенья", "понедельника", "вторника", "среды", "четверга", "пятницы", "субботы"},
}

// Since writes from which day on something holds, as told at the moment now: the weekday too when that is less than a week
// ago, the year when it was another: since Tuesday, 22 Sep; since 3 Nov 2025; с 3 ноября.
func (p *Printer) Since(t, now time.Time) string {
	day := p.Day(t)
	recent := now.Sub(t) < 7*24*time.Hour
	switch {
	case recent:
		day = sinceWeekdays[p.lang][t.Weekday()] + ", " + day
	case t.Year() != now.Year():
		day = p.Date(t)
	}
	switch {
	case p.lang != "ru":
		return "since " + day
	case so(t, recent):
		return "со " + day
	}
	return "с " + day
}

// so reports whether Russian says "со" before the day: со вторника, со среды, со 2 ноября.
func so(t time.Time, weekday bool) bool {
	if weekday {
		return t.Weekday() == time.Tuesday || t.Weekday() == time.Wednesday
	}
	return t.Day() == 2
}
