package metric

import (
	"context"
	"math"

	"molva/alerts"
	"molva/classify"
	"molva/classify/quantify"
	"molva/ingest"
	"molva/store"
)

// weights of the three answers of an ACSI-style index: satisfied, against expectations, against the ideal.
type weights [3]float64

var (
	equal     = weights{1. / 3, 1. / 3, 1. / 3}
	published = weights{.3885, .3190, .2925} // one set of many; the true ones are proprietary
	answers   = [3]string{"acsi_satisfaction", "acsi_expectations", "acsi_ideal"}
)

// index is 0 where all answers are 1 and 100 where all are 10.
func (w weights) index(x [3]float64) (points float64) {
	for i := range x {
		points += (x[i] - 1) * w[i] / 9 * 100
	}
	return points
}

// acsi is the index of those who answered all three questions in our surveys or, where more answered elsewhere, by the means
// that were entered.
func acsi(ctx context.Context, r *Reader) ([]Value, error) {
	replies, err := r.replies(ctx)
	if err != nil {
		return nil, err
	}
	var told [][3]float64
	for _, reply := range replies {
		if x, all := three(reply.Scores); all {
			told = append(told, x)
		}
	}
	means, asked, lack, err := r.entered3(ctx)
	switch {
	case err != nil:
		return nil, err
	case len(told) > 0 && (lack != "" || len(told) >= asked.N):
		return []Value{r.measuredIndex(told, equal), r.measuredIndex(told, published).as(partPublished)}, nil
	case lack != "":
		return []Value{missing(lack), missing(lack).as(partPublished)}, nil
	}
	return []Value{asked.holding(equal.index(means)), asked.holding(published.index(means)).as(partPublished)}, nil
}

// replies are what was said to our own surveys.
func (r *Reader) replies(ctx context.Context) ([]store.Reply, error) {
	return once(r, "replies", func() ([]store.Reply, error) { return r.DB.Replies(ctx, r.Topic.ID, r.Period) })
}

func three(scores ingest.Scores) (x [3]float64, all bool) {
	all = true
	for i, name := range answers {
		score, ok := scores[name]
		x[i], all = score, all && ok
	}
	return x, all
}

func (r *Reader) measuredIndex(told [][3]float64, w weights) Value {
	points := make([]float64, len(told))
	for i, x := range told {
		points[i] = w.index(x)
	}
	return meanOf(points, 0, 100).from(r.replied()).but(textf("by %d who answered all three questions", "ответивших на все три вопроса: %d", len(told)))
}

// meanOf is a mean with its interval, which ends where the scale does.
func meanOf(numbers []float64, lowest, highest float64) Value {
	f := quantify.Mean(numbers)
	if !f.Known {
		return none(Text{"nobody answered", "никто не ответил"})
	}
	v := known(f.Value)
	if f.Low < f.High {
		v.Interval = &Interval{Low: max(f.Low, lowest), High: min(f.High, highest)}
	}
	return v
}

// replied leads to what was said; the scores stand beside the words.
func (r *Reader) replied() alerts.Evidence {
	return alerts.OfMentions(store.Filter{Topic: r.Topic.ID, Period: r.Period})
}

// entered3 reads the three entered means; lack is the first that is not there.
func (r *Reader) entered3(ctx context.Context) (means [3]float64, of Entry, lack string, err error) {
	for i, kind := range answers {
		e, ok, err := r.Input(ctx, kind)
		if err != nil {
			return means, of, "", err
		}
		if !ok {
			return means, of, "input:" + kind, nil
		}
		means[i] = e.Value
		if i == 0 {
			of = e
		}
		of = of.with(e)
	}
	if of.N > 0 {
		of.Caveat = Value{Caveat: of.Caveat}.but(textf("by means of %d answers; without the single answers there is no interval",
			"по средним %d ответов; без отдельных ответов интервала нет", of.N)).Caveat
	}
	return means, of, "", nil
}

