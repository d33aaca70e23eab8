package ask

import (
	"strconv"
	"strings"
	"time"

	"molva/store"
)

// phrasing is one way to name a period. Its words may be parted by | where there is a choice, and stand after a ? where they
// may be missing. N is a number, Y a year, M a month and W a weekday. It takes no period that there cannot be, such as the
// 31st of February.
type phrasing struct {
	words  string
	period func(c calendar, said said) (store.Period, bool)
}

// phrasings are all of them. Of those that fit at a place the one with the most words is meant.
var phrasings = []phrasing{
	{`today|сегодня`, day(0)},
	{`yesterday|вчера`, day(-1)},
	{`?за сутки`, day(-1)},
	{`this|current week`, thisWeek}, {`эта|эту|этой|текущая|текущую|текущей неделя|неделю|неделе|недели`, thisWeek},
	{`last|previous week`, lastWeek}, {`прошлая|прошлую|прошлой|прошедшая|прошедшую|прошедшей|предыдущую неделя|неделю|неделе|недели`, lastWeek},
	{`this|current month`, thisMonth}, {`этот|этом|этого|текущий|текущем месяц|месяце|месяца`, thisMonth},
	{`last|previous month`, lastMonth}, {`прошлый|прошлом|прошлого|прошедший|прошедшем|предыдущий месяц|месяце|месяца`, lastMonth},
	{`this|current year`, thisYear}, {`этот|этом|этого|текущий|текущем год|году|года`, thisYear},
	{`last|previous year`, lastYear}, {`прошлый|прошлом|прошлого год|году|года`, lastYear},
	{`past|in|for ?the|a week`, days(7)}, {`за|последняя|последнюю|последней неделю|неделя|неделе`, days(7)},
	{`past|in|for ?the|a month`, days(30)}, {`за|последний|последнем месяц|месяце`, days(30)},
	{`last|past N day|days`, lastN(1)}, {`за|последний|последние|последних N день|дня|дней`, lastN(1)},
	{`last|past N week|weeks`, lastN(7)}, {`за|последние|последних N неделю|недели|недель`, lastN(7)},
	{`since W`, since(onWeekday)}, {`с|со W`, since(onWeekday)},
	{`on W`, onWeekday}, {`в|во W`, onWeekday}, {`last W`, onWeekday},
	{`Y N N`, isoDay}, {`Y N N ?to|till|until|по|до Y N N`, isoSpan}, {`since|from|с|со Y N N`, since(isoDay)},
	{`N M ?Y ?года|году|г`, monthDay}, {`M N ?Y`, monthDay},
	{`N ?to|till|until|по|до N M ?Y ?года|году|г`, monthDays}, {`M N ?to|till|until N ?Y`, monthDays},
	{`N M ?to|till|until|по|до N M`, twoDays},
	{`since|from|с|со N M ?Y ?года|году|г`, since(monthDay)}, {`since|from M N ?Y`, since(monthDay)},
	{`in|for|during|в|за M ?Y ?года|году|г`, month}, {`M Y ?года|году|г`, month},
}

// said is what stood in the places of a phrasing, in order.
type said struct {
	numbers  []int // of N
	years    []int
	months   []time.Month
	weekdays []time.Weekday
}

// findPeriod marks the words that name a period, the first one that is named.
func (r *reading) findPeriod(now time.Time) {
	c := calendar{now}
	r.period = c.back(defaultDays)
	for i := range r.words {
		p, n := c.longest(r.words[i:])
		if n == 0 {
			continue
		}
		r.period, r.dated = p, true
		for j := i; j < i+n; j++ {
			r.words[j].use = aPeriod
		}
		return
	}
}

// defaultDays is how many days a question is about that names no period.
const defaultDays = 7

// longest is the period that the most words at the beginning name, 0 when they name none.
func (c calendar) longest(words []word) (p store.Period, n int) {
	for _, f := range phrasings {
		said, length, ok := f.fits(words)
		if !ok || length <= n {
			continue
		}
		if found, there := f.period(c, said); there {
			p, n = found, length
		}
	}
	return p, n
}

// fits reports whether a phrasing stands at the beginning of the words, and over how many of them.
func (f phrasing) fits(words []word) (s said, n int, ok bool) {
	for want := range strings.FieldsSeq(f.words) {
		want, may := strings.CutPrefix(want, "?")
		if n < len(words) && words[n].use == unknown && s.take(want, words[n].text) {
			n++
		} else if !may {
			return s, 0, false
		}
	}
	return s, n, true
}

// take notes what a word says in a place of a phrasing, and reports whether it fits there.
func (s *said) take(want, word string) (ok bool) {
	switch want {
	case "N":
		return noted(&s.numbers, word, smallNumber)
	case "Y":
		return noted(&s.years, word, yearOf)
	case "M":
		return noted(&s.months, word, monthOf)
	case "W":
		return noted(&s.weekdays, word, weekdayOf)
	}
	for choice := range strings.SplitSeq(want, "|") {
		if choice == word {
			return true
		}
	}
	return false
}

// noted appends what a word means, if it means such a thing.
func noted[T any](all *[]T, word string, read func(string) (T, bool)) bool {
	v, ok := read(word)
	if ok {
		*all = append(*all, v)
	}
	return ok
}

func smallNumber(word string) (int, bool) {
	n, err := strconv.Atoi(word)
	return n, err == nil && n > 0 && len(word) <= 3
}

func yearOf(word string) (int, bool) {
	n, err := strconv.Atoi(word)
	return n, err == nil && n >= 1970 && len(word) == 4
}
