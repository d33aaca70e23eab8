package metric

import (
	"context"
	"slices"

	"molva/alerts"
	"molva/classify"
	"molva/classify/cluster"
	"molva/classify/quantify"
	"molva/ingest"
)

// uncounted says why an estimate is unknown although all inputs are there.
var uncounted = Text{"too few opinions to estimate it", "слишком мало мнений для оценки"}

// estimate is an estimated figure, beside the counts that it was made of. Scale makes points of a net sentiment.
func estimate(f quantify.Figure, scale float64, num, den int) Value {
	if !f.Known {
		return none(uncounted)
	}
	v := known(scale * f.Value)
	v.Interval = &Interval{Low: scale * f.Low, High: scale * f.High, Open: f.Open}
	v.Of = &Of{float64(num), float64(den)}
	return v
}

// byModel is the caveat of all estimates that no labels of the topic support.
func byModel(e quantify.Estimates) Text {
	if e.Calibrated {
		return Text{}
	}
	return textf("estimated with %d of the %d labels that make it rest on this topic", "оценка по %d меткам из %d, нужных, чтобы опираться на эту тему", e.Labels, quantify.Sampled)
}

func opinionShares(ctx context.Context, r *Reader) ([]Value, error) {
	t, err := r.Tone(ctx)
	if err != nil {
		return nil, err
	}
	e := t.Estimated
	part := func(name string, s classify.Sentiment, f quantify.Figure, n int) Value {
		return estimate(f, 1, n, t.Total()).but(byModel(e)).as(name).from(alerts.OfMentions(r.felt(s)))
	}
	silent := r.felt(classify.Neutral)
	silent.Mixed = new(false)
	n, err := r.number(ctx, silent)
	return []Value{
		part("positive", classify.Positive, e.Positive, t.Positive),
		part("negative", classify.Negative, e.Negative, t.Negative),
		part("neutral", classify.Neutral, e.Neutral, t.Neutral),
		share(n, t.Total()).as("no_opinion").from(alerts.OfMentions(silent)),
	}, err
}

func opinionRatio(ctx context.Context, r *Reader) ([]Value, error) {
	t, err := r.Tone(ctx)
	if err != nil {
		return nil, err
	}
	if t.Negative == 0 {
		return []Value{none(Text{"nothing is negative, and there is nothing to divide by", "отрицательных нет, делить не на что"})}, nil
	}
	v := estimate(t.Estimated.Ratio, 1, t.Positive, t.Negative)
	return []Value{v.but(byModel(t.Estimated)).from(alerts.OfMentions(r.said()))}, nil
}

const points = 100 // in a net sentiment of 1

// NetOfOpinions is the net sentiment of those who have an opinion, in points.
func (r *Reader) NetOfOpinions(ctx context.Context) (Value, error) {
	t, err := r.Tone(ctx)
	if err != nil {
		return Value{}, err
	}
	v := estimate(t.Estimated.Opinion, points, t.Positive-t.Negative, t.Opinions())
	return v.but(byModel(t.Estimated)).from(alerts.OfMentions(r.said())), nil
}

func netOfOpinions(ctx context.Context, r *Reader) ([]Value, error) {
	v, err := r.NetOfOpinions(ctx)
	return []Value{v}, err
}

func netOfAll(ctx context.Context, r *Reader) ([]Value, error) {
	t, err := r.Tone(ctx)
	if err != nil {
		return nil, err
	}
	v := estimate(t.Estimated.Net, points, t.Positive-t.Negative, t.Total())
	return []Value{v.but(byModel(t.Estimated)).from(alerts.OfMentions(r.said()))}, nil
}

func opinionCoverage(ctx context.Context, r *Reader) ([]Value, error) {
	t, err := r.Tone(ctx)
	return []Value{share(t.Opinions(), t.Total()).from(alerts.OfMentions(r.said()))}, err
}

// toneByProduct tells the topics right below, in the configuration's order.
func toneByProduct(ctx context.Context, r *Reader) ([]Value, error) {
	var all []Value
	for _, t := range r.Children() {
		v, err := r.Of(t).NetOfOpinions(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, v.as(t.ID).called(same(t.Name)))
	}
	if all == nil {
		return []Value{missing(InputBelow)}, nil
	}
	return all, nil
}

// Children are the topics right below.
func (r *Reader) Children() []ingest.Topic {
	return slices.DeleteFunc(slices.Clone(r.Tree), func(t ingest.Topic) bool { return t.Parent != r.Topic.ID })
}

// tones is what a mention of each kind counts in the tone of a theme.
var tones = map[cluster.Kind]int{cluster.Complaint: -points, cluster.Suggestion: 0, cluster.Praise: points}

// themeTone is the mean over all themes, then theme by theme, sorted. A mention stands in one theme only.
func themeTone(ctx context.Context, r *Reader) ([]Value, error) {
	all, err := r.clusters(ctx)
	if err != nil {
		return nil, err
	}
	sums := map[string]Of{}
	for _, c := range all {
		for _, theme := range []string{"", c.Theme} {
			of := sums[theme]
			sums[theme] = Of{of.Num + float64(tones[c.Kind]*c.Mentions), of.Den + float64(c.Mentions)}
			if c.Theme == "" {
				break
			}
		}
	}
	if len(sums) == 0 {
		return []Value{none(Text{"nobody complained, wished or praised in the period", "за период никто не жаловался, не просил и не хвалил"})}, nil
	}
	var values []Value
	for _, theme := range sortedKeys(sums) {
		v := ratio(sums[theme].Num, sums[theme].Den).as(theme).from(alerts.OfMentions(r.said()))
		if theme != "" {
			names := r.DB.Themes()
			v = v.called(Text{names.Name(theme, "en"), names.Name(theme, "ru")})
		}
		values = append(values, v)
	}
	return values, nil
}
