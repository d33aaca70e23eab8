package complaints

import (
	"context"
	"net/http"
	"sync"
	"time"

	"molva/alerts"
	"molva/alerts/web/access"
	"molva/alerts/web/frame"
	"molva/classify/cluster"
	"molva/classify/cluster/likeness"
	"molva/store"
)

// alike remembers for a while which complaints there are and which of them may be one: to compare them all takes longer than
// to make a page.
type alike struct {
	sync.Mutex
	at time.Time
	known
}

// known is what there is to merge.
type known struct {
	Pairs []likeness.Suggestion
	All   []store.Complaint
}

// fresh is for how long that is good enough.
const fresh = time.Minute

// known is what somebody sees of it. It is remembered of those who see everything.
func (p *pages) known(ctx context.Context) (known, error) {
	if !access.From(ctx).Everything() {
		return p.looked(ctx)
	}
	a := &p.alike
	a.Lock()
	defer a.Unlock()
	if now := p.Now(); a.at.IsZero() || now.Sub(a.at).Abs() > fresh {
		k, err := p.looked(ctx)
		if err != nil {
			return k, err
		}
		a.known, a.at = k, now
	}
	return a.known, nil
}

func (p *pages) looked(ctx context.Context) (k known, err error) {
	if k.All, err = p.DB.Complaints(ctx, store.ComplaintFilter{}); err != nil {
		return k, err
	}
	k.Pairs, err = p.DB.Suggestions(ctx, "")
	return k, err
}

// forget has them looked for anew: an act changed what there is.
func (p *pages) forget() {
	p.alike.Lock()
	defer p.alike.Unlock()
	p.alike.at = time.Time{}
}

// pair is a merge that is suggested.
type pair struct {
	A, B        named
	Likely, Way string
	On          cluster.ID // the one whose page it stands on, or the older
	Other       named
	Seen        string
}

// named is a complaint by its name.
type named struct {
	ID, Name, URL string
	People        frame.Count
}

func (p *pages) named(id cluster.ID, all []store.Complaint) (named, bool) {
	for _, c := range all {
		if c.ID == id {
			return named{id.String(), alerts.Name(c, p.Printer), frame.Here.Complaint(id), p.people(c.People, id, "", store.Period{})}, true
		}
	}
	return named{}, false
}

// pair puts a suggestion into words; false: one of the two is gone.
func (p *pages) pair(s likeness.Suggestion, all []store.Complaint) (pair, bool) {
	a, ok := p.named(s.A, all)
	b, also := p.named(s.B, all)
	say := p.reasons()
	return pair{A: a, B: b, Likely: say.Likeness(s), Way: say.Way(s.Reason), On: s.A, Other: b}, ok && also
}

// mostPairs is how many suggestions are shown.
const mostPairs = 50

// merges is the page of all that may be one.
func (p *pages) merges(r *http.Request) (frame.View, error) {
	v := frame.View{Title: p.Printer.Sprintf("Complaints that may be one"), Live: true}
	k, err := p.known(r.Context())
	if err != nil {
		return v, err
	}
	var all []pair
	for _, s := range k.Pairs[:min(len(k.Pairs), mostPairs)] {
		one, ok := p.pair(s, k.All)
		if !ok {
			continue
		}
		if one.Seen, err = p.seen(r.Context(), one.On); err != nil {
			return v, err
		}
		all = append(all, one)
	}
	v.Total = &frame.Total{Rows: len(k.Pairs)}
	v.Body = struct {
		Pairs  []pair
		Writes bool
	}{all, p.May(r.Context(), "POST /complaints/{id}/merge")}
	return v, nil
}
