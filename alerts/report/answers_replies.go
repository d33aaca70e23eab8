package report

import (
	"context"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/classify/quantify"
)

// wanted is a part of a metric that a question asks for.
type wanted struct {
	id, part string
	decides  bool
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
	r.Question = metric.Audience
	if r.Figures, err = b.read(ctx, wanted{"living_audience", "", true}, wanted{"living_audience", "members", false},
		wanted{"living_audience", "non_members", false}, wanted{"living_audience", "inactive", false}, wanted{"unique_authors", "", false}); err != nil {
		return r, err
	}
	deciding := r.Figures[0]
	r.Answer = grown(deciding)
	r.Why = audienceWhy(r.Answer)
	r.limit(b.incomparable(deciding))
	return r, nil
}

// limit takes an answer back for which something lacks.
func (r *Reply) limit(lacks []metric.Text) {
	if r.Lacks = lacks; len(lacks) > 0 {
		r.Answer, r.Why = TooLittle, lacks[0]
	}
}

func audienceWhy(a Answer) metric.Text {
	switch a {
	case Yes:
		return metric.Text{EN: "more people gave a sign of life than chance explains", RU: "людей, подавших признаки жизни, больше, чем объяснит случай"}
	case No:
		return metric.Text{EN: "no more people gave a sign of life than before", RU: "людей, подавших признаки жизни, не стало больше"}
	}
	return metric.Text{EN: "the change of the living audience may be chance", RU: "изменение живой аудитории может быть случайным"}
}

// incomparable says why a count of people cannot be held against the one before.
func (b answering) incomparable(c Course) (lacks []metric.Text) {
	switch {
	case !b.heard:
		lacks = append(lacks, metric.Text{EN: "nothing was heard before the period", RU: "до начала периода ничего не было слышно"})
	case c.Now.Known && c.Before.Known && c.Now.Caveat != c.Before.Caveat:
		lacks = append(lacks, metric.Text{EN: "the two periods were not seen alike: who acts in the communities is known of other accounts than before",
			RU: "периоды видны по-разному: кто действует в сообществах, известно не для тех же аккаунтов, что прежде"})
	case c.Change.Direction == quantify.Unknown:
		lacks = append(lacks, metric.Text{EN: "there are too few people in both periods", RU: "в обоих периодах слишком мало людей"})
	}
	return lacks
}

// awareness asks whether more people speak of us, more than of others, and unasked. First-time authors are shown and do not
// decide: while the history is short they become fewer by themselves.
func (b answering) awareness(ctx context.Context) (r Reply, err error) {
	r.Question = metric.Awareness
	if r.Figures, err = b.read(ctx, wanted{"unique_authors", "", true}, wanted{"share_of_voice_authors", "", true},
		wanted{"unprompted_share", "", true}, wanted{"first_time_authors", "", false}, wanted{"first_time_authors", "of_authors", false},
		wanted{"recommendation_rate", "", false}, wanted{"branded_search_clicks", "", false}); err != nil {
		return r, err
	}
	lift, surveyed, err := b.survey(ctx)
	if err != nil {
		return r, err
	}
	r.Figures = append(r.Figures, lift...)
	if surveyed {
		r.Answer = together(lift)
		r.Why = awarenessWhy(r.Answer)
		return r, nil
	}
	r.Answer = together(r.Figures)
	r.Why = awarenessWhy(r.Answer)
	r.limit(b.incomparable(r.Figures[0]))
	return r, nil
}

func awarenessWhy(a Answer) metric.Text {
	switch a {
	case Yes:
		return metric.Text{EN: "what decides rose by more than chance explains", RU: "решающие показатели выросли больше, чем объяснит случай"}
	case No:
		return metric.Text{EN: "nothing that decides rose, or more of it fell", RU: "решающие показатели не выросли или упали"}
	}
	return metric.Text{EN: "the changes may be chance, or the figures disagree", RU: "изменения могут быть случайными, или показатели расходятся"}
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
	if r.Figures, err = b.read(ctx, wanted{"net_sentiment_opinions", "", true}, wanted{"measured_accuracy", "", true},
		wanted{"net_sentiment", "", false}, wanted{"opinion_coverage", "", false}, wanted{"positive_negative_ratio", "", false}, wanted{"complaint_rate", "", false},
		wanted{"human_checked_share", "", false}); err != nil {
		return r, err
	}
	for i := range r.Figures {
		if r.Figures[i].Now.Metric == "net_sentiment" {
			r.Figures[i].Change = balanced(d.Change)
		}
	}
	lacks, hopelessly := measured(d.Reliability)
	r.Lacks = append(append(narrowly(r.Figures[0].Now), lacks...), heardAll(d.Coverage)...)
	switch {
	case hopelessly:
		r.Answer, r.Why = No, metric.Text{EN: "the sentiment is right too seldom", RU: "тональность определяется верно слишком редко"}
	case len(r.Lacks) > 0:
		r.Answer, r.Why = TooLittle, metric.Text{EN: "something lacks that we must have to say it", RU: "не хватает того, без чего этого не сказать"}
	default:
		r.Answer, r.Why = Yes, metric.Text{EN: "the balance of opinions is known closely, and how often the sentiment is right was measured", RU: "баланс мнений известен достаточно точно, и точность тональности измерена"}
	}
	return r, nil
}

// vanity reads what looks like an answer and is none.
func (b answering) vanity(ctx context.Context) (all []Course, err error) {
	if all, err = b.read(ctx, wanted{"mentions", "", false}, wanted{"potential_audience", "", false}, wanted{"influencer_mentions", "", false}); err != nil {
		return nil, err
	}
	for _, w := range []wanted{{"followers", "", false}, {"posts", "posts", false}} {
		some, err := b.accounts(ctx, w)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// accounts reads a metric of communities, of each of ours.
func (b answering) accounts(ctx context.Context, w wanted) (all []Course, err error) {
	now, err := b.all(ctx, b.now, w.id)
	if err != nil {
		return nil, err
	}
	before, err := b.all(ctx, b.before, w.id)
	if err != nil {
		return nil, err
	}
	for _, v := range now {
		if !v.Known || v.Part != w.part {
			continue
		}
		c := Course{Now: v, Before: metric.Value{Metric: w.id, Topic: v.Topic, Account: v.Account, Network: v.Network, Part: w.part}}
		for _, was := range before {
			if was.Account == v.Account && was.Network == v.Network && was.Part == w.part {
				c.Before = was
			}
		}
		all = append(all, c)
	}
	return all, nil
}
