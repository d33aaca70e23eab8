package metric

import (
	"context"
	"slices"
	"strings"

	"molva/alerts/roi"
	"molva/ingest"
)

// costKinds are what parts of spend are in the ledger.
var costKinds = map[string]roi.Cost{"tools": roi.Tools, "ads": roi.Ads, "content": roi.Content, "agency": roi.Agency}

func costKind(spend string) roi.Cost {
	_, part, _ := strings.Cut(spend, "/")
	if c, named := costKinds[part]; named {
		return c
	}
	return roi.Other
}

// outlaid gives the costs of the topic and of those below it, and which topics have any.
//
// An amount is all that was spent, though it be an advert of one week. Whether hours were entered for all of the period is asked of
// all labour together: an editor who was hired for a week has no others, as long as somebody's were entered for the other weeks.
func (g *gathering) outlaid(ctx context.Context) error {
	spent, err := g.outlays(ctx, "spend/")
	if err != nil {
		return err
	}
	worked, err := g.labour(ctx)
	if err != nil {
		return err
	}
	if err := g.cover(ctx, worked); err != nil {
		return err
	}
	for _, o := range spent {
		name, err := g.cost(ctx, o)
		if err != nil {
			return err
		}
		g.Items = append(g.Items, roi.CostItem{Topic: o.Topic, Cost: costKind(o.Kind), Spent: name})
	}
	for _, o := range worked {
		if err := g.worked(ctx, o); err != nil {
			return err
		}
	}
	g.brands()
	return nil
}

// cover makes the days of all hours those for which any were entered.
func (g *gathering) cover(ctx context.Context, all []outlay) error {
	entries, err := g.entries(ctx, hoursKind)
	if err != nil {
		return err
	}
	whole, _ := g.flow(hoursKind, entries)
	for i := range all {
		all[i].Days, all[i].Of = whole.Days, whole.Of
	}
	return nil
}

// worked gives hours and what one costs.
func (g *gathering) worked(ctx context.Context, o outlay) error {
	hours, err := g.cost(ctx, o)
	if err != nil {
		return err
	}
	item := roi.CostItem{Topic: o.Topic, Cost: roi.Labour, Hours: hours, Rate: "labour_rate"}
	if o.rate.Kind != "" {
		item.Rate = g.inTopic(o.rate.Kind, o.rate.Topic)
		from, err := g.sourced(ctx, o.rate)
		if err != nil {
			return err
		}
		from.Called = g.of(InputName(o.rate.Kind), g.within(o.rate.Topic))
		g.put(item.Rate, inputOf(o.rate), from)
	}
	g.Items = append(g.Items, item)
	return nil
}

// cost gives an amount or hours of one topic, and says under which name.
func (g *gathering) cost(ctx context.Context, o outlay) (name string, err error) {
	name = g.inTopic(o.Kind, o.Topic)
	if g.has(name) { // on other terms
		name += "@" + strings.TrimSuffix(o.Currency+"-"+string(o.Tax), "-")
	}
	from, err := g.sourced(ctx, o.Entry)
	from.Called = g.of(InputName(o.Kind), o.Topic)
	g.put(name, inputOf(o.Entry), from)
	return name, err
}

// inTopic is the name of an input of the ledger's topic, or of one above or below it.
func (g *gathering) inTopic(kind, topic string) string {
	if own := g.within(topic); own != g.Reader.Topic.ID {
		return own + ":" + kind
	}
	return kind
}

// within is a topic below the ledger's; what is of one above is the ledger's own.
func (g *gathering) within(topic string) string {
	if slices.Contains(g.subtree(), topic) {
		return topic
	}
	return g.Reader.Topic.ID
}

// brands are the topic and those below it that have costs, each with what is below it.
func (g *gathering) brands() {
	for _, id := range g.subtree() {
		r := g.at(id)
		below := r.subtree()
		if slices.ContainsFunc(g.Items, func(item roi.CostItem) bool { return slices.Contains(below, item.Topic) }) {
			g.Brands = append(g.Brands, Brand{Topic: r.Topic})
			g.Ledger.below[id] = below
		}
	}
}

// inputOf is an entry as the ledger takes it.
func inputOf(e Entry) roi.Input {
	in := roi.Input{Value: e.Value, Terms: roi.Terms{Currency: e.Currency, Tax: taxOf(e.Tax)}, Days: e.Days, Of: e.Of}
	if e.Interval != nil {
		in.K, in.N = e.K, e.N
	}
	return in
}

func taxOf(t ingest.Tax) roi.Tax { return roi.Tax(t) }
