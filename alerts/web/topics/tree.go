package topics

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"molva/alerts"
	"molva/alerts/web/chart"
	"molva/alerts/web/frame"
	"molva/store"
)

// Topics that may be compared at one time.
const (
	leastCompared = 2
	mostCompared  = 4
)

// rhythms are those that topics are shown in.
var rhythms = []alerts.Every{alerts.Day, alerts.Week, alerts.Month, alerts.Quarter}

// tree is the page of all topics.
type tree struct {
	Chooser  frame.Chooser
	Hidden   []field // what the form of the comparison keeps of the question
	Rows     []row
	Compared []chart.Line
	Note     string // on the choice that is compared; "": nothing is wrong with it
	Clear    string // the page without the comparison
	Before   string // the dates of the period before
	Queries  []asking
	Try      trial
	Tries    bool // whoever asks may try queries
}

// trial is what the form of a query begins with.
type trial struct {
	Query string
	Days  int
}

// field is a hidden part of a form.
type field struct{ Name, Value string }

// asking is what a topic looks for.
type asking struct {
	Name, Query string
	URL         string // to try it
}

// tree shows every topic in its place, with its numbers and how they changed.
func (s *server) tree(r *http.Request) (frame.View, error) {
	a, err := s.Asked(r, alerts.Week)
	if err != nil {
		return frame.View{}, err
	}
	with, err := chosen(r.URL.Query()["with"], a)
	if err != nil {
		return frame.View{}, err
	}
	t := tree{Chooser: s.chooser(a, with), Hidden: hidden(a), Clear: "/topics" + a.Query(nil), Queries: queries(a), Try: trial{Days: usualDays}, Tries: s.Opens(r.Context(), "GET /topics/preview")}
	main, ok := a.Main()
	if !ok {
		return frame.View{Title: s.Printer.Sprintf("Topics"), Body: t}, nil
	}
	before := alerts.Previous(a.Period(main, s.Now()))
	t.Before = s.Printer.Dates(before.From, before.To)
	if t.Rows, err = s.rows(r.Context(), a, with); err != nil {
		return frame.View{}, err
	}
	t.Note, t.Compared, err = s.compare(r.Context(), a, with)
	return frame.View{Title: s.Printer.Sprintf("Topics"), Body: t, Live: true}, err
}

// chosen are the topics that are to be compared, in the order of the tree.
func chosen(ids []string, a frame.Asked) (all []frame.Picked, err error) {
	order := frame.InOrder(a.Tree)
	for _, id := range ids {
		if !slices.ContainsFunc(order, func(t frame.Picked) bool { return t.ID == id }) {
			return nil, frame.Missing(errors.New(short(id) + ": " + store.ErrUnknownTopic.Error()))
		}
	}
	for _, t := range order {
		if slices.Contains(ids, t.ID) {
			all = append(all, t)
		}
	}
	return all, nil
}

// chooser keeps the comparison while the period changes.
func (s *server) chooser(a frame.Asked, with []frame.Picked) frame.Chooser {
	c := s.Chooser(a, "", rhythms...).Keeping(comparing(with))
	c.Topics = nil
	return c
}

// comparing is a comparison as an address asks for it.
func comparing(with []frame.Picked) url.Values {
	v := url.Values{}
	for _, t := range with {
		v.Add("with", t.ID)
	}
	return v
}

// hidden are the period and its day, for a form.
func hidden(a frame.Asked) (all []field) {
	v, _ := url.ParseQuery(a.Query(func(v url.Values) { v.Del("topic") })[1:])
	for _, name := range []string{"period", "at"} {
		if text := v.Get(name); text != "" {
			all = append(all, field{name, text})
		}
	}
	return all
}

// queries are what the topics look for; one without a query sums up those below it.
func queries(a frame.Asked) (all []asking) {
	for _, t := range frame.InOrder(a.Tree) {
		q := asking{Name: alerts.Inert(t.Name), Query: t.Query}
		if t.Query != "" {
			q.URL = trying(t.Query)
		}
		all = append(all, q)
	}
	return all
}

// trying leads to the page that tries a query.
func trying(expr string) string { return "/topics/preview?" + url.Values{"q": {expr}}.Encode() }

// compare draws the ratio of some topics over time, each by itself and all over the same periods.
func (s *server) compare(ctx context.Context, a frame.Asked, with []frame.Picked) (note string, lines []chart.Line, err error) {
	if len(with) == 0 {
		return "", nil, nil
	}
	if len(with) < leastCompared || len(with) > mostCompared {
		return s.Printer.Sprintf("%d topics are chosen; from %d to %d can be compared.", len(with), leastCompared, mostCompared), nil, nil
	}
	lines, err = each(with, func(t frame.Picked) (chart.Line, error) { return s.line(ctx, a, t) })
	begun(lines)
	alike(lines)
	return "", lines, err
}
