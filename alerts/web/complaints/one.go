package complaints

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"molva/alerts"
	"molva/alerts/web/chart"
	"molva/alerts/web/frame"
	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/store"
)

// one is all that the page of a complaint says.
type one struct {
	row
	Kinds, Theme string
	Moved        string   // why another one is shown than was asked for
	Standing     []string // its state, and what decided on it
	Course       chart.Stack
	Steps        []frame.Choice // days or weeks
	Quotes       []quote
	New, Terms   string
	Topics       []topicCount
	Networks     []place
	Languages    []place
	Placed       string // of which days the two tell; "": of all
	Asking       int
	Sure         string
	Merged       []part
	Pairs        []pair
	Members      []member
	Older        string
	History      []past
	Undo         *past // that an undo takes back; nil: nothing
	Seen         string
	Named, Fixed bool
	Others       []named // that it could be merged into
	Today        string
	Writes       bool
}

// topicCount is a topic that a complaint is about.
type topicCount struct {
	Name string
	URL  string
}

// part is a complaint that stands in this one.
type part struct {
	ID     string
	ByHand bool // a person merged it: an undo parts them
}

func (p *pages) one(r *http.Request) (frame.View, error) {
	id, err := p.id(r)
	if err != nil {
		return frame.View{}, err
	}
	ctx := r.Context()
	c, err := p.DB.Complaint(ctx, id)
	if err != nil {
		return frame.View{}, p.gone(err)
	}
	a, err := p.ask((&http.Request{URL: &url.URL{}}).WithContext(ctx))
	if err != nil {
		return frame.View{}, err
	}
	o := one{Writes: p.May(ctx, "POST /complaints/{id}/rename"), Today: p.Now().In(zoneOf(a.Tree, "")).Format(time.DateOnly), Named: c.Named, Fixed: !c.Fixed.IsZero() || c.Ignored}
	if c.ID != id {
		o.Moved = p.Printer.Sprintf("%s was merged: it stands in %s today.", id, c.ID)
	}
	rows, err := p.rows(ctx, []store.Complaint{c}, a)
	if err != nil {
		return frame.View{}, err
	}
	o.row = rows[0]
	for _, fill := range []func(context.Context, store.Complaint, asked, *one) error{p.said, p.quotes, p.history, p.spread, p.related} {
		if err := fill(ctx, c, a, &o); err != nil {
			return frame.View{}, err
		}
	}
	if err := p.course(ctx, c, r.URL.Query().Get("step"), &o); err != nil {
		return frame.View{}, err
	}
	err = p.members(ctx, c, zoneOf(a.Tree, ""), r.URL.Query().Get("before"), &o)
	return frame.View{Title: o.Name, Body: o, Live: true}, err
}

// id is the complaint that an address names.
func (p *pages) id(r *http.Request) (cluster.ID, error) {
	return p.parse(r.PathValue("id"))
}

func (p *pages) parse(text string) (cluster.ID, error) {
	id, err := cluster.ParseID(strings.ToLower(strings.TrimSpace(text)))
	if err != nil {
		return 0, frame.Missing(errors.New(p.Printer.Sprintf("%q is no complaint: an id is c and a number, such as c12.", alerts.Inert(text))))
	}
	return id, nil
}

// said fills in what people say.
func (p *pages) said(_ context.Context, c store.Complaint, a asked, o *one) error {
	say, zone := p.Printer, zoneOf(a.Tree, "")
	o.Kinds, o.Theme = p.kinds(string(c.Kind)), p.theme(c)
	if o.Theme != "" {
		o.Theme += " " + say.Percent(c.ThemeShare)
	}
	o.New, o.Terms = phrases(c.New, p), phrases(c.Terms, p)
	o.Asking = c.Asking
	if c.Sure > 0 {
		o.Sure = say.Sprintf("%s sure that it is one trouble", say.Percent(c.Sure))
	}
	for _, t := range a.Tree {
		if slices.Contains(c.Topics, t.ID) {
			o.Topics = append(o.Topics, topicCount{alerts.Isolate(alerts.Inert(t.Name)), frame.Here.Mentions(store.Filter{Topic: t.ID, Complaint: int64(c.ID), Counted: new(true)})})
		}
	}
	o.Standing = p.standing(c, zone)
	return nil
}

