package metric

import (
	"context"
	"slices"
	"strings"

	"molva/classify/quantify"
	"molva/store"
)

func brandedClicks(ctx context.Context, r *Reader) ([]Value, error) {
	e, ok, err := r.Input(ctx, "branded_clicks")
	if err != nil || !ok {
		return []Value{missing("input:branded_clicks")}, err
	}
	return []Value{e.value()}, nil
}

func surveyed(ctx context.Context, r *Reader) ([]Value, error) {
	var all []Value
	for _, sort := range []string{"aided", "unaided"} {
		values, err := r.lift(ctx, "awareness_"+sort, sort, sort+"_lift")
		if err != nil {
			return nil, err
		}
		all = append(all, values...)
	}
	return all, nil
}

// advantages are all that anybody was asked about, by name.
func advantages(ctx context.Context, r *Reader) ([]Value, error) {
	kinds, err := r.partsEntered(ctx, "advantage/")
	if err != nil || len(kinds) == 0 {
		return []Value{missing("input:advantage")}, err
	}
	var all []Value
	for _, kind := range kinds {
		name := strings.TrimPrefix(kind, "advantage/")
		values, err := r.lift(ctx, kind, name, name+"/lift")
		if err != nil {
			return nil, err
		}
		all = append(all, values...)
	}
	return all, nil
}

// partsEntered are the parts of a kind for which anything was entered that touches the period, sorted.
func (r *Reader) partsEntered(ctx context.Context, kind string) ([]string, error) {
	entries, err := r.entries(ctx, kind)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, in := range entries {
		names = append(names, in.Kind)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// lift is a share of those asked and how it differs from the survey before.
func (r *Reader) lift(ctx context.Context, kind, part, liftPart string) ([]Value, error) {
	base, _, _ := strings.Cut(kind, "/")
	input := "input:" + base
	now, ok, err := r.Input(ctx, kind)
	if err != nil || !ok {
		return []Value{missing(input).as(part), missing(input).as(liftPart)}, err
	}
	before, had, err := r.earlier(ctx, kind, now)
	if err != nil {
		return nil, err
	}
	lift := missing(input).as(liftPart).but(Text{"only one survey was entered", "введён только один опрос"})
	if had {
		lift = rise(now, before).as(liftPart)
	}
	return []Value{now.value().as(part), lift}, nil
}

// years is how far back a survey before is looked for.
const years = 3

// earlier is the latest survey of the same topic that began before another one: a survey of a month is not held against itself in
// each of its weeks.
func (r *Reader) earlier(ctx context.Context, kind string, now Entry) (Entry, bool, error) {
	past := r.In(store.Period{From: now.From.AddDate(-years, 0, 0), To: now.From})
	before, ok, err := past.Input(ctx, kind)
	return before, ok && before.Topic == now.Topic, err
}

// rise is p1 − p0; where it is not known of how many both are, there is no interval.
func rise(now, before Entry) Value {
	v := known(now.Value - before.Value).from(now.Evidence).but(now.Caveat)
	v.Basis = weaker(now.Basis, before.Basis)
	if now.N == 0 || before.N == 0 || now.Interval == nil || before.Interval == nil {
		return v.but(Text{"without n of both surveys there is no interval", "без n обоих опросов интервала нет"})
	}
	c := quantify.Compare(quantify.Of(now.K, now.N), quantify.Of(before.K, before.N))
	v.Interval = &Interval{Low: c.Low, High: c.High}
	return v.but(textf("%d of %d, before %d of %d", "%d из %d, прежде %d из %d", now.K, now.N, before.K, before.N))
}
