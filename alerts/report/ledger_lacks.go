package report

import (
	"errors"
	"slices"
	"strings"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/roi"
	"molva/ingest"
)

// unknown is why a reading is not known: what lacks, or why it is undefined although nothing does.
func (w ledgerWriter) unknown(r roi.Reading) string {
	switch {
	case len(r.Lacks) > 0:
		return w.lacking(r.Lacks)
	case r.Nothing != "":
		return w.Sprintf("%s is 0, and nothing can be divided by it", w.inputName(r.Nothing))
	}
	return w.refused(r.Refused)
}

// unknownCosts is why costs are not known.
func (w ledgerWriter) unknownCosts(c roi.Costs) string {
	if len(c.Lacks) > 0 {
		return w.lacking(c.Lacks)
	}
	return w.refused(c.Refused)
}

// refused is why something is not computed although nothing lacks.
func (w ledgerWriter) refused(err error) string {
	var mixed *roi.TermsError
	var partial *roi.PartialError
	switch {
	case errors.As(err, &partial):
		return w.Sprintf("%s covers %d of the %d days of the period", w.inputName(partial.Input), partial.Days, partial.Of)
	case errors.As(err, &mixed):
		return w.Sprintf("money that is %s does not add up with money that is %s: enter an exchange rate (`exchange`) or the tax rate (`tax_rate`)",
			onTerms(w.Printer, mixed.Have), onTerms(w.Printer, mixed.Other))
	case errors.Is(err, roi.ErrInfinite):
		return w.Sprintf("it comes to more than a number can hold")
	}
	return w.Sprintf("undefined")
}

// lacking says which inputs lack. Ways that do as well are joined by "or".
func (w ledgerWriter) lacking(lacks []string) string {
	wanted := make([]string, len(lacks))
	for i, lack := range lacks {
		ways := strings.Split(lack, " | ")
		names := make([]string, len(ways))
		for j, name := range ways {
			names[j] = w.wanted(name)
		}
		wanted[i] = strings.Join(names, " "+w.Sprintf("or")+" ")
	}
	return w.Sprintf("lacks %s", strings.Join(wanted, "; "))
}

// byHand says how what lacks can be entered; "" where nothing of it can be.
func (w ledgerWriter) byHand(lacks []string) string {
	for _, lack := range lacks {
		if slices.ContainsFunc(strings.Split(lack, " | "), enterable) {
			return w.Sprintf("What lacks is entered by its name: `molva import --inputs`, or `inputs` in molva.yaml.")
		}
	}
	return ""
}

// wanted is an input that lacks, as people call it and as it is entered, and why it lacks although something like it was entered.
func (w ledgerWriter) wanted(name string) string {
	text := w.inputName(name)
	if enterable(name) {
		text += " (`" + alerts.Inert(kindOfInput(name)) + "`)"
	} else if how := metric.Supply(measuredBy[name], "", w.Language(), w.supplies); how != "" {
		text = how
	}
	if why := w.ledger.Absent[name].In(w.Language()); why != "" {
		text += ", " + alerts.Inert(why)
	}
	return text
}

// measuredBy are inputs that only molva measures, and what it measures them by.
var measuredBy = map[string]string{"mentions": metric.InputMentions, "mentions_not_negative": metric.InputMentions, "views": "mention.views"}

// enterable reports whether people can enter an input.
func enterable(name string) bool {
	_, known := ingest.InputOf(kindOfInput(name))
	return known && !slices.Contains([]string{"mentions", "views"}, name)
}

// kindOfInput is the kind that an input is entered as: labour_hours of lumen:labour_hours, and ctr of ctr/before.
func kindOfInput(name string) string {
	if _, kind, below := strings.Cut(name, ":"); below {
		name = kind
	}
	name, _, _ = strings.Cut(name, "@")
	return strings.TrimSuffix(name, "/before")
}
