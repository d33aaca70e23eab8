package complaints

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/store"
)

// perPage is how many complaints a page shows.
const perPage = 50

// list is all that the list says.
type list struct {
	Asked                         asked
	Topics, Kinds, States, Themes []choice
	Sums                          []sum // how many there are in each state
	Found                         string
	Rows                          []row
	Newer, Older                  string
	Merges                        frame.Count // pairs that may be one
}

// sum is how many complaints are in a state.
type sum struct {
	State, Class string
	Count        frame.Count
	Here         bool
}

// choice is one value of a field.
type choice struct {
	Value, Text string
	Chosen      bool
}

func (p *pages) list(r *http.Request) (frame.View, error) {
	v := frame.View{Title: p.Printer.Sprintf("Complaints"), Live: true}
	a, err := p.ask(r)
	if err != nil {
		return v, err
	}
	f := store.ComplaintFilter{Topic: a.Topic, All: a.State == ignored || a.State == anything}
	if a.Kind != anything {
		f.Kind = cluster.Kind(a.Kind)
	}
	all, err := p.DB.Complaints(r.Context(), f)
	if err != nil {
		return v, err
	}
	l := list{Asked: a}
	p.choices(&l, all)
	some := a.only(all)
	v.Total = &frame.Total{Rows: len(some)}
	l.Found = p.Printer.Sprintf("Found: %d", len(some))
	a.page(&l, &some)
	if l.Rows, err = p.rows(r.Context(), some, a); err != nil {
		return v, err
	}
	known, err := p.known(r.Context())
	l.Merges = p.Counted(len(known.Pairs), alerts.ComplaintsPath+"/merges")
	v.Body = l
	return v, err
}

// only are the complaints that are asked for, in the order in which they want looking after.
func (a asked) only(all []store.Complaint) []store.Complaint {
	var some []store.Complaint
	search := strings.ToLower(a.Search)
	for _, c := range all {
		if (c.Recurs || c.Ignored) && a.state(c) && (a.Theme == "" || c.Theme == a.Theme) && strings.Contains(strings.ToLower(c.Label), search) {
			some = append(some, c)
		}
	}
	slices.SortStableFunc(some, func(a, b store.Complaint) int {
		return cmp.Or(slices.Index(states, a.State)-slices.Index(states, b.State), b.People-a.People, cmp.Compare(a.ID, b.ID))
	})
	return some
}

func (a asked) state(c store.Complaint) bool {
	switch a.State {
	case anything:
		return true
	case ignored:
		return c.Ignored
	case open:
		return !c.Ignored && c.State != life.Fixed
	}
	return !c.Ignored && string(c.State) == a.State
}

// page leaves the complaints of one page, with the ways to its neighbours.
func (a asked) page(l *list, some *[]store.Complaint) {
	n := len(*some)
	from := min(a.Skip, n)
	to := min(from+perPage, n)
	if from > 0 {
		l.Newer = a.at(max(0, from-perPage))
	}
	if to < n {
		l.Older = a.at(to)
	}
	*some = (*some)[from:to]
}

// choices fills the fields above the list.
func (p *pages) choices(l *list, all []store.Complaint) {
	a, say := l.Asked, p.Printer
	l.Topics = []choice{{"", say.Sprintf("all topics"), a.Topic == ""}}
	for _, t := range frame.InOrder(a.Tree) {
		l.Topics = append(l.Topics, choice{t.ID, strings.Repeat("\u2003", t.Depth) + alerts.Inert(t.Name), t.ID == a.Topic})
	}
	for _, kind := range append(plain(cluster.Kinds[:]), anything) {
		l.Kinds = append(l.Kinds, choice{kind, p.kinds(kind), kind == a.Kind})
	}
	for _, state := range append([]string{open}, append(plain(states), ignored, anything)...) {
		l.States = append(l.States, choice{state, p.stateChoice(state), state == a.State})
	}
	l.Themes = []choice{{"", say.Sprintf("all themes"), a.Theme == ""}}
	themes := p.DB.Themes()
	seen := map[string]bool{"": true}
	for _, c := range all {
		if !seen[c.Theme] {
			seen[c.Theme] = true
			l.Themes = append(l.Themes, choice{c.Theme, alerts.Inert(themes.Name(c.Theme, say.Language())), c.Theme == a.Theme})
		}
	}
	slices.SortFunc(l.Themes[1:], func(a, b choice) int { return cmp.Compare(a.Text, b.Text) })
	p.sums(l, all)
}

// sums are how many there are in each state, each with the way to them.
func (p *pages) sums(l *list, all []store.Complaint) {
	for _, s := range states {
		a := l.Asked
		a.State, a.Skip = string(s), 0
		if n := len(a.only(all)); n > 0 {
			l.Sums = append(l.Sums, sum{p.state(s), string(s), p.Counted(n, a.at(0)), l.Asked.State == string(s)})
		}
	}
}
