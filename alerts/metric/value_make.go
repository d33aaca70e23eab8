package metric

import (
	"fmt"

	"molva/alerts"
	"molva/classify/quantify"
	"molva/ingest"
)

// known is a number as it was told or counted.
func known(v float64) Value { return Value{Known: true, Value: v} }

// ratio is num/den of things that were counted in full, so that there is no interval. Where den is 0 nothing is known, and
// no input lacks.
func ratio(num, den float64) Value {
	if den == 0 {
		return none(Text{"there is nothing to divide by: the denominator is 0", "делить не на что: в знаменателе 0"})
	}
	v := known(num / den)
	v.Of = &Of{num, den}
	return v
}

// share is k of n as a sample tells it, with its 90 % interval by [quantify.Of]. Where n is 0 nothing is known.
func share(k, n int) Value {
	v := ratio(float64(k), float64(n))
	if v.Known {
		e := quantify.Of(k, n)
		v.Interval = &Interval{Low: e.Low, High: e.High}
	}
	return v
}

// missing says that a number cannot be told because an input lacks, one of the metric's Inputs.
func missing(input string) Value { return Value{Missing: input} }

// none says that all inputs are there and still there is no such number, and why.
func none(why Text) Value { return Value{Caveat: why} }

// as is the value of a part.
func (v Value) as(part string) Value {
	v.Part = part
	return v
}

// called is the value with what people call its part.
func (v Value) called(name Text) Value {
	v.Called = name
	return v
}

// from is the value with the list that stands behind it.
func (v Value) from(e alerts.Evidence) Value {
	v.Evidence = e
	return v
}

// in is the value in a unit that is not the row's.
func (v Value) in(u ingest.Unit) Value {
	v.Unit = u
	return v
}

// but is the value with one more thing that its reader must know. An empty one adds nothing.
func (v Value) but(caveat Text) Value {
	switch {
	case v.Caveat == Text{}:
		v.Caveat = caveat
	case caveat != Text{}:
		v.Caveat = Text{v.Caveat.EN + "; " + caveat.EN, v.Caveat.RU + "; " + caveat.RU}
	}
	return v
}

// textf fills in the same arguments in both languages.
func textf(en, ru string, args ...any) Text {
	return Text{fmt.Sprintf(en, args...), fmt.Sprintf(ru, args...)}
}

// partly is the caveat of a number that could be told of only so many of all; none where it is of all. What they are is in
// the genitive plural: "posts", "публикаций".
func partly(known, all int, what Text) Text {
	if known >= all {
		return Text{}
	}
	return Text{fmt.Sprintf("known of %d of %d %s", known, all, what.EN), fmt.Sprintf("известно для %d из %d %s", known, all, what.RU)}
}
