package metric

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"molva/alerts/roi"
	"molva/ingest"
)

// WhatIf is the source of what was given to try it, and never entered.
const WhatIf = "what if"

// insteadOf are inputs that would hide one that is tried, being another way to the same thing.
var insteadOf = map[string][]string{"cpm": {"cpi"}, "views": {"impressions"}, "views_per_mention": {"impressions", "views"}}

// With is the ledger with other inputs in the place of its own, computed anew. Nothing is saved. All that was changed or added is
// assumed, from the source [WhatIf]. What nobody says of the currency and tax of money is as in what it replaces, else as in the
// ledger.
func (l Ledger) With(changes map[string]roi.Input) (Ledger, error) {
	l.Inputs.Given, l.Exchange = maps.Clone(l.Inputs.Given), maps.Clone(l.Exchange)
	l.Given, l.Absent, l.Items = maps.Clone(l.Given), maps.Clone(l.Absent), slices.Clone(l.Items)
	for _, name := range sortedKeys(changes) {
		if !l.knows(name) {
			return Ledger{}, ingest.Complain("there is no input %q, want one of %s", name, strings.Join(l.possible(), ", "))
		}
		l.change(name, changes[name])
		for _, other := range insteadOf[name] {
			if _, too := changes[other]; !too {
				delete(l.Inputs.Given, other)
				delete(l.Given, other)
			}
		}
	}
	if err := l.Check(); err != nil {
		return Ledger{}, err
	}
	return l.computed(roi.Compute), nil
}

// possible are the names that may be changed or added.
func (l Ledger) possible() []string {
	names := sortedKeys(l.Given)
	for _, in := range ledgerInputs {
		names = append(names, in.name)
	}
	names = append(names, "ctr"+before, "conversion"+before, "units_sold"+before, "spend", "labour_hours", "labour_rate")
	slices.Sort(names)
	return slices.Compact(names)
}

// knows reports whether a name is possible, or a part of a cost, or the rate of another currency than the ledger's.
func (l Ledger) knows(name string) bool {
	if slices.Contains(l.possible(), name) {
		return true
	}
	base, part, _ := strings.Cut(name, "/")
	if base+"/" == exchangeKind {
		return ingest.ValidCurrency(strings.ToUpper(part)) && currencyOf(name) != l.Terms.Currency
	}
	_, kind := ingest.InputOf(name)
	_, cost := costInputs[base]
	return kind && cost
}

func (l *Ledger) change(name string, in roi.Input) {
	if inMoney(unitOf(ledgerKind(name))) {
		in.Terms = l.termsOf(name, in.Terms)
	}
	switch from := l.Given[name]; {
	case name == taxRate:
		l.TaxRate = &in.Value
	case strings.HasPrefix(name, exchangeKind):
		l.exchange(name, in)
	default:
		l.Inputs.Given[name] = in
		if from.Name == "" {
			l.spend(name)
		}
	}
	l.Given[name] = l.assumed(name)
	delete(l.Absent, name)
}

// termsOf are the terms of money that is tried: what is not said of them is as it was, else as in the ledger.
func (l Ledger) termsOf(name string, said roi.Terms) roi.Terms {
	were := l.Inputs.Given[name].Terms
	if were.Currency == "" {
		were = l.Terms
	}
	return roi.Terms{Currency: cmp.Or(said.Currency, were.Currency), Tax: cmp.Or(said.Tax, were.Tax)}
}

// exchange puts a rate in the place of another. One that was not there is in what the ledger is.
func (l *Ledger) exchange(name string, in roi.Input) {
	was, there := l.Exchange[currencyOf(name)]
	if there {
		in.Terms.Currency = was.Currency
	}
	l.Exchange[currencyOf(name)] = roi.Money{Amount: in.Value, Terms: roi.Terms{Currency: in.Terms.Currency}}
}

// spend makes an item of a cost that is new; lines know theirs.
func (l *Ledger) spend(name string) {
	item := roi.CostItem{Topic: l.Topic.ID, Cost: costKind(name), Spent: name}
	switch base, _, _ := strings.Cut(name, "/"); base {
	case "spend":
	case "labour_hours":
		item = roi.CostItem{Topic: l.Topic.ID, Cost: roi.Labour, Hours: name, Rate: "labour_rate"}
	case "labour_rate":
		l.price(name)
		return
	default:
		return
	}
	l.Items = append(l.Items, item)
	if len(l.Brands) == 0 {
		l.Brands = []Brand{{Topic: l.Topic}}
	}
}

// price makes a new rate that of the labour that it is for, as labour_rate/editor is for labour_hours/editor, of the topic and of
// those below it that have no such rate of their own.
func (l *Ledger) price(rate string) {
	_, part, parted := strings.Cut(rate, "/")
	for i, item := range l.Items {
		if parted && ledgerKind(item.Hours) == hoursKind+part && ledgerKind(item.Rate) != rate {
			l.Items[i].Rate = rate
		}
	}
}

// assumed is where a change comes from.
func (l Ledger) assumed(name string) Given {
	from, there := l.Given[name]
	if !there {
		from = Given{Name: name, Kind: ledgerKind(name), Called: InputName(name), Unit: unitOf(ledgerKind(name)), Topic: l.Topic.ID, From: l.Period.From, To: l.Period.To}
	}
	from.Basis, from.Source, from.Caveat, from.Evidence = Assumed, WhatIf, Text{}, ""
	return from
}

// ledgerKind is the kind of ingest.InputKinds that a name is of; "" of what only molva measures.
func ledgerKind(name string) string {
	if _, kind, below := strings.Cut(name, ":"); below {
		name = kind
	}
	name, _, _ = strings.Cut(strings.TrimSuffix(name, before), "@")
	if _, known := ingest.InputOf(name); !known {
		return ""
	}
	return name
}

func inMoney(u ingest.Unit) bool { return u == ingest.UnitMoney || u == ingest.UnitHourly }
