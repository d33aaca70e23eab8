package metric

import (
	"slices"
	"time"

	"molva/ingest"
)

// flowed is a flow added up over spans that follow each other, from one moment to another.
type flowed struct {
	sum      float64
	spans    int
	from, to time.Time
}

// flow is the sum of a flow over the period; ok is false when a day of it was not told: a sum over most days is not the sum.
func (a *Account) flow(metric string) (flowed, bool) {
	return tile(a.figures[metric], a.Reader.Period.From, a.Reader.Period.To)
}

// Days of networks begin when they do, and ours by the topic's clocks: a row of days may begin and end less than half a day
// beside the period. Where clocks are changed a day is an hour shorter or longer.
const (
	shift = 12 * time.Hour
	slack = time.Hour // in a day, and in a shorter span so much less
)

// tile adds up the figures whose spans follow each other from one moment to another without a gap, in the fewest spans there
// are: people who come every day count once in a week's figure, and seven times in those of its days. Figures are by time.
func tile(all []ingest.Figure, from, to time.Time) (flowed, bool) {
	best, nearest := flowed{}, shift
	for _, f := range all {
		off := f.At.Sub(from)
		if off.Abs() >= nearest {
			continue
		}
		if found, ok := tileExactly(all, f.At, to.Add(off)); ok {
			best, nearest = found, off.Abs()
			best.from, best.to = f.At, to.Add(off)
		}
	}
	return best, best.spans > 0
}

// tileExactly works back from the end: rest[i] is the sum from the start of figure i on.
func tileExactly(all []ingest.Figure, from, to time.Time) (best flowed, ok bool) {
	rest := make([]flowed, len(all))
	for i := len(all) - 1; i >= 0 && !all[i].At.Before(from); i-- {
		give := min(slack, all[i].Span/24)
		if next, ok := follow(all, rest, all[i].At.Add(all[i].Span), to, give); ok {
			rest[i] = flowed{sum: all[i].Value + next.sum, spans: next.spans + 1}
		}
	}
	for i, f := range all {
		if f.At.Equal(from) && rest[i].spans > 0 && (!ok || rest[i].spans < best.spans) {
			best, ok = rest[i], true
		}
	}
	return best, ok
}

// follow is the best that goes on from a moment, give or take; nothing, and ok, where that is the end.
func follow(all []ingest.Figure, rest []flowed, from, to time.Time, give time.Duration) (best flowed, ok bool) {
	if from.Sub(to).Abs() <= give {
		return flowed{}, true
	}
	i, _ := slices.BinarySearchFunc(all, from.Add(-give), func(f ingest.Figure, t time.Time) int { return f.At.Compare(t) })
	for ; i < len(all) && !all[i].At.After(from.Add(give)); i++ {
		if rest[i].spans > 0 && (!ok || rest[i].spans < best.spans) {
			best, ok = rest[i], true
		}
	}
	return best, ok
}
