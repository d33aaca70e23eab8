package alerts

import (
	"cmp"
	"context"
	"slices"
	"time"

	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/store"
)

// Complaint is one recurring complaint of a topic, with its numbers of the digest's period.
type Complaint struct {
	store.Complaint
	Before int        // people who told of it in the period before
	Was    life.State // at the end of the period before; "" when nobody told of it then
	Quote  *Quote     // without a sentiment; nil: nobody is quoted
}

// Recurring is what several people tell of a topic.
type Recurring struct {
	All      []Complaint // that are not ignored: what returned or rises, what is new in the period, then by people
	Mentions int         // that complain and count, whether anybody else tells of the same or not
	Alone    int         // of them, those in no recurring complaint
	Ignored  int         // of them, those in complaints that a person wants to hear no more of

	Only []string // ids of themes: of other complaints nothing is told, though they are counted; none: of all

	Fixed []store.Complaint // marked as fixed within the period, in the order of their ids
	Held  []Held            // whose fix has held for a week now

	Wishes []store.Complaint // what they ask for: at most three, those of the most people first
	Likes  []store.Complaint // what they like, likewise
}

// recurring reads what recurs in the period of a digest, beside the period before.
func recurring(ctx context.Context, db *store.DB, d Digest) (r Recurring, err error) {
	var now, before []store.Complaint
	read := func(all *[]store.Complaint, f store.ComplaintFilter) func() error {
		f.Topic, f.All, f.Now = d.Topic.ID, true, eve(f.Period.To)
		return func() (err error) { *all, err = db.Complaints(ctx, f); return err }
	}
	if err := together([]func() error{
		read(&now, store.ComplaintFilter{Period: d.Period, Fixed: true}),
		read(&before, store.ComplaintFilter{Period: d.Previous, Kind: cluster.Complaint}),
	}); err != nil {
		return r, err
	}
	r = beside(now, before)
	if err := r.fixed(ctx, db, d, now); err != nil {
		return r, err
	}
	slices.SortFunc(r.All, byWeight(d.Period))
	r.Wishes, r.Likes = foremost(now, cluster.Suggestion), foremost(now, cluster.Praise)
	return r, r.cite(ctx, db, d)
}

// cite gives those complaints a quote that are told of and have none.
func (r *Recurring) cite(ctx context.Context, db *store.DB, d Digest) error {
	var reads []func() error
	for i := range r.All[:r.told()] {
		if c := &r.All[i]; c.Quote == nil {
			reads = append(reads, func() (err error) { c.Quote, err = quote(ctx, db, d, c.Complaint); return err })
		}
	}
	return together(reads)
}

// eve is the last moment before the end of a period: a new day that nothing was said on yet is no part of it.
func eve(end time.Time) time.Time { return end.Add(-time.Nanosecond) }

// beside puts the complaints of now next to what they were before, and counts what is in none of them.
func beside(now, before []store.Complaint) (r Recurring) {
	was := map[cluster.ID]store.Complaint{}
	for _, c := range before {
		was[c.ID] = c
	}
	for _, c := range now {
		if c.Kind != cluster.Complaint || c.People == 0 {
			continue
		}
		r.Mentions += c.Mentions
		switch {
		case c.Ignored:
			r.Ignored += c.Mentions
		case !c.Recurs:
			r.Alone += c.Mentions
		default:
			r.All = append(r.All, Complaint{Complaint: c, Before: was[c.ID].People, Was: was[c.ID].State})
		}
	}
	return r
}

// aside reports whether only one person told of it in the period, and few ever did: it is counted and not told.
func (c Complaint) aside() bool { return c.People < 2 && c.Sure > 0 && !c.urgent() }

// urgent reports whether it is back, or more people tell of it than usual.
func (c Complaint) urgent() bool { return c.State == life.Returned || c.State == life.Rising }

// told is how many of the complaints, the first ones, a digest tells of.
func (r Recurring) told() int {
	n := 0
	for n < min(len(r.All), shown) && !r.All[n].aside() {
		n++
	}
	return n
}

// byWeight orders the complaints of a period: what returned or rises, what is rather one new thing than several, then the
// others, those of one person last; each by people, and of as many people by how sure they are.
func byWeight(p store.Period) func(a, b Complaint) int {
	urgency := func(c Complaint) int {
		switch {
		case c.urgent():
			return 0
		case c.aside():
			return 3
		case !c.First.Before(p.From) && sure(c.Complaint) >= likely:
			return 1
		}
		return 2
	}
	return func(a, b Complaint) int {
		return cmp.Or(urgency(a)-urgency(b), b.People-a.People, cmp.Compare(sure(b.Complaint), sure(a.Complaint)), cmp.Compare(a.ID, b.ID))
	}
}

// likely is how sure it must be that a few mentions are one trouble before they are put above others.
const likely = 0.5

// sure is how sure it is that its mentions are one trouble.
func sure(c store.Complaint) float64 {
	if c.Sure == 0 {
		return 1 // of many people
	}
	return c.Sure
}

// most is how many things of a kind are named where they are not what it is about.
const most = 3

// Foremost reads what the most people complain of, ask for or like in a period: at most three, those of the most people
// first, none of one person.
func Foremost(ctx context.Context, db *store.DB, kind cluster.Kind, topic string, p store.Period) ([]store.Complaint, error) {
	all, err := db.Complaints(ctx, store.ComplaintFilter{Topic: topic, Kind: kind, Period: p, Now: eve(p.To)})
	return foremost(all, kind), err
}

// foremost is the same of what was read.
func foremost(all []store.Complaint, kind cluster.Kind) (some []store.Complaint) {
	for _, c := range all {
		if c.Kind == kind && c.Recurs && !c.Ignored && c.People > 1 {
			some = append(some, c)
		}
	}
	slices.SortFunc(some, func(a, b store.Complaint) int {
		return cmp.Or(b.People-a.People, cmp.Compare(sure(b), sure(a)), cmp.Compare(a.ID, b.ID))
	})
	return some[:min(len(some), most)]
}
