package report

import (
	"fmt"

	"molva/alerts/metric"
	"molva/alerts/roi"
)

// lineJSON is one of the fourteen for machines, in its readings.
type lineJSON struct {
	Number     int          `json:"number"`
	ID         string       `json:"id"` // its part in the metric benefit
	Name       string       `json:"name"`
	Class      roi.Class    `json:"class"`
	Unit       string       `json:"unit"` // of what the formula ends in: money or count
	Literal    readingJSON  `json:"literal"`
	Corrected  readingJSON  `json:"corrected"`
	Worth      readingJSON  `json:"worth"`  // in money on the ledger's terms
	Profit     bool         `json:"profit"` // the worth is revenue times margin
	Difference string       `json:"difference,omitempty"`
	FormulaLit string       `json:"formula_literal"`
	FormulaCor string       `json:"formula_corrected"`
	Inputs     []string     `json:"inputs"`
	Whole      []string     `json:"whole"`           // shares that nobody stated, taken for all
	Rival      string       `json:"rival,omitempty"` // an input that states another price than the one that was taken
	Lacks      []string     `json:"lacks"`
	Partial    *partialJSON `json:"partial"`
}

type partialJSON struct {
	Days int `json:"days"`
	Of   int `json:"of"`
}

type readingJSON struct {
	Value    *float64 `json:"value"`
	Low      *float64 `json:"low"`
	High     *float64 `json:"high"`
	Per      roi.Span `json:"per"`
	Currency string   `json:"currency,omitempty"`
	Tax      roi.Tax  `json:"tax,omitempty"`
	Lacks    []string `json:"lacks,omitempty"`
	Why      string   `json:"why,omitempty"` // it is not known although nothing lacks
}

func linesOf(l metric.Ledger) []lineJSON {
	all := make([]lineJSON, len(l.Lines))
	for i, line := range l.Lines {
		f := ledgerFormulas[line.Number]
		all[i] = lineJSON{Number: line.Number, ID: lineID(line.Number), Name: metric.LineName(line.Number).EN, Class: line.Class, Unit: "money",
			Literal: readingOf(line.Literal), Corrected: readingOf(line.Corrected), Worth: readingOf(line.Worth), Profit: line.Profit,
			Difference: f.difference.EN, FormulaLit: f.literal.EN, FormulaCor: f.inWords().EN,
			Inputs: append([]string{}, line.Inputs...), Whole: append([]string{}, line.Whole...), Rival: line.Rival, Lacks: append([]string{}, line.Worth.Lacks...)}
		if line.Number == 4 { // the only one that ends in a count
			all[i].Unit = "count"
		}
		if p := line.Partial; p != nil {
			all[i].Partial = &partialJSON{p.Days, p.Of}
		}
	}
	return all
}

func lineID(number int) string { return fmt.Sprintf("line_%d", number) }

func readingOf(r roi.Reading) readingJSON {
	j := readingJSON{Per: r.Per, Currency: r.Terms.Currency, Tax: r.Terms.Tax, Lacks: r.Lacks}
	switch {
	case r.Known:
		j.Value, j.Low, j.High = finite(r.Value), finite(r.Low), finite(r.High)
	case r.Nothing != "":
		j.Why = r.Nothing + " is 0, and nothing can be divided by it"
	default:
		j.Why = reason(r.Refused)
	}
	return j
}
