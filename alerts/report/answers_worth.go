package report

import (
	"strings"

	"molva/alerts"
	"molva/alerts/roi"
)

// worth says in a few lines what the work cost, which returns are possible by the choice of lines, and what turns their sign. What
// it would have cost as advertising is in none of them; the ledger itself tells of that.
func (w answersWriter) worth(l Ledger) Part {
	say := ledgerWriter{w.scribe, l}
	part := Part{Title: w.Sprintf("What the work is worth"), Lines: alerts.Lines(say.cost())}
	if !l.Costs.Known {
		return part
	}
	part.Lines = append(part.Lines, alerts.Words(say.answer()))
	if turn, ok := l.nearest(); ok {
		part.Lines = append(part.Lines, say.turning(turn))
	}
	if len(l.Combinations) == 0 {
		part.Lines = append(part.Lines, alerts.Words(say.nearlyKnown()))
	}
	return part
}

// nearlyKnown is what to enter for a line of revenue or of cost avoided: that of the one which lacks least.
func (w ledgerWriter) nearlyKnown() string {
	var best *roi.Line
	for i, line := range w.ledger.Lines {
		lacks := len(line.Worth.Lacks)
		if line.Class != roi.Equivalent && lacks > 0 && (best == nil || lacks < len(best.Worth.Lacks)) {
			best = &w.ledger.Lines[i]
		}
	}
	if best == nil {
		return w.Sprintf("The ledger says what each line lacks: `molva roi`.")
	}
	nearest := w.Sprintf("Nearest to being known is line %d, %s; it %s.", best.Number, w.lineName(best.Number), w.lacking(best.Worth.Lacks))
	return strings.TrimSpace(nearest + " " + w.byHand(best.Worth.Lacks))
}

// worthJSON is the same for machines.
type worthJSON struct {
	Span     roi.Span    `json:"span"`
	Currency string      `json:"currency"`
	Tax      roi.Tax     `json:"tax"`
	Level    float64     `json:"level"`
	Cost     *float64    `json:"cost"` // null where not known
	Lacks    []string    `json:"lacks"`
	Lowest   *returnJSON `json:"lowest"` // of the combinations to which no line can be added; null where there is none
	Highest  *returnJSON `json:"highest"`
	Turns    *turnJSON   `json:"turns"` // what turns the sign of one of them with the least change, a guess first
}

type returnJSON struct {
	Lines []int    `json:"lines"`
	ROI   *float64 `json:"roi"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
}

type turnJSON struct {
	Lines []int  `json:"lines"`
	Basis string `json:"basis"`
	flipJSON
}

func (a Answers) worth() worthJSON {
	l, costs := a.Worth, costsOf(a.Worth.Ledger)
	j := worthJSON{Span: l.Inputs.Span, Currency: l.Terms.Currency, Tax: l.Terms.Tax, Level: roi.Level, Cost: costs.Amount, Lacks: costs.Lacks}
	if lowest, highest, ok := extremes(maximal(l.Combinations)); ok {
		j.Lowest, j.Highest = returnOf(lowest), returnOf(highest)
	}
	if t, ok := l.nearest(); ok {
		j.Turns = &turnJSON{t.Of.Lines, basisName(given(l.Ledger, t.Input).Basis), flipJSON{t.Input, finite(t.Now), finite(t.BreakEven), t.Inside}}
	}
	return j
}

func returnOf(c roi.Combination) *returnJSON {
	return &returnJSON{c.Lines, finite(c.ROI), finite(c.Low), finite(c.High)}
}
