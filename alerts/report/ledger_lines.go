package report

import (
	"slices"
	"strconv"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/roi"
	"molva/ingest"
)

// warning stands wherever lines of class E do.
var warning = metric.Text{
	EN: "An equivalent advertising price is what as much attention would have cost as adverts (advertising value equivalence). The Barcelona Principles of those who measure communication (2010, renewed in 2015 and 2020) reject it as a measure of its value. It is here because clients ask for it, and it is in no return.",
	RU: "Эквивалент рекламной стоимости — это цена, за которую такое же внимание купили бы рекламой (AVE). Барселонские принципы измерения коммуникаций (2010, обновлены в 2015 и 2020) не признают его мерой их ценности. Он показан, потому что о нём спрашивают, и не входит ни в одну рентабельность.",
}

// benefits are the lines of a class. Those that are not known stand there too, with what they lack.
func (w ledgerWriter) benefits(class roi.Class) Part {
	part := Part{Title: w.class(class)}
	t := &Table{Head: []string{w.Sprintf("No."), w.Sprintf("Line"), w.Sprintf("Corrected"), w.Sprintf("95%% interval"), w.Sprintf("As printed in the source"), w.Sprintf("Made of")},
		Right: []bool{true, false, true, true, true, false}}
	for _, line := range w.ledger.of(class) {
		formula := ledgerFormulas[line.Number].inWords().In(w.Language())
		name := Cell{Line: alerts.Words(w.lineName(line.Number)), Hint: formula}
		made := append(w.madeOf(line.Inputs), w.unsaid(line)...)
		t.Rows = append(t.Rows, []Cell{plain(strconv.Itoa(line.Number)), name, plain(w.corrected(line)), plain(w.interval(line)), plain(w.literal(line)), {Line: made}})
	}
	part.Table = t
	if class == roi.Equivalent {
		part.Lines = alerts.Lines(warning.In(w.Language()))
	}
	return part
}

func (w ledgerWriter) class(c roi.Class) string {
	switch c {
	case roi.Revenue:
		return w.Sprintf("Revenue (R)")
	case roi.Avoided:
		return w.Sprintf("Cost avoided (C)")
	}
	return w.Sprintf("Equivalent advertising price (E)")
}

// lineName is what a line is called.
func (w ledgerWriter) lineName(number int) string { return metric.LineName(number).In(w.Language()) }

// corrected is what a line is worth, with what it was before the changes.
func (w ledgerWriter) corrected(line roi.Line) string {
	was, _ := lineOf(w.old(), line.Number)
	return w.worth(line) + w.before(w.amountOf(line.Worth), w.amountOf(was.Worth))
}

// worth is what a line is worth in money and, where that is not what its formula ends in, what it ends in.
func (w ledgerWriter) worth(line roi.Line) string {
	r := line.Worth
	if !r.Known {
		if line.Corrected.Known {
			return w.value(line.Corrected, line.Corrected.Value) + w.because(line, r)
		}
		return "–" + w.because(line, r)
	}
	text, ended := w.value(r, r.Value), w.value(line.Corrected, line.Corrected.Value)
	switch {
	case line.Corrected.Terms.Currency == "":
		text = w.Sprintf("%s for %s visits", text, ended)
	case line.Profit:
		text = w.Sprintf("%s of %s revenue", text, ended)
	case line.Corrected.Terms != r.Terms:
		text += " (" + ended + ")"
	}
	if line.Rival != "" {
		text += w.note(w.Sprintf("%s is stated as well, and says another price; it was not taken.", w.inputName(line.Rival)))
	}
	if part := line.Partial; part != nil {
		text += w.note(w.Sprintf("It covers %d of the %d days of the period, and stands in no return.", part.Days, part.Of))
	}
	return text
}

// literal is what a line gives as its source prints it.
func (w ledgerWriter) literal(line roi.Line) string {
	r := line.Literal
	if !r.Known {
		return "–" + w.because(line, r)
	}
	was, _ := lineOf(w.old(), line.Number)
	text := w.amountOf(r)
	return text + w.before(text, w.amountOf(was.Literal))
}

// amountOf is a reading with the span that it is of, where that is not the ledger's; a dash where it is not known.
func (w ledgerWriter) amountOf(r roi.Reading) string {
	if !r.Known {
		return "–"
	}
	text := w.value(r, r.Value)
	if r.Per != "" && r.Per != w.ledger.Inputs.Span {
		return w.every(text, r.Per)
	}
	return text
}

// interval is that of what a line is worth, with what it was before the changes.
func (w ledgerWriter) interval(line roi.Line) string {
	was, _ := lineOf(w.old(), line.Number)
	text := w.within(line.Worth)
	return text + w.before(text, w.within(was.Worth))
}

// within is the interval of a reading; a dash where nothing it is made of is a sample.
func (w ledgerWriter) within(r roi.Reading) string {
	if !r.Known || r.Low == r.High {
		return "–"
	}
	return interval(w.Printer, ingest.UnitMoney, metric.Interval{Low: r.Low, High: r.High}, alerts.Inert(r.Terms.Currency))
}

// because marks a reading of a line that is not known with why. What both readings lack is one note.
func (w ledgerWriter) because(line roi.Line, r roi.Reading) string {
	if !line.Worth.Known && len(r.Lacks) > 0 {
		r.Lacks = lacksOf(line)
	}
	return w.note(w.unknown(r))
}

// lacksOf is what a line lacks, in whichever reading.
func lacksOf(line roi.Line) []string {
	all := slices.Clone(line.Worth.Lacks)
	for _, lack := range line.Literal.Lacks {
		if !slices.Contains(all, lack) {
			all = append(all, lack)
		}
	}
	return all
}

// note remembers a note for the foot, and returns its mark.
func (w ledgerWriter) note(text string) string {
	return superscript(remember(&w.marked, text))
}
