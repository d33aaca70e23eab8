package metric

import (
	"context"
	"math"
	"slices"
	"time"

	"molva/alerts"
	"molva/ingest"
	"molva/store"
)

const (
	farOut    = 3.5 // of a modified z-score: B. Iglewicz and D. Hoaglin, How to Detect and Handle Outliers (1993)
	fewToTell = 10  // posts, or days, that a median and a spread are taken of at least
)

// unusual is the share of posts with more likes than their views explain, and of days of more growth than others, and then each of
// them by how far out it is.
func unusual(_ context.Context, a *Account) ([]Value, error) {
	likes := a.unusualLikes()
	growth := a.unusualGrowth()
	return slices.Concat(likes[:1], growth[:1], likes[1:], growth[1:]), nil
}

func (a *Account) unusualLikes() []Value {
	own := a.own()
	p := over(own, sum{"post.reactions"}, viewed)
	if p.lacks != "" {
		return []Value{a.tell(p.none())[0].as("posts")}
	}
	var x []float64
	var of []Post
	for _, post := range own {
		likes, liked := post.Last("reactions")
		views, seen := post.Last("views")
		if liked && seen {
			x, of = append(x, math.Log((likes+1)/(views+1))), append(of, post)
		}
	}
	all := outliers(x, 0, "posts", func(i int) Value { return Value{Part: of[i].ID}.from(a.ofPost(of[i])) })
	all[0] = a.tell(all[0].but(p.caveat()))[0]
	return all
}

func (a *Account) unusualGrowth() []Value {
	var x []float64
	var of []store.Period // from one count to the next
	levels := a.daily()
	if len(levels) == 0 {
		return []Value{missing("followers").as("days")}
	}
	for i, f := range levels {
		if i > 0 && f.At.Sub(levels[i-1].At) <= 36*time.Hour && f.Value > 0 && levels[i-1].Value > 0 {
			x, of = append(x, math.Log(f.Value/levels[i-1].Value)), append(of, store.Period{From: levels[i-1].At, To: f.At.Add(time.Millisecond)})
		}
	}
	q := store.FigureQuery{Account: a.Account, Network: a.Network, Metric: "followers", Period: a.Reader.Period}
	all := outliers(x, a.coarse(levels[len(levels)-1].Value), "days", func(i int) Value {
		day := of[i].To.In(a.Reader.Period.From.Location())
		q := q
		q.Period = of[i]
		return Value{Part: day.Format(time.DateOnly)}.from(alerts.OfFigures(q))
	})
	all[0] = all[0].from(alerts.OfFigures(q))
	return all
}

// coarse is how large a growth may be that is rounding and nothing else. YouTube tells three digits, and a step of the last one may
// be one person.
func (a *Account) coarse(followers float64) float64 {
	if a.Network != "youtube" || followers < 1000 {
		return 0
	}
	return math.Log1p(math.Pow(10, math.Floor(math.Log10(followers))-2) / followers)
}

// daily are the last followers of each day of the period.
func (a *Account) daily() []ingest.Figure {
	var all []ingest.Figure
	zone := a.Reader.Period.From.Location()
	for _, f := range a.figures["followers"] {
		if !a.Reader.Period.Holds(f.At) || f.At.After(a.Reader.end()) {
			continue
		}
		if n := len(all); n > 0 && store.Day(all[n-1].At, zone) == store.Day(f.At, zone) {
			all[n-1] = f
		} else {
			all = append(all, f)
		}
	}
	return all
}

// outliers are the share of numbers that are far above the others, as a part, and behind it each of them by its z, as told. least is
// the smallest spread that means anything.
func outliers(x []float64, least float64, part string, told func(i int) Value) []Value {
	if len(x) < fewToTell {
		return []Value{none(textf("only %d can be compared; 10 are needed", "сравнить можно только %d, а нужно 10", len(x))).as(part)}
	}
	scores, ok := modified(x, least)
	if !ok {
		return []Value{ratio(0, float64(len(x))).as(part)}
	}
	var far []Value
	for i, z := range scores {
		if z > farOut {
			v := told(i)
			v.Known, v.Value = true, z
			far = append(far, v.in(ingest.UnitScore))
		}
	}
	return append([]Value{ratio(float64(len(far)), float64(len(x))).as(part)}, far...)
}

// modified are the modified z-scores: the distance from the median over the median distance, scaled to the normal deviation. Where
// most numbers are the same that is 0, and the mean distance stands in; the spread is at least so much, and ok is false when it is 0.
func modified(x []float64, least float64) (scores []float64, ok bool) {
	median, _ := middle(x)
	away := make([]float64, len(x))
	for i := range x {
		away[i] = math.Abs(x[i] - median)
	}
	spread, _ := middle(away)
	spread /= 0.6745
	if spread == 0 {
		spread = 1.253314 * total(away) / float64(len(away))
	}
	if spread = max(spread, least); spread == 0 {
		return nil, false
	}
	for i := range x {
		away[i] = (x[i] - median) / spread
	}
	return away, true
}
