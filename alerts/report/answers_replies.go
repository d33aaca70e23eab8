package report

import (
	"context"
	"fmt"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/classify/quantify"
)

// wanted is a part of a metric that a question asks for.
type wanted struct {
	id, part string
	decides  bool
	beside   bool // the competitors' too
}

// read reads figures, in their order. One that is unknown both now and before is left out unless it decides.
func (b answering) read(ctx context.Context, list ...wanted) (all []Course, err error) {
	for _, w := range list {
		c, err := b.course(ctx, w)
		if err != nil {
			return nil, err
		}
		if w.decides || c.Now.Known || c.Before.Known {
			all = append(all, c)
		}
	}
	return all, nil
}

// audience asks whether there are more people than before.
func (b answering) audience(ctx context.Context) (r Reply, err error) {
	figures, err := b.read(ctx, wanted{id: "living_audience", decides: true, beside: true}, wanted{id: "living_audience", part: "communities"},
		wanted{id: "living_audience", part: "members"}, wanted{id: "living_audience", part: "non_members"},
		wanted{id: "living_audience", part: "inactive"}, wanted{id: "unique_authors"})
	if err != nil {
		return r, err
	}
	r = b.living(figures)
	r.Unseen, err = b.unseen(ctx)
	return r, err
}

// living judges the living audience, which is the first of the figures. Where the mentions of the period before were not heard, or
// not all, those decide who were active in the communities, which are the second where they are known.
func (b answering) living(figures []Course) Reply {
	r := Reply{Question: metric.Audience, Figures: figures}
	whole := &r.Figures[0]
	lacks := b.incomparable(*whole)
	if len(lacks) > 0 && len(figures) > 1 && figures[1].Now.Part == "communities" && len(b.incomparable(figures[1])) == 0 {
		inside := &r.Figures[1]
		whole.Decides, inside.Decides = false, true
		r.Answer, r.Lacks = grown(*inside), lacks
		r.Why = audienceWhy(r.Answer, true)
		return r
	}
	r.Answer = grown(*whole)
	r.Why = audienceWhy(r.Answer, false)
	r.limit(lacks)
	return r
}

// unseen are our accounts of which nobody tells who is active there.
func (b answering) unseen(ctx context.Context) (names []string, err error) {
	values, err := b.all(ctx, b.now, "active_non_members")
	for _, v := range values {
		if v.Account != "" && v.Missing == "set.active" {
			names = append(names, v.Network+":"+v.Account)
		}
	}
	return names, err
}

// limit takes an answer back for which something lacks.
func (r *Reply) limit(lacks []metric.Text) {
	if r.Lacks = lacks; len(lacks) > 0 {
		r.Answer, r.Why = TooLittle, lacks[0]
	}
}

func audienceWhy(a Answer, instead bool) metric.Text {
	switch {
	case a == Yes && instead:
		return metric.Text{EN: "more people are active in the communities than before, and chance does not explain it", RU: "в сообществах активно больше людей, чем прежде, и случаем это не объяснить"}
	case a == Yes:
		return metric.Text{EN: "more people gave a sign of life than before, and chance does not explain it", RU: "признаки жизни подало больше людей, чем прежде, и случаем это не объяснить"}
	case a == No && instead:
		return metric.Text{EN: "no more people are active in the communities than before", RU: "в сообществах активно не больше людей, чем прежде"}
	case a == No:
		return metric.Text{EN: "no more people gave a sign of life than before", RU: "признаки жизни подало не больше людей, чем прежде"}
	}
	return metric.Text{EN: "the change may be chance", RU: "изменение может быть случайным"}
}

// incomparable says why a count of people cannot be held against the one before.
func (b answering) incomparable(c Course) (lacks []metric.Text) {
	lack := b.since.lack()
	switch {
	case spoken(c.Now) && lack != metric.Text{}:
		lacks = append(lacks, lack)
	case c.Now.Known && c.Before.Known && c.Now.Caveat != c.Before.Caveat:
		lacks = append(lacks, metric.Text{EN: "who is active in the communities is known of other accounts than before",
			RU: "кто активен в сообществах, известно не для тех же аккаунтов, что прежде"})
	case c.Change.Direction == quantify.Unknown:
		lacks = append(lacks, metric.Text{EN: "there are too few people in both periods", RU: "в обоих периодах слишком мало людей"})
	}
	return lacks
}

// awareness asks whether more people speak of us, and more than of others. The rest is shown and does not decide: first-time
// authors become fewer by themselves while the history is short, and the unprompted share rises when we merely publish less.
func (b answering) awareness(ctx context.Context) (r Reply, err error) {
	r.Question = metric.Awareness
	lift, surveyed, err := b.survey(ctx)
	if err != nil {
		return r, err
	}
	if r.Figures, err = b.read(ctx, wanted{"unique_authors", "", !surveyed, true}, wanted{"share_of_voice_authors", "", !surveyed, true},
		wanted{id: "unprompted_share", beside: true}, wanted{id: "first_time_authors"}, wanted{id: "first_time_authors", part: "of_authors"},
		wanted{id: "recommendation_rate"}, wanted{id: "branded_search_clicks"}); err != nil {
		return r, err
	}
	if surveyed {
		r.Answer = together(lift)
		r.Why = surveyWhy(r.Answer)
	} else {
		r.Answer = together(r.Figures)
		r.Why = awarenessWhy(r.Answer)
		r.limit(b.incomparable(r.Figures[0]))
	}
	r.Figures = append(lift, r.Figures...)
	return r, nil
}

