package report

import (
	"time"

	"molva/alerts/metric"
	"molva/alerts/roi"
)

// combinationJSON is lines that may stand together, against the cost; money is on the ledger's terms.
type combinationJSON struct {
	Lines   []int      `json:"lines"`
	Benefit *float64   `json:"benefit"`
	Cost    *float64   `json:"cost"`
	ROI     *float64   `json:"roi"` // (benefit − cost) ÷ cost
	Low     *float64   `json:"low"`
	High    *float64   `json:"high"`
	Loss    *float64   `json:"loss"` // how probable a return below 0 is, as far as samples say
	Flips   []flipJSON `json:"flips"`
}

type flipJSON struct {
	Input     string   `json:"input"`
	Now       *float64 `json:"now"`
	BreakEven *float64 `json:"break_even"`
	Inside    bool     `json:"inside"` // the sample of the input allows it
}

// refusedJSON is two known lines that may not stand together, or one of class E, which stands in no return.
type refusedJSON struct {
	Lines []int   `json:"lines"`
	Why   roi.Why `json:"why"`
}

// whatIfJSON is what was changed, and all numbers as they are without it.
type whatIfJSON struct {
	Saved   bool         `json:"saved"` // never
	Changes []changeJSON `json:"changes"`
	Before  beforeJSON   `json:"before"`
}

type changeJSON struct {
	Name   string   `json:"name"`
	Before *float64 `json:"before"` // null of what was not there
	Now    *float64 `json:"now"`
}

type beforeJSON struct {
	Costs        costsJSON         `json:"costs"`
	Lines        []lineJSON        `json:"lines"`
	Combinations []combinationJSON `json:"combinations"`
}

// historyJSON is one line period by period, the earliest first.
type historyJSON struct {
	Number  int          `json:"number"`
	Periods []momentJSON `json:"periods"`
}

type momentJSON struct {
	From   time.Time   `json:"from"`
	To     time.Time   `json:"to"`
	Line   lineJSON    `json:"line"`
	Inputs []pastInput `json:"inputs"`
}

// pastInput is an input of one period; null where it was not there.
type pastInput struct {
	Name  string   `json:"name"`
	Value *float64 `json:"value"`
	Basis string   `json:"basis,omitempty"`
}

func combinationsOf(all []roi.Combination) []combinationJSON {
	list := make([]combinationJSON, len(all))
	for i, c := range all {
		list[i] = combinationOf(c)
	}
	return list
}

func combinationOf(c roi.Combination) combinationJSON {
	j := combinationJSON{c.Lines, finite(c.Benefit.Amount), finite(c.Cost.Amount), finite(c.ROI), finite(c.Low), finite(c.High), finite(c.Loss), []flipJSON{}}
	for _, f := range c.Flips {
		j.Flips = append(j.Flips, flipJSON{f.Input, finite(f.Now), finite(f.BreakEven), f.Inside})
	}
	return j
}

func (l Ledger) whatIfJSON() *whatIfJSON {
	if l.Was == nil {
		return nil
	}
	j := &whatIfJSON{Before: beforeJSON{costsOf(*l.Was), linesOf(*l.Was), combinationsOf(l.Was.Combinations)}}
	for _, name := range l.Changed {
		j.Changes = append(j.Changes, changeJSON{name, valueIn(*l.Was, name), valueIn(l.Ledger, name)})
	}
	return j
}

// valueIn is an input of a ledger; nil where it is not there.
func valueIn(l metric.Ledger, name string) *float64 {
	in, there := inputOf(l, name)
	if !there {
		return nil
	}
	return finite(in.Value)
}

func (l Ledger) historyJSON() *historyJSON {
	if l.History == nil {
		return nil
	}
	j := &historyJSON{Number: l.History.Number}
	for _, m := range l.History.Moments {
		moment := momentJSON{From: m.Period.From, To: m.Period.To, Inputs: []pastInput{}}
		for _, line := range linesOf(m) {
			if line.Number == l.History.Number {
				moment.Line = line
			}
		}
		for _, name := range l.History.inputs() {
			in := pastInput{Name: name, Value: valueIn(m, name)}
			if in.Value != nil {
				in.Basis = basisName(m.Given[name].Basis)
			}
			moment.Inputs = append(moment.Inputs, in)
		}
		j.Periods = append(j.Periods, moment)
	}
	return j
}
