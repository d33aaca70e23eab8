package report

import (
	"context"
	"fmt"
	"slices"

	"molva/alerts/metric"
)

// vanity reads what looks like an answer and is none.
func (b answering) vanity(ctx context.Context) (all []Course, err error) {
	if all, err = b.read(ctx, wanted{id: "mentions"}, wanted{id: "potential_audience"}, wanted{id: "influencer_mentions"}); err != nil {
		return nil, err
	}
	for _, w := range []wanted{{id: "followers"}, {id: "posts", part: "posts"}} {
		c, ok, err := b.accounts(ctx, w)
		if err != nil {
			return nil, err
		}
		if ok {
			all = append(all, c)
		}
	}
	return all, nil
}

// accounts adds a metric up over those of our communities of which it is known now and before. Each of them is told in the report
// of communities. It is not ok where there is none.
func (b answering) accounts(ctx context.Context, w wanted) (c Course, ok bool, err error) {
	now, err := b.all(ctx, b.now, w.id)
	if err != nil {
		return c, false, err
	}
	before, err := b.all(ctx, b.before, w.id)
	if err != nil {
		return c, false, err
	}
	both, all := 0, 0
	for _, v := range now {
		if v.Account == "" || v.Part != w.part {
			continue
		}
		all++
		was := slices.IndexFunc(before, func(o metric.Value) bool { return o.Account == v.Account && o.Network == v.Network && o.Part == w.part })
		if v.Known && was >= 0 && before[was].Known {
			both++
			c.Now.Value += v.Value
			c.Before.Value += before[was].Value
		}
	}
	c.Now = inAll(metric.Value{Metric: w.id, Part: w.part, Topic: b.now.Topic.ID, Period: b.now.Period, Value: c.Now.Value}, both, all)
	c.Before = inAll(metric.Value{Metric: w.id, Part: w.part, Topic: b.now.Topic.ID, Period: b.before.Period, Value: c.Before.Value}, both, all)
	c.Change = b.moved(c.Now, c.Before)
	return c, both > 0, nil
}

// inAll is a sum over communities, with of how many it is.
func inAll(v metric.Value, both, all int) metric.Value {
	v.Known = both > 0
	v.Caveat = metric.Text{EN: fmt.Sprintf("the sum over our communities: %d", all), RU: fmt.Sprintf("сумма по нашим сообществам: %d", all)}
	if both < all {
		v.Caveat = metric.Text{EN: fmt.Sprintf("the sum over those of our communities of which it is known now and before: %d of %d", both, all),
			RU: fmt.Sprintf("сумма по тем нашим сообществам, о которых это известно и сейчас, и прежде: %d из %d", both, all)}
	}
	return v
}
