package metric

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"
	"time"

	"molva/alerts"
	"molva/classify"
	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/ingest"
	"molva/store"
)

const (
	perOrders = "per_1000_orders"
	foremost  = 5 // complaints that are told one by one
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func complaintRate(ctx context.Context, r *Reader) ([]Value, error) {
	t, err := r.tally(ctx)
	if err != nil {
		return nil, err
	}
	n, err := r.number(ctx, r.complaining())
	if err != nil {
		return nil, err
	}
	list := alerts.OfMentions(r.complaining())
	orders, ok, err := r.Input(ctx, "orders")
	byOrders := missing("input:orders")
	if ok {
		byOrders = ratio(float64(1000*n), orders.Value).but(orders.Caveat).from(list)
		byOrders.Basis = orders.Basis
	}
	return []Value{share(n, t.Counted).from(list), byOrders.as(perOrders).in(ingest.UnitRate)}, err
}

// troubles are the recurring complaints of the period that nobody ignores: those of the most people first.
func (r *Reader) troubles(ctx context.Context) ([]store.Complaint, error) {
	all, err := r.clusters(ctx)
	if err != nil {
		return nil, err
	}
	some := slices.DeleteFunc(slices.Clone(all), func(c store.Complaint) bool {
		return c.Kind != cluster.Complaint || !c.Recurs || c.Ignored || c.People == 0
	})
	slices.SortFunc(some, func(a, b store.Complaint) int {
		return cmp.Or(b.People-a.People, b.Mentions-a.Mentions, cmp.Compare(a.ID, b.ID))
	})
	return some, nil
}

// in are the mentions of a complaint that count.
func (r *Reader) in(c store.Complaint) store.Filter {
	f := r.said()
	f.Complaint = int64(c.ID)
	return f
}

var noTroubles = Text{"no complaint recurs in the period", "за период ни одна жалоба не повторяется"}

// ofTroubles tells the largest complaints one by one, each under its id and called by its label.
func ofTroubles(tell func(context.Context, *Reader, store.Complaint) ([]Value, error)) func(context.Context, *Reader) ([]Value, error) {
	return func(ctx context.Context, r *Reader) ([]Value, error) {
		troubles, err := r.troubles(ctx)
		if err != nil {
			return nil, err
		}
		var all []Value
		for _, c := range troubles[:min(len(troubles), foremost)] {
			values, err := tell(ctx, r, c)
			if err != nil {
				return nil, err
			}
			for _, v := range values {
				all = append(all, v.called(same(c.Label)))
			}
		}
		if all == nil {
			return []Value{none(noTroubles)}, nil
		}
		return all, nil
	}
}

// troubleSize counts people, of copies too, so the list behind them has those; and mentions, and networks.
func troubleSize(ctx context.Context, r *Reader, c store.Complaint) ([]Value, error) {
	id, told := c.ID.String(), r.in(c)
	told.Counted = nil
	networks, err := r.DB.CountNetworks(ctx, r.in(c))
	if err != nil {
		return nil, err
	}
	list := alerts.OfMentions(r.in(c))
	return []Value{
		known(float64(c.People)).as(id + "/people").from(alerts.OfMentions(told)),
		known(float64(c.Mentions)).as(id + "/mentions").from(list),
		known(float64(networks)).as(id + "/networks").from(list),
	}, nil
}

func troubleGrowth(_ context.Context, r *Reader, c store.Complaint) ([]Value, error) {
	g := c.Growth
	if g.Expected <= 0 {
		return []Value{missing(InputBefore).as(c.ID.String())}, nil
	}
	last := textf("the last %d days of the period", "последние %d дн. периода", g.Days)
	return []Value{ratio(g.Recent, g.Expected).but(last).as(c.ID.String()).from(alerts.OfMentions(r.in(c)))}, nil
}

// troubleAge is in days by the clock; whether it returned is known once somebody marked it as fixed.
func troubleAge(_ context.Context, r *Reader, c store.Complaint) ([]Value, error) {
	ever := r.in(c)
	ever.Period = store.Period{}
	list := alerts.OfMentions(ever)
	age := known(math.Floor(r.end().Sub(c.First).Hours() / 24)).as(c.ID.String() + "/days").from(list)
	if c.Fixed.IsZero() || c.Fixed.After(r.end()) {
		return []Value{age}, nil
	}
	back := 0.0
	if c.State == life.Returned {
		back = 1
	}
	fixed := textf("fixed on %[1]s", "исправлена %[1]s", c.Fixed.In(zoneOf(r.Topic)).Format(time.DateOnly))
	return []Value{age, known(back).but(fixed).as(c.ID.String() + "/returned").from(list)}, nil
}

func concentration(ctx context.Context, r *Reader) ([]Value, error) {
	troubles, err := r.troubles(ctx)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(troubles, func(a, b store.Complaint) int { return cmp.Or(b.Mentions-a.Mentions, cmp.Compare(a.ID, b.ID)) })
	in := 0
	for _, c := range troubles[:min(len(troubles), foremost)] {
		in += c.Mentions
	}
	n, err := r.number(ctx, r.complaining())
	if n == 0 {
		return []Value{none(noTroubles)}, err
	}
	return []Value{share(in, n).from(alerts.OfMentions(r.complaining()))}, err
}

// impact is by how much the balance of opinions would be higher if a complaint were gone.
func impact(ctx context.Context, r *Reader) ([]Value, error) {
	t, err := r.Tone(ctx)
	if err != nil {
		return nil, err
	}
	return ofTroubles(func(ctx context.Context, r *Reader, c store.Complaint) ([]Value, error) {
		var felt [2]int
		for i, s := range []classify.Sentiment{classify.Negative, classify.Positive} {
			f := r.in(c)
			f.Sentiment = &s
			if felt[i], err = r.number(ctx, f); err != nil {
				return nil, err
			}
		}
		v := gain(t.Counts, felt[0], felt[1])
		return []Value{v.as(c.ID.String()).from(alerts.OfMentions(r.in(c)))}, nil
	})(ctx, r)
}

// gain is the balance without so many negative and positive mentions less the balance with them.
func gain(c alerts.Counts, negative, positive int) Value {
	rest := c.Opinions() - negative - positive
	if rest == 0 {
		return none(Text{"without it there is no opinion left", "без неё мнений не остаётся"})
	}
	with := float64(c.Positive-c.Negative) / float64(c.Opinions())
	without := float64(c.Positive-positive-c.Negative+negative) / float64(rest)
	return known(points * (without - with))
}
