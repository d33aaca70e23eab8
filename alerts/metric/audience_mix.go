package metric

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"molva/alerts"
	"molva/ingest"
	"molva/store"
)

// What kinds of parts an audience has, in their order. Parts of two kinds are the same people.
var (
	kindOrder = []string{"sex_age", "sex", "age", "country", "city"}
	kinds     = map[string]Text{
		"sex_age": {"sex and age", "пол и возраст"},
		"sex":     {"sex", "пол"},
		"age":     {"age", "возраст"},
		"country": {"country", "страна"},
		"city":    {"city", "город"},
	}
)

// mostPlaces is how many countries, or cities, are told.
const mostPlaces = 10

// kindOf tells the kind of a part as sources name it: f, f-25-30, age-25-34, country-ru, city-москва.
func kindOf(part string) string {
	first, rest, _ := strings.Cut(part, "-")
	switch {
	case slices.Contains(kindOrder, first):
		return first
	case rest == "":
		return "sex"
	}
	return "sex_age"
}

// people is how many an audience's part has, in spans that began in a period.
type people struct {
	part, kind string
	n          float64
	told       store.Period
}

// audience are the parts that were told within the period, by kind and from the largest on. Of each kind spans of one length are
// added up: those that together cover most of the period.
func (a *Account) audience(ctx context.Context) ([]people, error) {
	return once(a.Reader, "audience of "+a.name(), func() ([]people, error) {
		p := a.Reader.Period
		around := store.Period{From: p.From.Add(-beforePost), To: p.To}
		all, err := a.Reader.DB.Figures(ctx, store.FigureQuery{Account: a.Account, Network: a.Network, Metric: "audience/", Period: around})
		if err != nil {
			return nil, err
		}
		all = slices.DeleteFunc(all, func(f ingest.Figure) bool { return !p.Holds(f.At.Add(f.Span / 2)) })
		return addUp(all), nil
	})
}

// widest is the length of the spans that together cover most; of two that cover as much the longer.
func widest(all []ingest.Figure) (best time.Duration) {
	starts := map[time.Duration]map[time.Time]bool{}
	for _, f := range all {
		if starts[f.Span] == nil {
			starts[f.Span] = map[time.Time]bool{}
		}
		starts[f.Span][f.At] = true
	}
	covers := func(span time.Duration) time.Duration { return span * time.Duration(len(starts[span])) }
	for span := range starts {
		if c := cmp.Or(cmp.Compare(covers(span), covers(best)), cmp.Compare(span, best)); c > 0 {
			best = span
		}
	}
	return best
}

func addUp(figures []ingest.Figure) []people {
	kinds := map[string][]ingest.Figure{}
	for _, f := range figures {
		kind := kindOf(partOf(f))
		kinds[kind] = append(kinds[kind], f)
	}
	var all []people
	for _, kind := range kindOrder {
		all = append(all, addUpKind(kind, kinds[kind])...)
	}
	return all
}

func addUpKind(kind string, figures []ingest.Figure) []people {
	span, sums := widest(figures), map[string]float64{}
	figures = slices.DeleteFunc(figures, func(f ingest.Figure) bool { return f.Span != span })
	var told store.Period
	for i, f := range figures {
		sums[partOf(f)] += f.Value
		if next := f.At.Add(time.Millisecond); next.After(told.To) {
			told.To = next
		}
		if i == 0 || f.At.Before(told.From) {
			told.From = f.At
		}
	}
	var all []people
	for part, n := range sums {
		all = append(all, people{part, kind, n, told})
	}
	slices.SortFunc(all, func(p, q people) int { return cmp.Or(cmp.Compare(q.n, p.n), cmp.Compare(p.part, q.part)) })
	return all
}

func partOf(f ingest.Figure) string { return strings.TrimPrefix(f.Metric, "audience/") }

// count adds up those of a kind who are such.
func count(all []people, kind string, such func(people) bool) (n float64) {
	for _, p := range all {
		if p.kind == kind && such(p) {
			n += p.n
		}
	}
	return n
}

func anybody(people) bool { return true }

// partList leads to the figures of a part; "" is any.
func (a *Account) partList(part string, told store.Period) alerts.Evidence {
	zone := a.Reader.Period.From.Location()
	return a.figureList("audience/"+part, store.Period{From: told.From.In(zone), To: told.To.In(zone)})
}

func mix(ctx context.Context, a *Account) ([]Value, error) {
	all, err := a.audience(ctx)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return []Value{missing("audience")}, nil
	}
	var values []Value
	places := map[string]int{}
	for _, p := range all {
		if places[p.kind]++; (p.kind == "country" || p.kind == "city") && places[p.kind] > mostPlaces {
			continue
		}
		values = append(values, ratio(p.n, count(all, p.kind, anybody)).as(p.part).from(a.partList(p.part, p.told)))
	}
	return values, nil
}

// segment is one share for each kind of which parts are wanted: a country's share and an age's cannot be added up.
func segment(ctx context.Context, a *Account) ([]Value, error) {
	wanted := a.Reader.Business.Segment
	all, err := a.audience(ctx)
	switch {
	case err != nil:
		return nil, err
	case len(wanted) == 0:
		return []Value{missing(InputSegment)}, nil
	case len(all) == 0:
		return []Value{missing("audience")}, nil
	}
	var values []Value
	for _, kind := range kindOrder {
		if !slices.ContainsFunc(wanted, func(part string) bool { return kindOf(part) == kind }) {
			continue
		}
		v := missing("audience").as(kind)
		if i := slices.IndexFunc(all, func(p people) bool { return p.kind == kind }); i >= 0 {
			in := func(p people) bool { return slices.Contains(wanted, p.part) }
			v = ratio(count(all, kind, in), count(all, kind, anybody)).as(kind).from(a.partList("", all[i].told))
		}
		values = append(values, v)
	}
	return values, nil
}
