package report

import (
	"slices"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/roi"
)

// returns are those of the combinations that people read of. Data has all.
func (w ledgerWriter) returns() Part {
	part := Part{Title: w.Sprintf("Returns: (benefit − cost) ÷ cost")}
	shown := w.ledger.shown()
	if len(shown) == 0 {
		part.Lines = alerts.Lines(w.noReturn())
		return part
	}
	part.Table = &Table{Head: []string{w.Sprintf("Lines"), w.Sprintf("Benefit"), w.Sprintf("Cost"), w.Sprintf("Return"), w.Sprintf("95%% interval"), w.Sprintf("Chance of a loss")},
		Right: []bool{false, true, true, true, true, true}}
	for _, c := range shown {
		part.Table.Rows = append(part.Table.Rows, w.combination(c))
	}
	if len(w.ledger.Combinations) == len(shown) {
		return part
	}
	part.After = alerts.Lines(w.Sprintf("Shown are the combinations to which no line can be added, then each class alone; JSON and CSV have all %d.", len(w.ledger.Combinations)))
	return part
}

// combination is a row of the returns, each number with what it was before the changes.
func (w ledgerWriter) combination(c roi.Combination) []Cell {
	now, was := w.told(&c), w.told(w.wasCombination(c.Lines))
	row := []Cell{plain(plus(c.Lines))}
	for i, text := range now {
		row = append(row, plain(text+w.before(text, was[i])))
	}
	return row
}

// told are the numbers of a combination: benefit, cost, return, its interval, and the chance of a loss; dashes where there is none.
func (w ledgerWriter) told(c *roi.Combination) [5]string {
	if c == nil {
		return [5]string{"–", "–", "–", "–", "–"}
	}
	risk := "–"
	if c.Low != c.High {
		risk = share(w.Printer, c.Loss) + percentSign(w.Printer)
	}
	return [5]string{w.money(c.Benefit.Amount, c.Benefit.Terms), w.money(c.Cost.Amount, c.Cost.Terms), gain(w.Printer, c.ROI), gains(w.Printer, *c), risk}
}

// wasCombination is a combination without the changes; nil where there was none.
func (w ledgerWriter) wasCombination(lines []int) *roi.Combination {
	all := w.old().Combinations
	at := slices.IndexFunc(all, func(was roi.Combination) bool { return slices.Equal(was.Lines, lines) })
	if at < 0 {
		return nil
	}
	return &all[at]
}

// mostTurns is how many inputs are told of that turn one combination; JSON and CSV have all.
const mostTurns = 3

// turns are what would turn the sign of the shown combinations, each input changed alone.
func (w ledgerWriter) turns() []Part {
	t := &Table{Head: []string{w.Sprintf("Lines"), w.Sprintf("Input"), w.Sprintf("Now"), w.Sprintf("Turns at"), w.Sprintf("Basis"), w.Sprintf("Within its sample")},
		Right: []bool{false, false, true, true, false, false}}
	shown, left := w.ledger.shown(), 0
	for _, c := range shown {
		flips := w.ledger.flips(c)
		left += max(0, len(flips)-mostTurns)
		for _, f := range flips[:min(len(flips), mostTurns)] {
			t.Rows = append(t.Rows, w.turn(c, f))
		}
		if len(flips) == 0 {
			t.Rows = append(t.Rows, []Cell{plain(plus(c.Lines)), plain(w.Sprintf("no input alone")), {}, plain("–"), {}, {}})
		}
	}
	if len(shown) == 0 {
		return nil
	}
	part := Part{Title: w.Sprintf("What would turn the sign"), Table: t}
	if left > 0 {
		part.After = alerts.Lines(w.Sprintf("JSON and CSV have %d more.", left))
	}
	return []Part{part}
}

// turn is a row of what turns a combination, with where that was before the changes.
func (w ledgerWriter) turn(c roi.Combination, f roi.Flip) []Cell {
	from := given(w.ledger.Ledger, f.Input)
	in, _ := inputOf(w.ledger.Ledger, f.Input)
	currency := alerts.Inert(in.Terms.Currency)
	now, even := toldApart(w.Printer, from.Unit, currency, f.Now, f.BreakEven)
	for _, was := range w.wasFlips(c.Lines) {
		if was.Input == f.Input && was.BreakEven != f.BreakEven {
			_, old := toldApart(w.Printer, from.Unit, currency, was.Now, was.BreakEven)
			even += w.before(even, old)
		}
	}
	within := "–"
	switch {
	case f.Inside:
		within = w.Sprintf("yes")
	case in.N > 0:
		within = w.Sprintf("no")
	}
	return []Cell{plain(plus(c.Lines)), plain(w.inputName(f.Input)), {Line: alerts.Line{{Text: now, URL: w.to.To(from.Evidence)}}}, plain(even), plain(w.restsOn(from.Basis)), plain(within)}
}

// wasFlips are what turned a combination without the changes.
func (w ledgerWriter) wasFlips(lines []int) []roi.Flip {
	if was := w.wasCombination(lines); was != nil {
		return was.Flips
	}
	return nil
}

// overlaps are the known lines that may not be added, pair by pair.
func (w ledgerWriter) overlaps() []Part {
	pairs := w.ledger.refused()
	equivalents := w.ledger.equivalents()
	if len(pairs) == 0 && len(equivalents) == 0 {
		return nil
	}
	t := &Table{Head: []string{w.Sprintf("Lines"), w.Sprintf("Why not")}, Right: []bool{false, false}}
	for _, pair := range pairs {
		t.Rows = append(t.Rows, []Cell{plain(plus(pair.Lines)), plain(overlapping(w.Printer, pair.Why))})
	}
	if len(equivalents) > 0 {
		t.Rows = append(t.Rows, []Cell{plain(enumerated(w.Printer, equivalents)), plain(overlapping(w.Printer, roi.NoReturn))})
	}
	return []Part{{Title: w.Sprintf("What may not be added"), Table: t}}
}

// history is a line period by period, with its inputs.
func (w ledgerWriter) history(h History) Part {
	names := h.inputs()
	t := &Table{Head: []string{w.Sprintf("Period"), w.Sprintf("Corrected"), w.Sprintf("95%% interval"), w.Sprintf("As printed in the source")}, Right: []bool{false, true, true, true}}
	for _, name := range names {
		t.Head, t.Right = append(t.Head, alerts.Inert(metric.InputName(name).In(w.Language()))), append(t.Right, true)
	}
	for _, m := range h.Moments {
		then := ledgerWriter{w.scribe, Ledger{Ledger: m}}
		line, _ := lineOf(m, h.Number)
		row := []Cell{plain(w.Dates(m.Period.From, m.Period.To)), plain(then.corrected(line)), plain(then.within(line.Worth)), plain(then.literal(line))}
		for _, name := range names {
			from := m.Given[name]
			row = append(row, Cell{Line: alerts.Line{{Text: then.given(m, name), URL: w.to.To(from.Evidence)}}})
		}
		t.Rows = append(t.Rows, row)
	}
	return Part{Title: w.Sprintf("Line %d, %s, period by period", h.Number, w.lineName(h.Number)), Table: t}
}
