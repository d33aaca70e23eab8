package report

import (
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/roi"
)

// ledgerJSON is a ledger for machines. No key sums up lines that overlap, or lines of several classes, but a combination's.
type ledgerJSON struct {
	Topic        string            `json:"topic"`
	Name         string            `json:"name"`
	From         time.Time         `json:"from"`
	To           time.Time         `json:"to"`
	Span         roi.Span          `json:"span"`
	Currency     string            `json:"currency"`
	Tax          roi.Tax           `json:"tax"`   // included, excluded, or "" where nobody said
	Level        float64           `json:"level"` // of all intervals
	Costs        costsJSON         `json:"costs"`
	Lines        []lineJSON        `json:"lines"`
	Apart        []apartJSON       `json:"apart"` // beside a line and not in it
	Combinations []combinationJSON `json:"combinations"`
	Chosen       *combinationJSON  `json:"chosen"`
	Refused      []refusedJSON     `json:"refused"`
	Inputs       []inputJSON       `json:"inputs"`
	Warning      string            `json:"warning"` // of lines of class E
	WhatIf       *whatIfJSON       `json:"what_if"`
	History      *historyJSON      `json:"history"`
}

type costsJSON struct {
	Known  bool        `json:"known"`
	Amount *float64    `json:"amount"`
	By     []spentJSON `json:"by"`
	Brands []brandJSON `json:"brands"`
	Lacks  []string    `json:"lacks"`
	Why    string      `json:"why,omitempty"` // they are not known although nothing lacks
}

type spentJSON struct {
	Topic  string   `json:"topic"`
	Cost   roi.Cost `json:"cost"`
	Amount *float64 `json:"amount"`
	Inputs []string `json:"inputs"`
}

type brandJSON struct {
	Topic  string   `json:"topic"`
	Name   string   `json:"name"`
	Amount *float64 `json:"amount"`   // with the topics below it
	Least  *float64 `json:"at_least"` // what is known of it
	Lacks  []string `json:"lacks"`
}

type apartJSON struct {
	Line     int             `json:"line"`
	Name     string          `json:"name"`
	Value    *float64        `json:"value"`
	Caveat   string          `json:"caveat,omitempty"`
	Evidence alerts.Evidence `json:"evidence,omitempty"`
}

type inputJSON struct {
	Name     string          `json:"name"`
	Called   string          `json:"called"`
	Value    *float64        `json:"value"`
	K        *int            `json:"k"` // of n
	N        *int            `json:"n"`
	Unit     string          `json:"unit"`
	Currency string          `json:"currency,omitempty"`
	Tax      roi.Tax         `json:"tax,omitempty"`
	Topic    string          `json:"topic"`
	From     *time.Time      `json:"from"`
	To       *time.Time      `json:"to"`
	Basis    string          `json:"basis"`
	Source   string          `json:"source,omitempty"`
	Evidence alerts.Evidence `json:"evidence,omitempty"`
	Caveat   string          `json:"caveat,omitempty"`
}

// Data is the ledger for machines; texts are English.
func (l Ledger) Data() any { return l.json() }

func (l Ledger) json() ledgerJSON {
	j := ledgerJSON{Topic: l.Topic.ID, Name: l.Topic.Name, From: l.Period.From, To: l.Period.To, Span: l.Inputs.Span, Currency: l.Terms.Currency, Tax: l.Terms.Tax,
		Level: roi.Level, Costs: costsOf(l.Ledger), Lines: linesOf(l.Ledger), Apart: []apartJSON{}, Combinations: combinationsOf(l.Combinations), Refused: []refusedJSON{},
		Inputs: inputsOf(l), Warning: warning.EN, WhatIf: l.whatIfJSON(), History: l.historyJSON()}
	for _, a := range l.Apart {
		v := jsonOf(a.Value)
		j.Apart = append(j.Apart, apartJSON{a.Line, a.Value.Called.EN, v.Value, v.Caveat, a.Value.Evidence})
	}
	if l.Chosen != nil {
		chosen := combinationOf(*l.Chosen)
		j.Chosen = &chosen
	}
	for _, pair := range l.refused() {
		j.Refused = append(j.Refused, refusedJSON{pair.Lines, pair.Why})
	}
	for _, n := range l.equivalents() {
		j.Refused = append(j.Refused, refusedJSON{[]int{n}, roi.NoReturn})
	}
	return j
}

func costsOf(l metric.Ledger) costsJSON {
	j := costsJSON{Known: l.Costs.Known, By: []spentJSON{}, Brands: []brandJSON{}, Lacks: append([]string{}, l.Costs.Lacks...), Why: reason(l.Costs.Refused)}
	if j.Known {
		j.Amount = finite(l.Costs.Sum.Amount)
	}
	for _, s := range l.Costs.By {
		j.By = append(j.By, spentJSON{s.Topic, s.Cost, finite(s.Amount), madeWith([]roi.CostItem{s.CostItem}, s.Cost)})
	}
	for _, b := range l.Brands {
		one := brandJSON{Topic: b.Topic.ID, Name: b.Topic.Name, Lacks: append([]string{}, b.Costs.Lacks...)}
		if b.Costs.Known {
			one.Amount = finite(b.Costs.Sum.Amount)
		}
		if least, ok := leastCost(b.Costs); ok {
			one.Least = finite(least)
		}
		j.Brands = append(j.Brands, one)
	}
	return j
}

// reason is an error in English; "" where there is none.
func reason(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func inputsOf(l Ledger) []inputJSON {
	all := make([]inputJSON, 0, len(l.Given))
	for _, name := range l.names() {
		in, _ := inputOf(l.Ledger, name)
		from := l.Given[name]
		j := inputJSON{Name: name, Called: from.Called.EN, Value: finite(in.Value), Unit: string(from.Unit), Currency: in.Terms.Currency, Tax: in.Terms.Tax,
			Topic: from.Topic, From: when(from.From), To: when(from.To), Basis: basisName(from.Basis), Source: from.Source, Evidence: from.Evidence, Caveat: from.Caveat.EN}
		if in.N > 0 {
			j.K, j.N = &in.K, &in.N
		}
		all = append(all, j)
	}
	return all
}

// when is a side of a period; null where it is open.
func when(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