func phrases(all []store.Phrase, p *pages) string {
	texts := make([]string, len(all))
	for i, one := range all {
		texts[i] = alerts.Isolate(alerts.Inert(one.Text)) + " (" + p.Printer.Percent(one.Share) + ")"
	}
	return strings.Join(texts, " · ")
}

// standing says in which state a complaint is, and what decided on that.
func (p *pages) standing(c store.Complaint, zone *time.Location) []string {
	say := p.Printer
	var lines []string
	switch c.State {
	case life.New:
		lines = append(lines, say.Sprintf("New: it was first said less than three days ago, on %s.", say.Date(c.First.In(zone))))
		if c.Emerging {
			lines = append(lines, say.Sprintf("So many people say it in so many words of their own that it is announced."))
		}
	case life.Rising:
		lines = append(lines, say.Sprintf("Rising: more people than usual tell of it, beyond chance."))
	case life.Fading:
		lines = append(lines, say.Sprintf("Fading: fewer people than usual tell of it, beyond chance."))
	case life.Dormant:
		lines = append(lines, say.Sprintf("Silent: nobody has told of it for two weeks."))
	case life.Fixed:
		lines = append(lines, say.Sprintf("Fixed on %s. It returns by itself when more people tell of it than a fix leaves.", say.Date(c.Fixed.In(zone))))
	case life.Returned:
		lines = append(lines, say.Sprintf("Returned: it was fixed on %s, and more people tell of it than a fix leaves.", say.Date(c.Fixed.In(zone))))
	default:
		lines = append(lines, say.Sprintf("Steady: what changes can be chance."))
	}
	if g := c.Growth; g.Expected > 0 {
		lines = append(lines, say.Sprintf("People in the last %d days: %s, expected: %s, by what is usual for it and by how much everybody wrote.", g.Days, say.Decimal(g.Recent, 0), say.Decimal(g.Expected, 1)))
	}
	if c.Ignored {
		lines = append(lines, say.Sprintf("Somebody chose to ignore it: it goes on collecting and is neither listed nor announced."))
	}
	return lines
}

// history fills in what people did.
func (p *pages) history(ctx context.Context, c store.Complaint, a asked, o *one) error {
	acts, err := p.DB.Acts(ctx, c.ID)
	if err != nil {
		return err
	}
	zone := zoneOf(a.Tree, "")
	o.Seen = store.Mark(acts)
	for _, act := range slices.Backward(acts) {
		o.History = append(o.History, p.past(act, zone))
	}
	if last := standing(acts); last != nil {
		o.Undo = new(p.past(*last, zone))
	}
	for _, id := range c.Merged {
		byHand := slices.ContainsFunc(acts, func(a store.PastAct) bool { return a.What == store.Merged && a.ID == id && a.Undone.IsZero() })
		o.Merged = append(o.Merged, part{id.String(), byHand})
	}
	return nil
}

// mostOthers is how many complaints are offered to merge with.
const mostOthers = 60

// related fills in what it could be merged with.
func (p *pages) related(ctx context.Context, c store.Complaint, _ asked, o *one) error {
	k, err := p.known(ctx)
	if err != nil {
		return err
	}
	for _, s := range k.Pairs {
		if s.A != c.ID && s.B != c.ID {
			continue
		}
		if one, ok := p.pair(s, k.All); ok {
			if one.On, one.Seen = c.ID, o.Seen; s.B == c.ID {
				one.Other = one.A
			}
			o.Pairs = append(o.Pairs, one)
		}
	}
	for _, other := range k.All {
		if other.Kind == c.Kind && other.ID != c.ID && len(o.Others) < mostOthers {
			o.Others = append(o.Others, named{ID: other.ID.String(), Name: alerts.Name(other, p.Printer)})
		}
	}
	return nil
}
