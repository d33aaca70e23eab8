package report

import (
	"molva/alerts/metric"
	"molva/classify/quantify"
	"molva/ingest"
)

// Movement is how a figure changed since the period before, with its 90 % interval. Times means a ratio of the two, otherwise it
// is their difference.
type Movement struct {
	Direction quantify.Direction
	Times     bool
	Value     float64
	Low, High float64
	Open      bool // there is no upper end
	Known     bool // there is a value
}

// moved compares two values of a figure: people who were counted by their rates, shares of a sample by their difference. Two
// estimates have the classifier's mistakes in common, so their intervals do not tell how far they are apart.
func (b answering) moved(now, before metric.Value) Movement {
	if !now.Known || !before.Known {
		return Movement{Direction: quantify.Unknown}
	}
	m, _ := metric.ByID(now.Metric)
	switch {
	case unitOf(m, now) == ingest.UnitCount && now.Basis == metric.Measured:
		g := quantify.Grew(int(now.Value), int(before.Value), b.stretch)
		return Movement{Direction: g.Direction, Times: true, Value: g.Value, Low: g.Low, High: g.High, Open: g.Open, Known: g.Known}
	case unitOf(m, now) == ingest.UnitShare && whole(now) && whole(before):
		c := quantify.Compare(sampled(now), sampled(before))
		return Movement{Direction: c.Direction, Value: c.Delta, Low: c.Low, High: c.High, Known: c.Direction != quantify.Unknown}
	}
	return Movement{Direction: quantify.Unknown}
}

// whole reports whether a share is k of n as they were counted: an estimate has an interval of its own making.
func whole(v metric.Value) bool {
	return v.Of != nil && v.Of.Den > 0 && v.Value == v.Of.Num/v.Of.Den
}

func sampled(v metric.Value) quantify.Estimate { return quantify.Of(int(v.Of.Num), int(v.Of.Den)) }

// balanced is the change of net sentiment, which the digest tells with those mistakes allowed for.
func balanced(c quantify.Change) Movement {
	const points = 100
	return Movement{Direction: c.Direction, Value: points * c.Delta, Low: points * c.Low, High: points * c.High, Known: c.Direction != quantify.Unknown}
}
