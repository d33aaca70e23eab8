package report

import (
	"slices"
	"strconv"

	"molva/alerts"
	"molva/alerts/roi"
)

// bottom is the notes, what the intervals are, what revenue is not, what stands beside a line, and the formulas.
func (w ledgerWriter) bottom() []alerts.Line {
	beside := w.beside()
	all := append(w.notes(), alerts.Words(w.Sprintf("Intervals hold the true number in 95 of 100 cases, as far as samples can say; a guess has none.")))
	if w.bare() {
		all = append(all, alerts.Words(w.Sprintf("Revenue is not margin: no `margin` is entered, so what was sold counts whole.")))
	}
	var lacks []string
	for _, line := range w.ledger.Lines {
		lacks = append(lacks, line.Worth.Lacks...)
	}
	if how := w.byHand(lacks); how != "" {
		all = append(all, alerts.Words(how))
	}
	all = append(all, beside...)
	return append(all, w.explained()...)
}

// bare reports whether revenue that is known stands without a margin.
func (w ledgerWriter) bare() bool {
	return slices.ContainsFunc(w.ledger.of(roi.Revenue), func(line roi.Line) bool { return line.Worth.Known && !line.Profit })
}

// beside are numbers that belong to a line and are not in it.
func (w ledgerWriter) beside() (all []alerts.Line) {
	for _, a := range w.ledger.Apart {
		l := alerts.Words(w.Sprintf("Beside line %d, and not in it: %s", a.Line, alerts.Inert(a.Value.Called.In(w.Language()))) + " ")
		all = append(all, append(l, w.line(a.Value)...))
	}
	return all
}

// explained are the formulas of the lines of which something is known: as printed, as corrected, and what is between them.
func (w ledgerWriter) explained() (all []alerts.Line) {
	for _, line := range w.ledger.Lines {
		if !line.Corrected.Known && !line.Literal.Known {
			continue
		}
		f := ledgerFormulas[line.Number]
		text := strconv.Itoa(line.Number) + " " + w.lineName(line.Number) + " = " + f.inWords().In(w.Language())
		if f.inWords() != f.literal {
			text += "; " + w.Sprintf("as printed: %s", f.literal.In(w.Language()))
		}
		if why := f.difference.In(w.Language()); why != "" {
			text += ". " + why
		}
		all = append(all, alerts.Words(text))
	}
	return all
}
