package report

import (
	"io"
	"strconv"
	"strings"

	"molva/alerts"
	"molva/alerts/metric"
)

// ledgerHead is the first row of the CSV. It only ever grows, at its end. Kind says what a row is: line (in one reading), cost, brand,
// combination, flip, refused, input, apart, before (without the changes) or history.
var ledgerHead = []string{"kind", "topic", "from", "to", "span", "lines", "id", "class", "reading", "name", "value", "low", "high", "unit", "per", "currency", "tax",
	"k", "n", "basis", "source", "inputs", "lacks", "why", "formula", "benefit", "cost", "loss", "now", "break_even", "inside", "caveat", "evidence", "rival", "whole", "days", "of_days"}

// ledgerRow is a row under that head.
type ledgerRow struct {
	kind, lines, id, class, reading, name string
	value, low, high                      *float64
	unit, per, currency, tax              string
	k, n, basis, source                   string
	inputs, lacks, why, formula           string
	benefit, cost, loss, now, even        *float64
	inside, caveat, evidence, topic       string
	rival, whole, days, ofDays            string
}

func (l Ledger) csv(w io.Writer, to alerts.Links) error {
	c := CSV{W: w}
	c.Row(ledgerHead...)
	write := func(m metric.Ledger, rows ...ledgerRow) {
		for _, r := range rows {
			if r.topic == "" {
				r.topic = m.Topic.ID
			}
			c.Row(r.kind, r.topic, moment(m.Period.From), moment(m.Period.To), string(m.Inputs.Span), r.lines, r.id, r.class, r.reading, r.name, exact(r.value), exact(r.low), exact(r.high),
				r.unit, r.per, r.currency, r.tax, r.k, r.n, r.basis, r.source, r.inputs, r.lacks, r.why, r.formula,
				exact(r.benefit), exact(r.cost), exact(r.loss), exact(r.now), exact(r.even), r.inside, r.caveat, r.evidence, r.rival, r.whole, r.days, r.ofDays)
		}
	}
	write(l.Ledger, lineRows("line", l.Ledger)...)
	write(l.Ledger, costRows(l.Ledger)...)
	write(l.Ledger, combinationRows("combination", l.Ledger)...)
	write(l.Ledger, l.refusedRows()...)
	write(l.Ledger, l.inputRows(to)...)
	write(l.Ledger, l.apartRows(to)...)
	if l.Was != nil {
		write(*l.Was, lineRows("before", *l.Was)...)
		write(*l.Was, combinationRows("before", *l.Was)...)
	}
	if l.History != nil {
		for _, m := range l.History.Moments {
			write(m, historyRows(m, l.History.Number)...)
		}
	}
	return c.Err()
}

// lineRows are the lines, each in its three readings.
func lineRows(kind string, l metric.Ledger) (rows []ledgerRow) {
	for _, line := range linesOf(l) {
		var days, ofDays string
		if p := line.Partial; p != nil {
			days, ofDays = strconv.Itoa(p.Days), strconv.Itoa(p.Of)
		}
		for _, of := range []struct {
			reading, formula string
			readingJSON
		}{{"literal", line.FormulaLit, line.Literal}, {"corrected", line.FormulaCor, line.Corrected}, {"worth", line.FormulaCor, line.Worth}} {
			unit := line.Unit
			if of.reading == "worth" {
				unit = "money"
			}
			rows = append(rows, ledgerRow{kind: kind, lines: strconv.Itoa(line.Number), id: line.ID, class: string(line.Class), reading: of.reading, name: line.Name,
				value: of.Value, low: of.Low, high: of.High, unit: unit, per: string(of.Per), currency: of.Currency, tax: string(of.Tax),
				inputs: strings.Join(line.Inputs, " "), lacks: strings.Join(of.Lacks, "; "), why: of.Why, formula: of.formula,
				rival: line.Rival, whole: strings.Join(line.Whole, " "), days: days, ofDays: ofDays})
		}
	}
	return rows
}

// costRows are the costs item by item, then brand by brand.
func costRows(l metric.Ledger) (rows []ledgerRow) {
	costs := costsOf(l)
	money := ledgerRow{unit: "money", per: string(l.Inputs.Span), currency: l.Terms.Currency, tax: string(l.Terms.Tax)}
	for _, s := range costs.By {
		r := money
		r.kind, r.topic, r.name, r.value, r.inputs = "cost", s.Topic, string(s.Cost), s.Amount, strings.Join(s.Inputs, " ")
		rows = append(rows, r)
	}
	for _, b := range costs.Brands {
		r := money
		r.kind, r.topic, r.name, r.value, r.low, r.lacks = "brand", b.Topic, alerts.Inert(b.Name), b.Amount, b.Least, strings.Join(b.Lacks, "; ")
		rows = append(rows, r)
	}
	return rows
}

// combinationRows are the returns, each followed by what turns it.
func combinationRows(kind string, l metric.Ledger) (rows []ledgerRow) {
	for _, c := range combinationsOf(l.Combinations) {
		lines := plus(c.Lines)
		rows = append(rows, ledgerRow{kind: kind, lines: lines, value: c.ROI, low: c.Low, high: c.High, unit: "share", per: string(l.Inputs.Span),
			currency: l.Terms.Currency, tax: string(l.Terms.Tax), benefit: c.Benefit, cost: c.Cost, loss: c.Loss})
		if kind == "before" {
			continue
		}
		for _, f := range c.Flips {
			rows = append(rows, ledgerRow{kind: "flip", lines: lines, name: f.Input, unit: string(given(l, f.Input).Unit), basis: basisName(given(l, f.Input).Basis),
				now: f.Now, even: f.BreakEven, inside: strconv.FormatBool(f.Inside)})
		}
	}
	return rows
}

func (l Ledger) refusedRows() (rows []ledgerRow) {
	for _, r := range l.json().Refused {
		rows = append(rows, ledgerRow{kind: "refused", lines: plus(r.Lines), why: string(r.Why)})
	}
	return rows
}

func (l Ledger) inputRows(to alerts.Links) (rows []ledgerRow) {
	for _, in := range inputsOf(l) {
		r := ledgerRow{kind: "input", topic: in.Topic, name: alerts.Inert(in.Name), value: in.Value, unit: in.Unit, currency: in.Currency, tax: string(in.Tax), basis: in.Basis, source: alerts.Inert(in.Source),
			caveat: in.Caveat, evidence: address(in.Evidence, to)}
		if in.N != nil {
			r.k, r.n = strconv.Itoa(*in.K), strconv.Itoa(*in.N)
		}
		rows = append(rows, r)
	}
	return rows
}

func (l Ledger) apartRows(to alerts.Links) (rows []ledgerRow) {
	for _, a := range l.json().Apart {
		rows = append(rows, ledgerRow{kind: "apart", lines: strconv.Itoa(a.Line), name: a.Name, value: a.Value, caveat: a.Caveat, evidence: address(a.Evidence, to)})
	}
	return rows
}

// historyRows are one line in one period.
func historyRows(l metric.Ledger, number int) (rows []ledgerRow) {
	for _, r := range lineRows("history", l) {
		if r.lines == strconv.Itoa(number) {
			rows = append(rows, r)
		}
	}
	return rows
}
