package report

import (
	"slices"
	"strings"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/roi"
)

// costKinds are the kinds of costs in the order in which they are told.
var costKinds = []roi.Cost{roi.Labour, roi.Tools, roi.Ads, roi.Content, roi.Agency, roi.Other}

// costs are what the work cost: by kind, and by brand where there are several.
func (w ledgerWriter) costs() []Part {
	part := Part{Title: w.Sprintf("What it cost"), Lines: alerts.Lines(w.cost())}
	if len(w.ledger.Items) > 0 {
		part.Table = w.byKind()
	}
	parts := []Part{part}
	if len(w.ledger.Brands) > 1 {
		parts = append(parts, Part{Title: w.Sprintf("What it cost by brand, each with those below it"), Table: w.byBrand()})
	}
	return parts
}

// cost is what the work cost, or why that is not known.
func (w ledgerWriter) cost() string {
	costs := w.ledger.Costs
	if !costs.Known {
		return strings.TrimSpace(w.Sprintf("What the work cost is not known: %s.", w.unknownCosts(costs)) + " " + w.byHand(costs.Lacks))
	}
	text, was := w.sum(costs), w.sum(w.old().Costs)
	return w.Sprintf("The work cost %s; %s.", text+w.before(text, was), taxed(w.Printer, w.ledger.Terms.Tax))
}

// sum is what the work cost in the ledger's span; a dash where that is not known.
func (w ledgerWriter) sum(c roi.Costs) string {
	if !c.Known {
		return "–"
	}
	return w.every(w.money(c.Sum.Amount, c.Sum.Terms), c.Sum.Per)
}

// byKind is one row for each kind of cost, with what it is made of.
func (w ledgerWriter) byKind() *Table {
	t := &Table{Head: []string{w.Sprintf("Kind"), w.Sprintf("Cost"), w.Sprintf("Made of")}, Right: []bool{false, true, false}}
	for _, kind := range costKinds {
		if inputs := madeWith(w.ledger.Items, kind); len(inputs) > 0 {
			text := w.spentOn(w.ledger.Ledger, kind)
			t.Rows = append(t.Rows, []Cell{plain(w.spent(kind)), plain(text + w.before(text, w.spentOn(w.old(), kind))), {Line: w.madeOf(inputs)}})
		}
	}
	return t
}

// spentOn is what one kind of cost comes to: at least so much where something of it is not known, and a dash where nothing is.
func (w ledgerWriter) spentOn(l metric.Ledger, kind roi.Cost) string {
	var sum float64
	known, items := 0, 0
	for _, s := range l.Costs.By {
		if s.Cost == kind {
			sum, known = sum+s.Amount, known+1
		}
	}
	for _, item := range l.Items {
		if item.Cost == kind {
			items++
		}
	}
	switch text := w.money(sum, l.Terms); known {
	case 0:
		return "–"
	case items:
		return text
	default:
		return w.Sprintf("at least %s", text)
	}
}

// madeWith are the inputs of one kind of cost.
func madeWith(items []roi.CostItem, kind roi.Cost) (inputs []string) {
	for _, item := range items {
		for _, name := range []string{item.Spent, item.Hours, item.Rate} {
			if item.Cost == kind && name != "" && !slices.Contains(inputs, name) {
				inputs = append(inputs, name)
			}
		}
	}
	return inputs
}

// byBrand is what each brand cost, with those below it.
func (w ledgerWriter) byBrand() *Table {
	t := &Table{Head: []string{w.Sprintf("Brand"), w.Sprintf("Cost")}, Right: []bool{false, true}}
	for i, b := range w.ledger.Brands {
		text := w.brand(b.Costs)
		if !b.Costs.Known {
			text += w.note(w.unknownCosts(b.Costs))
		}
		if old := w.old().Brands; i < len(old) {
			text += w.before(w.brand(b.Costs), w.brand(old[i].Costs))
		}
		t.Rows = append(t.Rows, []Cell{plain(alerts.Inert(b.Topic.Name)), plain(text)})
	}
	return t
}

// brand is what one brand cost; where something of it lacks, the least that it cost.
func (w ledgerWriter) brand(c roi.Costs) string {
	least, ok := leastCost(c)
	switch {
	case !ok:
		return "–"
	case c.Known:
		return w.money(least, c.Sum.Terms)
	}
	return w.Sprintf("at least %s", w.money(least, c.Sum.Terms))
}

// leastCost is what is known of costs: all of them, or those of which nothing lacks.
func leastCost(c roi.Costs) (sum float64, ok bool) {
	if c.Known {
		return c.Sum.Amount, true
	}
	for _, s := range c.By {
		sum += s.Amount
	}
	return sum, len(c.By) > 0
}