func awarenessWhy(a Answer) metric.Text {
	switch a {
	case Yes:
		return metric.Text{EN: "more people speak of us, or a larger share of all who speak, and chance does not explain it", RU: "о нас говорит больше людей или большая доля всех говорящих, и случаем это не объяснить"}
	case No:
		return metric.Text{EN: "no more people speak of us than before", RU: "о нас говорит не больше людей, чем прежде"}
	}
	return metric.Text{EN: "the changes may be chance, or the figures disagree", RU: "изменения могут быть случайными, или показатели расходятся"}
}

func surveyWhy(a Answer) metric.Text {
	switch a {
	case Yes:
		return metric.Text{EN: "by the surveys more people know us than before", RU: "по опросам нас знает больше людей, чем прежде"}
	case No:
		return metric.Text{EN: "by the surveys fewer people know us than before", RU: "по опросам нас знает меньше людей, чем прежде"}
	}
	return metric.Text{EN: "the change between the surveys may be chance, or their answers disagree", RU: "разница между опросами может быть случайной, или их ответы расходятся"}
}

// survey reads the lift of awareness. It is a change by itself: where its interval leaves out zero, it moved.
func (b answering) survey(ctx context.Context) (all []Course, decides bool, err error) {
	for _, sort := range []string{"aided", "unaided"} {
		now, err := b.one(ctx, b.now, "awareness", sort)
		if err != nil {
			return nil, false, err
		}
		lift, err := b.one(ctx, b.now, "awareness", sort+"_lift")
		if err != nil {
			return nil, false, err
		}
		if !now.Known {
			continue
		}
		c := Course{Now: now, Change: lifted(lift)}
		c.Decides = c.Change.Known
		decides = decides || c.Decides
		all = append(all, c)
	}
	return all, decides, nil
}

func lifted(lift metric.Value) Movement {
	if !lift.Known || lift.Interval == nil {
		return Movement{Direction: quantify.Unknown}
	}
	m := Movement{Direction: quantify.Unclear, Value: lift.Value, Low: lift.Interval.Low, High: lift.Interval.High, Known: true}
	switch {
	case m.Low > 0:
		m.Direction = quantify.Up
	case m.High < 0:
		m.Direction = quantify.Down
	}
	return m
}

// opinion asks whether what people think is known, not whether it is good.
func (b answering) opinion(ctx context.Context, d alerts.Digest) (r Reply, err error) {
	r.Question = metric.Opinion
	if r.Figures, err = b.read(ctx, wanted{"net_sentiment_opinions", "", true, true}, wanted{"measured_accuracy", "", true, true},
		wanted{id: "net_sentiment"}, wanted{id: "opinion_coverage"}, wanted{id: "positive_negative_ratio"}, wanted{id: "complaint_rate"},
		wanted{id: "human_checked_share"}); err != nil {
		return r, err
	}
	for i := range r.Figures {
		switch c := &r.Figures[i]; c.Now.Metric {
		case "net_sentiment":
			c.Change = balanced(d.Change)
		case "measured_accuracy": // of labels of whatever time: there is no earlier one
			c.Before, c.Change = metric.Value{}, unknown
		}
	}
	lacks, hopelessly := measured(d.Reliability)
	r.Lacks = append(append(narrowly(r.Figures[0].Now), lacks...), heardAll(d.Coverage)...)
	switch {
	case hopelessly:
		r.Answer, r.Why = No, tooSeldom(d.Reliability.Right)
	case len(r.Lacks) > 0:
		r.Answer, r.Why = TooLittle, r.Lacks[0]
	default:
		r.Answer, r.Why = Yes, metric.Text{EN: "the balance of opinions is known closely, and how often the sentiment is right was measured", RU: "баланс мнений известен достаточно точно, и точность тональности измерена"}
	}
	return r, nil
}

// tooSeldom says how often the sentiment is right, how often it should be, and what helps.
func tooSeldom(right quantify.Estimate) metric.Text {
	percents := []any{100 * right.Share, 100 * right.Low, 100 * right.High, 100 * hopeless}
	return metric.Text{
		EN: fmt.Sprintf("the sentiment of single texts is right in %.0f%% (%.0f–%.0f%%), and at least %.0f%% is wanted: label more of them with 'molva label', then adapt the model with 'molva train --corrections'", percents...),
		RU: fmt.Sprintf("тональность отдельных текстов определяется верно в %.0f\u00a0%% случаев (%.0f–%.0f\u00a0%%), а нужно не меньше %.0f\u00a0%%: разметьте больше текстов командой «molva label» и дообучите модель командой «molva train --corrections»", percents...),
	}
}
