package report

import (
	"strings"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/roi"
)

// ledgerWriter puts a ledger into words.
type ledgerWriter struct {
	*scribe
	ledger Ledger
}

// Document says first which returns are possible and what turns them, then what it cost, each class of benefits apart, the returns,
// and last all that it was made of.
func (l Ledger) Document(p *phrase.Printer, to alerts.Links) Document {
	w := ledgerWriter{newScribe(p, to, l.Supplies), l}
	d := Document{Language: p.Language(), Title: p.Sprintf("%s: what the work is worth, %s", alerts.Inert(l.Topic.Name), p.Dates(l.Period.From, l.Period.To))}
	d.Lead = w.lead()
	d.Parts = append(d.Parts, w.costs()...)
	for _, class := range []roi.Class{roi.Revenue, roi.Avoided, roi.Equivalent} {
		d.Parts = append(d.Parts, w.benefits(class))
	}
	d.Parts = append(d.Parts, w.returns())
	d.Parts = append(d.Parts, w.turns()...)
	d.Parts = append(d.Parts, w.overlaps()...)
	if l.History != nil {
		d.Parts = append(d.Parts, w.history(*l.History))
	}
	d.Parts = append(d.Parts, w.inputs())
	d.Foot = w.bottom()
	return d
}

// lead is the answer.
func (w ledgerWriter) lead() []alerts.Line {
	var all []alerts.Line
	if w.ledger.Was != nil {
		all = append(all, w.whatIf())
	}
	var turning []alerts.Line
	if turn, ok := w.ledger.nearest(); ok {
		turning = append(turning, w.turning(turn))
	}
	if w.ledger.Chosen != nil { // and what turns is that one
		all = append(all, alerts.Words(w.Sprintf("Chosen is a return of %s.", w.gained(*w.ledger.Chosen))))
		all, turning = append(all, turning...), nil
	}
	all = append(all, alerts.Words(w.answer()))
	if len(w.ledger.Combinations) > 1 {
		all = append(all, alerts.Words(w.choices()))
	}
	all = append(all, turning...)
	return append(all, alerts.Words(w.Sprintf("There is no sum of all lines: they count the same people twice.")))
}

// answer is the return with all lines that may stand together, from where to where it goes where several choices of them are as
// large; or why there is none.
func (w ledgerWriter) answer() string {
	largest := maximal(w.ledger.Combinations)
	lowest, highest, ok := extremes(largest)
	switch {
	case !ok:
		return w.noReturn()
	case len(largest) == 1:
		return w.Sprintf("With all lines that may stand together the return is %s.", w.gained(lowest))
	}
	return w.Sprintf("With all lines that may stand together the return is between %s and %s, by which of them count the buyers.", w.gained(lowest), w.gained(highest)) +
		" " + w.sign(lowest, highest)
}

// choices says how many of all combinations are a gain, and what the least of them is.
func (w ledgerWriter) choices() string {
	lowest, highest, _ := extremes(w.ledger.Combinations)
	text := w.Sprintf("The %d choices of lines that may stand together return from %s to %s; %d of them are a gain.", len(w.ledger.Combinations),
		w.gained(lowest), w.gained(highest), w.ledger.gainful())
	least, most, _ := extremes(maximal(w.ledger.Combinations))
	if sign := w.sign(lowest, highest); sign != w.sign(least, most) { // which the answer says
		text += " " + sign
	}
	return text
}

// gained is a return with its lines and interval: +57.3% (lines 11 + 14; 95%: +12% to +101%).
func (w ledgerWriter) gained(c roi.Combination) string {
	lines := w.lines(c.Lines)
	if c.Low != c.High {
		lines = w.Sprintf("%s; 95%%: %s", lines, gains(w.Printer, c))
	}
	return gain(w.Printer, c.ROI) + " (" + lines + ")"
}

// sign says whether the choice of lines decides between a gain and a loss.
func (w ledgerWriter) sign(lowest, highest roi.Combination) string {
	switch {
	case lowest.ROI < 0 && highest.ROI > 0:
		return w.Sprintf("The choice of lines flips the sign.")
	case lowest.ROI > 0:
		return w.Sprintf("Each of them is a gain.")
	case highest.ROI < 0:
		return w.Sprintf("Each of them is a loss.")
	}
	return w.Sprintf("It comes out even at one end.")
}

// noReturn is why there is none.
func (w ledgerWriter) noReturn() string {
	costs := w.ledger.Costs
	switch {
	case !costs.Known:
		return strings.TrimSpace(w.Sprintf("No return can be told: what the work cost is not known.") + " " + w.first(costs))
	case costs.Sum.Amount <= 0:
		return w.Sprintf("No return can be told: the work cost nothing.")
	}
	return w.Sprintf("No return can be told: no line of revenue or of cost avoided is known for the whole period.")
}

// first is what to enter before anything else can be told.
func (w ledgerWriter) first(c roi.Costs) string {
	if len(c.Lacks) == 0 {
		return ""
	}
	names := make([]string, len(c.Lacks))
	for i, name := range c.Lacks {
		names[i] = "`" + alerts.Inert(kindOfInput(name)) + "`"
	}
	return w.Sprintf("Enter first: %s.", strings.Join(names, ", "))
}

// turning is what turns a return, and at which value: lead to customer, at 8.4% instead of 8%.
func (w ledgerWriter) turning(t turn) alerts.Line {
	from := given(w.ledger.Ledger, t.Input)
	in, _ := inputOf(w.ledger.Ledger, t.Input)
	now, even := toldApart(w.Printer, from.Unit, alerts.Inert(in.Terms.Currency), t.Now, t.BreakEven)
	link := w.to.To(from.Evidence)
	if from.Basis == metric.Assumed {
		w.assumed = true
		return alerts.Line{{Text: w.Sprintf("The nearest assumption that turns the sign: %s, at %s instead of %s (%s).", w.inputName(t.Input), even, now, w.lines(t.Of.Lines)), URL: link}}
	}
	return alerts.Line{{Text: w.Sprintf("No assumption comes near to turning the sign; the nearest input that does: %s, at %s instead of %s, %s (%s).",
		w.inputName(t.Input), even, now, w.restsOn(from.Basis), w.lines(t.Of.Lines)), URL: link}}
}

// whatIf names the changes.
func (w ledgerWriter) whatIf() alerts.Line {
	changes := make([]string, len(w.ledger.Changed))
	for i, name := range w.ledger.Changed {
		now := w.given(w.ledger.Ledger, name)
		changes[i] = w.inputName(name) + " " + now + w.before(now, w.given(w.old(), name))
	}
	return alerts.Words(w.Sprintf("What if: %s. Nothing of it is saved.", strings.Join(changes, "; ")))
}

// old is the ledger without the changes; the ledger itself where nothing was changed.
func (w ledgerWriter) old() metric.Ledger {
	if w.ledger.Was != nil {
		return *w.ledger.Was
	}
	return w.ledger.Ledger
}

// before says what a number was without the changes; "" where it is the same.
func (w ledgerWriter) before(now, was string) string {
	if now == was {
		return ""
	}
	return " " + w.Sprintf("[before: %s]", was)
}
