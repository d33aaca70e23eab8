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

// people is how many an audience's part has.
type people struct {
	part, kind string
	n          float64
}

// audience are the parts that were told within the period, by kind and from the largest on. Spans of one length are added up:
// those that together cover most of the period.
func (a *Account) audience() []people {
	long, told := map[time.Duration]map[time.Time]bool{}, map[string][]ingest.Figure{}
	for metric, all := range a.figures {
		part, is := strings.CutPrefix(metric, "audience/")
		for _, f := range all {
			if !is || !a.Reader.Period.Holds(f.At.Add(f.Span/2)) {
				continue
			}
			if long[f.Span] == nil {
				long[f.Span] = map[time.Time]bool{}
			}
			long[f.Span][f.At] = true
			told[part] = append(told[part], f)
		}
	}
	return addUp(told, widest(long))
}

// widest is the length of span that covers most, of two that cover as much the longer.
func widest(long map[time.Duration]map[time.Time]bool) (best time.Duration) {
	covers := func(span time.Duration) time.Duration { return span * time.Duration(len(long[span])) }
	for span := range long {
		if c := cmp.Or(cmp.Compare(covers(span), covers(best)), cmp.Compare(span, best)); c > 0 {
			best = span
		}
	}
	return best
}

func addUp(told map[string][]ingest.Figure, span time.Duration) []people {
	var all []people
	for part, figures := range told {
		p := people{part: part, kind: kindOf(part)}
		for _, f := range figures {
			if f.Span == span {
				p.n += f.Value
			}
		}
		all = append(all, p)
	}
	slices.SortFunc(all, func(p, q people) int {
		return cmp.Or(cmp.Compare(slices.Index(kindOrder, p.kind), slices.Index(kindOrder, q.kind)), cmp.Compare(q.n, p.n), cmp.Compare(p.part, q.part))
	})
	return all
}

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

func (a *Account) partList(part string) alerts.Evidence {
	return alerts.OfFigures(store.FigureQuery{Account: a.Account, Network: a.Network, Metric: "audience/" + part, Period: a.Reader.Period})
}

func mix(_ context.Context, a *Account) ([]Value, error) {
	all := a.audience()
	if len(all) == 0 {
		return []Value{missing("audience")}, nil
	}
	var values []Value
	places := map[string]int{}
	for _, p := range all {
		if places[p.kind]++; (p.kind == "country" || p.kind == "city") && places[p.kind] > mostPlaces {
			continue
		}
		values = append(values, ratio(p.n, count(all, p.kind, anybody)).as(p.part).from(a.partList(p.part)))
	}
	return values, nil
}

// segment is one share for each kind of which parts are wanted: a country's share and an age's cannot be added up.
func segment(_ context.Context, a *Account) ([]Value, error) {
	wanted := a.Reader.Business.Segment
	all := a.audience()
	switch {
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
		in := func(p people) bool { return slices.Contains(wanted, p.part) }
		v := missing("audience")
		if whole := count(all, kind, anybody); whole > 0 {
			v = ratio(count(all, kind, in), whole)
		}
		values = append(values, v.as(kind).from(a.partList("")))
	}
	return values, nil
}
