package report

import (
	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
)

// Document says how many came how far, then the same of each topic below.
func (f Funnel) Document(p *phrase.Printer, to alerts.Links) Document {
	w := funnelWriter{newScribe(p, to, f.Supplies)}
	d := Document{Language: p.Language(), Title: p.Sprintf("%s: from a mention to a customer, %s", alerts.Inert(f.Topic.Name), p.Dates(f.Period.From, f.Period.To))}
	d.Lead = append([]alerts.Line{w.summary(f)}, w.soFar(f.Running)...)
	d.Parts = append(d.Parts, Part{Title: p.Sprintf("Step by step"), Table: w.steps(f), After: w.beside(f)})
	if len(f.Sales) > 0 {
		d.Parts = append(d.Parts, Part{Title: p.Sprintf("What a purchase is worth"), Table: w.sales(f)})
	}
	if len(f.Below) > 0 {
		d.Parts = append(d.Parts, Part{Title: p.Sprintf("By topic"), Table: w.below(f)})
	}
	d.Foot = w.foot()
	return d
}

// funnelWriter puts a funnel into words.
type funnelWriter struct{ *scribe }

// summary is who came how far, as far as anybody told.
func (w funnelWriter) summary(f Funnel) alerts.Line {
	l := alerts.Words(w.Sprintf("People who spoke of it:") + " ")
	l = append(l, w.line(f.Spoke)...)
	for _, s := range f.Stages {
		l = append(l, alerts.Span{Text: "; " + w.many(s.Name) + ": "})
		l = append(l, w.line(s.people())...)
	}
	return append(l, alerts.Span{Text: "."})
}

// people is how many took a step. That some of them did not agree is said once, below the table, and not in a note to each number.
func (s Stage) people() metric.Value {
	v := s.People
	if s.Consent.Known {
		v.Caveat = metric.Text{}
	}
	return v
}

// many is what people at a step are called.
func (w funnelWriter) many(stage string) string {
	switch stage {
	case "contact":
		return w.Sprintf("contacts")
	case "lead":
		return w.Sprintf("leads")
	case "customer":
		return w.Sprintf("customers")
	}
	return w.Sprintf("customers who came again")
}

// step is what a step is called.
func (w funnelWriter) step(stage string) string {
	switch stage {
	case "contact":
		return w.Sprintf("Contact")
	case "lead":
		return w.Sprintf("Lead in the CRM")
	case "customer":
		return w.Sprintf("Customer")
	}
	return w.Sprintf("Repeat purchase")
}

func (w funnelWriter) steps(f Funnel) *Table {
	t := &Table{Head: []string{w.Sprintf("Step"), w.Sprintf("People"), w.Sprintf("With consent"), w.Sprintf("From the step before"),
		w.Sprintf("Since the first mention, median"), w.Sprintf("Cost of one")}, Right: []bool{false, true, true, true, true, true}}
	t.Rows = append(t.Rows, []Cell{plain(w.Sprintf("Mention")), w.cell(f.Spoke), plain(""), plain(""), plain(""), plain("")})
	for _, s := range f.Stages {
		t.Rows = append(t.Rows, []Cell{plain(w.step(s.Name)), w.cell(s.people()), w.cell(s.Consent), w.cell(s.Rate), w.cell(s.Wait), w.several(s.Costs)})
	}
	return t
}

// several puts values of one thing, one for each currency, into a cell.
func (w funnelWriter) several(values []metric.Value) Cell {
	var all Cell
	for i, v := range values {
		one := w.cell(v)
		if i > 0 {
			all.Line = append(all.Line, alerts.Span{Text: "; "})
		}
		all.Line, all.Hint = append(all.Line, one.Line...), one.Hint
	}
	return all
}

// beside says what the table is silent about.
func (w funnelWriter) beside(f Funnel) []alerts.Line {
	all := alerts.Lines(w.Sprintf("Who did not agree is linked to nobody: each step of theirs counts as somebody, and no share or time is made of it."),
		w.Sprintf("A later step may still come after the period; it is not in its shares."))
	if f.Rivals > 0 {
		all = append(all, alerts.Words(w.Sprintf("Competitors cannot stand beside it: nobody but they has their CRM.")))
	}
	return all
}

func (w funnelWriter) sales(f Funnel) *Table {
	t := &Table{Head: []string{w.Sprintf("What"), w.Sprintf("Value")}, Right: []bool{false, true}}
	for _, v := range f.Sales {
		t.Rows = append(t.Rows, []Cell{plain(w.part(v)), w.cell(v)})
	}
	return t
}

func (w funnelWriter) below(f Funnel) *Table {
	t := &Table{Head: []string{w.Sprintf("Topic"), w.Sprintf("Mention")}, Right: []bool{false, true}}
	for _, s := range f.Stages {
		t.Head, t.Right = append(t.Head, w.step(s.Name)), append(t.Right, true)
	}
	t.Head, t.Right = append(t.Head, w.Sprintf("Lead to customer")), append(t.Right, true)
	for _, one := range f.Below {
		row := []Cell{plain(alerts.Inert(one.Topic.Name)), w.cell(one.Spoke)}
		var rate Cell
		for _, s := range one.Stages {
			row = append(row, w.cell(s.people()))
			if s.Name == "customer" {
				rate = w.cell(s.Rate)
			}
		}
		t.Rows = append(t.Rows, append(row, rate))
	}
	return t
}
