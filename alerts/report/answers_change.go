package report

import (
	"molva/alerts/metric"
	"molva/classify/quantify"
	"molva/ingest"
)

// Movement is how a figure changed since the period before, with its 90 % interval. Times means a ratio of the two, otherwise it
// is their difference. Plain is the difference of what was counted in full, in which no chance is.
type Movement struct {
	Direction quantify.Direction
	Times     bool
	Plain     bool
	Value     float64
	Low, High float64
	Open      bool // there is no upper end
	Known     bool // there is a value
}

var unknown = Movement{Direction: quantify.Unknown}

// moved compares two values of a figure: people who were counted by their rates, shares of a sample by their difference, vanity
// plainly. Two estimates have the classifier's mistakes in common, so their intervals do not tell how far they are apart.
func (b answering) moved(now, before metric.Value) Movement {
	m := registry()[now.Metric]
	counted := unitOf(m, now) == ingest.UnitCount
	switch {
	case !now.Known || !before.Known, counted && b.since.partial(before):
		return unknown
	case counted && m.Class == metric.Vanity:
		return differs(now, before)
	case counted && now.Basis == metric.Measured:
		return b.grew(now, before)
	case unitOf(m, now) == ingest.UnitShare && whole(now) && whole(before):
		c := quantify.Compare(sampled(now), sampled(before))
		return Movement{Direction: c.Direction, Value: c.Delta, Low: c.Low, High: c.High, Known: c.Direction != quantify.Unknown}
	}
	return unknown
}

// differs is the plain difference; of what is known of others than before it would mean nothing.
func differs(now, before metric.Value) Movement {
	if now.Caveat != before.Caveat {
		return unknown
	}
	m := Movement{Direction: quantify.Unclear, Plain: true, Value: now.Value - before.Value, Known: true}
	m.Low, m.High = m.Value, m.Value
	switch {
	case m.Value > 0:
		m.Direction = quantify.Up
	case m.Value < 0:
		m.Direction = quantify.Down
	}
	return m
}

// grew compares people. A longer time has more of them, but not so many times more: where the two lengths differ, or so many weeks
// of accounts were told of the one and so many of the other, the interval holds whatever lies between.
func (b answering) grew(now, before metric.Value) Movement {
	stretch := sooner(b.now.Period.To, b.now.Now).Sub(b.now.Period.From).Hours() / length(b.before.Period).Hours()
	low, high := min(stretch, 1), max(stretch, 1)
	if now.N > 0 && before.N > 0 {
		weeks := float64(now.N) / float64(before.N)
		low, high = min(low, weeks), max(high, weeks)
	}
	most, least := quantify.Grew(int(now.Value), int(before.Value), high), quantify.Grew(int(now.Value), int(before.Value), low)
	m := Movement{Direction: quantify.Unclear, Times: true, Low: most.Low, High: least.High, Open: least.Open, Known: most.Known}
	if most.Known {
		m.Value = now.Value / before.Value
	}
	switch {
	case most.Direction == quantify.Unknown:
		return unknown
	case most.Direction == quantify.Up:
		m.Direction = quantify.Up
	case least.Direction == quantify.Down:
		m.Direction = quantify.Down
	}
	return m
}

// whole reports whether a share is k of n of a sample: an estimate has an interval of its own making, and what is known in full none.
func whole(v metric.Value) bool {
	return v.Interval != nil && v.Of != nil && v.Of.Den > 0 && v.Value == v.Of.Num/v.Of.Den
}

func sampled(v metric.Value) quantify.Estimate { return quantify.Of(int(v.Of.Num), int(v.Of.Den)) }

// balanced is the change of net sentiment, which the digest tells with those mistakes allowed for.
func balanced(c quantify.Change) Movement {
	const points = 100
	return Movement{Direction: c.Direction, Value: points * c.Delta, Low: points * c.Low, High: points * c.High, Known: c.Direction != quantify.Unknown}
}
