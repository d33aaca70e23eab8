package report

import (
	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/roi"
	"molva/ingest"
)

// inputs are all that there are, whether a line took them or not.
func (w ledgerWriter) inputs() Part {
	part := Part{Title: w.Sprintf("What it is made of")}
	names := w.ledger.names()
	if len(names) == 0 {
		part.Lines = alerts.Lines(w.Sprintf("Nothing is known yet."))
		return part
	}
	part.Table = &Table{Head: []string{w.Sprintf("Input"), w.Sprintf("Name"), w.Sprintf("Value"), w.Sprintf("Basis"), w.Sprintf("Source")},
		Right: []bool{false, false, true, false, false}}
	for _, name := range names {
		from := w.ledger.Given[name]
		now := w.given(w.ledger.Ledger, name)
		value := alerts.Line{{Text: now + w.caution(from.Caveat), URL: w.to.To(from.Evidence)}}
		if was := w.before(now, w.given(w.old(), name)); was != "" {
			value = append(value, alerts.Span{Text: was})
		}
		part.Table.Rows = append(part.Table.Rows, []Cell{plain(w.inputName(name)), plain(alerts.Inert(name)), {Line: value}, plain(w.restsOn(from.Basis)), plain(w.source(from))})
	}
	return part
}

// source is who said an input; what was only tried is said so in the reader's language.
func (w ledgerWriter) source(from metric.Given) string {
	if from.Source == metric.WhatIf {
		return w.Sprintf("what if")
	}
	return alerts.Inert(from.Source)
}

// restsOn is what a number rests on.
func (w ledgerWriter) restsOn(b metric.Basis) string {
	switch b {
	case metric.Entered:
		w.entered = true
		return w.Sprintf("entered")
	case metric.Assumed:
		w.assumed = true
		return w.Sprintf("assumed")
	}
	return w.Sprintf("measured")
}

// given is an input: 8.1% (17 of 210). One that is not there is a dash.
func (w ledgerWriter) given(l metric.Ledger, name string) string {
	in, there := inputOf(l, name)
	if !there {
		return "–"
	}
	from := l.Given[name]
	text := precise(w.Printer, from.Unit, in.Value, alerts.Inert(in.Terms.Currency))
	if priced(from.Unit) && in.Terms.Tax != l.Terms.Tax && in.Terms.Tax != roi.Unstated {
		text += " " + taxed(w.Printer, in.Terms.Tax)
	}
	if in.N > 0 {
		text += " (" + w.Sprintf("%d of %d", in.K, in.N) + ")"
	}
	return text
}

func priced(u ingest.Unit) bool { return u == ingest.UnitMoney || u == ingest.UnitHourly }

// madeOf are inputs with their values, each leading to its evidence.
func (w ledgerWriter) madeOf(names []string) (all alerts.Line) {
	for i, name := range names {
		if i > 0 {
			all = append(all, alerts.Span{Text: "; "})
		}
		from := w.ledger.Given[name]
		all = append(all, alerts.Span{Text: w.inputName(name) + " "},
			alerts.Span{Text: w.given(w.ledger.Ledger, name), URL: w.to.To(from.Evidence)},
			alerts.Span{Text: ", " + w.restsOn(from.Basis) + w.caution(from.Caveat)})
	}
	return all
}

// unsaid are the shares that a line took for all, since nobody stated them.
func (w ledgerWriter) unsaid(line roi.Line) (all alerts.Line) {
	if len(line.Inputs) == 0 {
		return nil
	}
	for _, name := range line.Whole {
		all = append(all, alerts.Span{Text: "; " + w.inputName(name) + " " + precise(w.Printer, ingest.UnitShare, 1, "") + ", " + w.restsOn(metric.Assumed)})
	}
	return all
}

// given is where an input comes from. A share that nobody stated is assumed to be all.
func given(l metric.Ledger, name string) metric.Given {
	if from, there := l.Given[name]; there {
		return from
	}
	return metric.Given{Name: name, Called: metric.InputName(name), Unit: ingest.UnitShare, Basis: metric.Assumed}
}
