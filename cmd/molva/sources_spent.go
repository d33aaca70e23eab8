package main

import (
	"strconv"
	"strings"

	"molva/ingest"
	"molva/store"
)

// spent says what a source used of each quota, and what it cost, "–" when it has none.
func (p *program) spent(s store.SourceRow) string {
	var all []string
	for _, q := range s.Spent {
		if text := p.used(q); text != "" {
			all = append(all, text)
		}
	}
	if len(all) == 0 {
		return "–"
	}
	return strings.Join(all, "; ")
}

func (p *program) used(q ingest.Spent) string {
	used := q.Used
	if !q.Until.After(p.now()) {
		used = 0
	}
	say := p.say()
	switch {
	case q.Name == ingest.USD && q.Total == 0:
		return ""
	case q.Name == ingest.USD:
		return say.Sprintf("$%.2f of $%.2f a month, $%.2f so far", used, q.Max, q.Total)
	case q.Window == "":
		return ""
	}
	return say.Sprintf("%s of %s %s %s", amount(used), amount(q.Max), p.counted(q.Name), p.per(q.Window))
}

// amount writes a number of things without a fraction that it does not have.
func amount(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// counted is what a quota counts, in the reader's language where that is a common word.
func (p *program) counted(name string) string {
	switch name {
	case "calls":
		return p.say().Sprintf("calls")
	case "searches":
		return p.say().Sprintf("searches")
	case "units":
		return p.say().Sprintf("units")
	}
	return name
}

func (p *program) per(w ingest.Window) string {
	switch w {
	case ingest.PerMinute:
		return p.say().Sprintf("a minute")
	case ingest.PerHour:
		return p.say().Sprintf("an hour")
	case ingest.PerDay:
		return p.say().Sprintf("a day")
	case ingest.PerMonth:
		return p.say().Sprintf("a month")
	}
	return p.say().Sprintf("for now")
}

// past says how far a source has read the past, "" when nobody asked for it.
func (p *program) past(s store.SourceRow) string {
	b := s.Back
	switch {
	case b == nil:
		return ""
	case b.Done:
		return p.say().Sprintf("the past since %s is read", date(b.Span.From))
	case b.Error != "" && s.State != ingest.Blind: // which says it already
		return p.say().Sprintf("the past since %s is being read, and stands still: %s", date(b.Span.From), b.Error)
	}
	return p.say().Sprintf("the past since %s is being read", date(b.Span.From))
}