// surveyScores are CSAT, NPS and the share of positive answers.
func surveyScores(ctx context.Context, r *Reader) ([]Value, error) {
	replies, err := r.replies(ctx)
	if err != nil {
		return nil, err
	}
	csat, err := r.surveyShare(ctx, "csat", count2(replies, func(reply store.Reply) (bool, bool) { return atLeast(reply, "csat", 4) }))
	if err != nil {
		return nil, err
	}
	nps, err := r.nps(ctx, replies)
	if err != nil {
		return nil, err
	}
	positive, err := r.surveyShare(ctx, "survey_positive", count2(replies, func(reply store.Reply) (bool, bool) {
		return reply.Sentiment == classify.Positive, reply.Words
	}))
	return []Value{csat.as(partCSAT), nps.as(partNPS).in(ingest.UnitPoints), positive.as(partPositive)}, err
}

// tally is k of n.
type tally struct{ k, n int }

// count2 counts the replies that were asked, and those of them that are such.
func count2(replies []store.Reply, such func(store.Reply) (yes, asked bool)) (t tally) {
	for _, reply := range replies {
		yes, asked := such(reply)
		if asked {
			t.n++
		}
		if asked && yes {
			t.k++
		}
	}
	return t
}

func atLeast(reply store.Reply, scale string, score float64) (yes, asked bool) {
	x, asked := reply.Scores[scale]
	return x >= score, asked
}

// surveyShare is a share of our own replies or, where more were asked elsewhere, what was entered.
func (r *Reader) surveyShare(ctx context.Context, kind string, ours tally) (Value, error) {
	e, ok, err := r.Input(ctx, kind)
	switch {
	case err != nil:
		return Value{}, err
	case ours.n > 0 && (!ok || ours.n >= e.N):
		return share(ours.k, ours.n).from(r.replied()), nil
	case !ok:
		return missing("input:" + kind), nil
	}
	return e.value(), nil
}

// nps is the share of promoters less that of detractors, in points.
func (r *Reader) nps(ctx context.Context, replies []store.Reply) (Value, error) {
	up := count2(replies, func(reply store.Reply) (bool, bool) { return atLeast(reply, "nps", 9) })
	notDown := count2(replies, func(reply store.Reply) (bool, bool) { return atLeast(reply, "nps", 7) })
	p, err := r.surveyShare(ctx, "nps_promoters", up)
	if err != nil {
		return p, err
	}
	d, err := r.surveyShare(ctx, "nps_detractors", tally{notDown.n - notDown.k, notDown.n})
	switch {
	case err != nil || !p.Known:
		return p, err
	case !d.Known:
		return d, nil
	case p.Basis != d.Basis && (p.Basis == Measured || d.Basis == Measured) || p.Value+d.Value > 1:
		return none(Text{"promoters and detractors come from different surveys", "промоутеры и критики взяты из разных опросов"}), nil
	}
	v := known(100 * (p.Value - d.Value)).from(p.Evidence)
	v.Basis, v.Caveat = weaker(p.Basis, d.Basis), p.Caveat
	if p.Of != nil && d.Of != nil {
		v.Interval = npsInterval(p.Value, d.Value, min(p.Of.Den, d.Of.Den))
	}
	return v, nil
}

// npsInterval is of the shares of promoters and of detractors, of n people. It is by the variance of a difference of two shares of one multinomial sample, (p + d − (p − d)²)/n, after three
// answers more, ¾ up, ¾ down and 1½ between, so that a few unanimous ones do not seem certain (the adjusted Wald interval of
// Rocks 2016, "Interval estimation for the Net Promoter Score", The American Statistician 70).
func npsInterval(promoters, detractors, n float64) *Interval {
	p, d := (n*promoters+.75)/(n+3), (n*detractors+.75)/(n+3)
	half := normal90 * math.Sqrt((p+d-(p-d)*(p-d))/(n+3))
	told := promoters - detractors // which a unanimous few have beyond what the three leave of it
	return &Interval{Low: 100 * max(min(p-d-half, told), -1), High: 100 * min(max(p-d+half, told), 1)}
}

// normal90 is the normal quantile of a 90 % interval.
const normal90 = 1.6448536269514722
