package metric

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"molva/alerts/roi"
	"molva/ingest"
)

// rowLevel is how often the interval of a value of the registry holds the true number.
const rowLevel = 0.90

// Parts of row 119: a line's number stands behind the first, those of a return behind the other.
const (
	partLine = "line_"
	partROI  = "roi_"
)

// ledgerNeeds are the inputs of the row: costs, and all that any line may be made of.
func ledgerNeeds() []string {
	needs := inputs("input:spend input:labour_hours input:labour_rate mentions? mention.views? steps?")
	for _, in := range ledgerInputs {
		if _, enters := ingest.InputOf(in.name); enters {
			needs = append(needs, "input:"+in.name+"?")
		}
	}
	return needs
}

// ledgerParts are what the row's parts are called, but for returns, which are called by their lines.
func ledgerParts() map[string]Text {
	parts := map[string]Text{partROI: same("ROI")}
	for i, name := range lineNames {
		parts[partLine+strconv.Itoa(i+1)] = name
	}
	return parts
}

// benefit tells the ledger's lines, each by itself, then the return of each choice of lines to which no more can be added. Where
// nothing can be told it says what lacks first.
func benefit(ctx context.Context, r *Reader) ([]Value, error) {
	l, err := r.gather(ctx, r.Span(), LedgerTerms{})
	if err != nil {
		return nil, err
	}
	l = l.computed(largest(rowLevel))
	if !l.Costs.Known && !slices.ContainsFunc(l.Lines, func(line roi.Line) bool { return line.Worth.Known }) {
		return []Value{l.costless()}, nil
	}
	var all []Value
	for _, line := range l.Lines {
		all = append(all, l.worth(line).as(partLine+strconv.Itoa(line.Number)))
	}
	return append(all, l.returns()...), nil
}

// worth is a line in money.
func (l Ledger) worth(line roi.Line) Value {
	w := line.Worth
	switch {
	case w.Refused != nil:
		return none(refusal(w.Refused))
	case w.Nothing != "":
		called := InputName(w.Nothing)
		return none(Text{called.EN + ": 0, and there is nothing to divide by", called.RU + ": 0, делить не на что"})
	case !w.Known:
		return missing(supplied(w.Lacks))
	}
	v := known(w.Value)
	v.Currency = w.Terms.Currency
	v.Interval = interval(w.Low, w.Value, w.High)
	if line.Class == roi.Equivalent {
		v = v.but(Text{"what it would cost as advertising; in no return", "столько это стоило бы как реклама; в ROI не входит"})
	}
	if line.Partial != nil {
		v = v.but(textf("of %d of %d days", "за %d из %d дн.", line.Partial.Days, line.Partial.Of))
	}
	return l.resting(v, line.Inputs)
}

// resting is a value with the weakest basis of its inputs, and the list behind the first that has one.
func (l Ledger) resting(v Value, inputs []string) Value {
	for _, name := range inputs {
		from := l.Given[name]
		v.Basis = weaker(v.Basis, from.Basis)
		if v.Evidence == "" {
			v.Evidence = from.Evidence
		}
	}
	return v
}

// costless is why costs cannot be told.
func (l Ledger) costless() Value {
	if l.Costs.Refused != nil {
		return none(refusal(l.Costs.Refused))
	}
	return missing(supplied(l.Costs.Lacks))
}

// refusal is why money is not computed though nothing lacks.
func refusal(err error) Text {
	var part *roi.PartialError
	if errors.As(err, &part) {
		return joined(InputName(part.Input), textf("entered for %d of %d days", "введено за %d из %d дн.", part.Days, part.Of))
	}
	var terms *roi.TermsError
	if !errors.As(err, &terms) {
		return Text{"the number is too large", "слишком большое число"}
	}
	have, other := termsName(terms.Have), termsName(terms.Other)
	return Text{fmt.Sprintf("%s does not add up with %s: enter an exchange rate or a tax rate", have.EN, other.EN),
		fmt.Sprintf("%s и %s не складываются: введите курс обмена или ставку налога", have.RU, other.RU)}
}

// termsName is a currency and whether tax is in it.
func termsName(t roi.Terms) Text {
	tax := Entry{Tax: ingest.Tax(t.Tax)}.taxText()
	return Text{strings.TrimSpace(t.Currency + " " + tax.EN), strings.TrimSpace(t.Currency + " " + tax.RU)}
}

// returns are those of the largest choices of lines; the input that lacks where there is none.
func (l Ledger) returns() []Value {
	if !l.Costs.Known {
		return []Value{l.costless().as(partROI).in(ingest.UnitShare)}
	}
	var all []Value
	for _, c := range l.Combinations {
		v := known(c.ROI)
		v.Interval = interval(c.Low, c.ROI, c.High)
		v.Of = &Of{c.Benefit.Amount - c.Cost.Amount, c.Cost.Amount}
		part, name := returnOf(c.Lines)
		var inputs []string
		for _, n := range c.Lines {
			inputs = append(inputs, l.Lines[n-1].Inputs...)
		}
		all = append(all, l.resting(v, append(inputs, l.costNames()...)).as(part).called(name).in(ingest.UnitShare))
	}
	return all
}

// costNames are the inputs that costs are made of.
func (l Ledger) costNames() (names []string) {
	for _, item := range l.Items {
		for _, name := range []string{item.Spent, item.Hours, item.Rate} {
			if name != "" {
				names = append(names, name)
			}
		}
	}
	return names
}

func returnOf(lines []int) (part string, name Text) {
	numbers := make([]string, len(lines))
	for i, n := range lines {
		numbers[i] = strconv.Itoa(n)
	}
	part = partROI + strings.Join(numbers, "+")
	if len(lines) == 1 {
		return part, textf("ROI of line %[1]s", "ROI по строке %[1]s", numbers[0])
	}
	last := len(numbers) - 1
	first := strings.Join(numbers[:last], ", ")
	return part, textf("ROI of lines %[1]s and %[2]s", "ROI по строкам %[1]s и %[2]s", first, numbers[last])
}

// interval is none where nothing that a number is made of is a sample.
func interval(low, value, high float64) *Interval {
	if low == value && high == value {
		return nil
	}
	return &Interval{Low: low, High: high}
}

// supplied is the first input that lacks and that somebody can supply.
func supplied(lacks []string) string {
	for _, names := range lacks {
		for name := range strings.SplitSeq(names, "|") {
			if kind := ledgerKind(strings.TrimSpace(name)); kind != "" {
				return "input:" + kind
			}
		}
	}
	return InputMentions
}
