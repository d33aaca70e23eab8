package report

import (
	"errors"
	"strconv"
	"strings"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/roi"
)

// Refusal is why a ledger was not built, in a person's words. ok is false of what is not the reader's own mistake.
func Refusal(p *phrase.Printer, err error) (why string, ok bool) {
	var overlap *roi.Overlap
	if errors.As(err, &overlap) {
		return p.Sprintf("%s cannot stand in one return: %s.", numbered(p, overlap.Lines), overlapping(p, overlap.Why)), true
	}
	var line *roi.LineError
	switch {
	case errors.As(err, &line) && line.Partial != nil:
		return p.Sprintf("Line %d covers %d of the %d days of the period, and stands in no return.", line.Line, line.Partial.Days, line.Partial.Of), true
	case errors.As(err, &line):
		return p.Sprintf("Line %d is not known in money, and stands in no return.", line.Line), true
	case errors.Is(err, roi.ErrUnknownCost):
		return p.Sprintf("No return can be told: what the work cost is not known."), true
	case errors.Is(err, roi.ErrNoCost):
		return p.Sprintf("No return can be told: the work cost nothing."), true
	}
	return "", false
}

// numbered names lines: lines 12 and 13.
func numbered(p *phrase.Printer, lines []int) string {
	if len(lines) == 1 {
		return p.Sprintf("line %s", enumerated(p, lines))
	}
	return p.Sprintf("lines %s", enumerated(p, lines))
}

// enumerated is the numbers of lines: 12 and 13.
func enumerated(p *phrase.Printer, lines []int) string { return p.List(numerals(lines)) }

// plus writes lines of one return: 7 + 11 + 14.
func plus(lines []int) string { return strings.Join(numerals(lines), " + ") }

func numerals(lines []int) []string {
	all := make([]string, len(lines))
	for i, n := range lines {
		all[i] = strconv.Itoa(n)
	}
	return all
}

// lines names those of one return: lines 7 + 11 + 14.
func (w ledgerWriter) lines(lines []int) string {
	if len(lines) == 1 {
		return w.Sprintf("line %s", plus(lines))
	}
	return w.Sprintf("lines %s", plus(lines))
}

// overlapping says why lines may not stand together.
func overlapping(p *phrase.Printer, why roi.Why) string {
	switch why {
	case roi.SameMentions:
		return p.Sprintf("they price the same mentions")
	case roi.SameVisits:
		return p.Sprintf("they price the same visits")
	case roi.SameBuyers:
		return p.Sprintf("they count the same buyers")
	case roi.Contained:
		return p.Sprintf("the lifetime value contains the first purchase")
	case roi.NoReturn:
		return p.Sprintf("an equivalent advertising price is no return")
	case roi.Twice:
		return p.Sprintf("it stands there twice")
	}
	return p.Sprintf("there is no such line, they go from 1 to 14")
}

// spent is what a kind of cost is called.
func (w ledgerWriter) spent(kind roi.Cost) string {
	switch kind {
	case roi.Labour:
		return w.Sprintf("labour")
	case roi.Tools:
		return w.Sprintf("tools")
	case roi.Ads:
		return w.Sprintf("adverts")
	case roi.Content:
		return w.Sprintf("content")
	case roi.Agency:
		return w.Sprintf("agency")
	}
	return w.Sprintf("other")
}

// every is an amount of each of a span: 1,086.80 USD a week.
func (w ledgerWriter) every(amount string, span roi.Span) string {
	switch span {
	case roi.Day:
		return w.Sprintf("%s a day", amount)
	case roi.Week:
		return w.Sprintf("%s a week", amount)
	case roi.Month:
		return w.Sprintf("%s a month", amount)
	case roi.Quarter:
		return w.Sprintf("%s a quarter", amount)
	}
	return w.Sprintf("%s a year", amount)
}

// taxed says whether value added tax is in money.
func taxed(p *phrase.Printer, tax roi.Tax) string {
	switch tax {
	case roi.Gross:
		return p.Sprintf("tax included")
	case roi.Net:
		return p.Sprintf("without tax")
	}
	return p.Sprintf("nobody said whether tax is in it")
}

// onTerms is a currency, and whether tax is in it where somebody said so.
func onTerms(p *phrase.Printer, t roi.Terms) string {
	if t.Tax == roi.Unstated {
		return alerts.Inert(t.Currency)
	}
	return alerts.Inert(t.Currency) + " " + taxed(p, t.Tax)
}
