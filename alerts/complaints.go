package alerts

import (
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
	Was    life.State // at the end of the period before; "" when nobody had told of it for some time
}

// Recurring is what several people complain of.
type Recurring struct {
	All      []Complaint // what returned or rises first, then what is new, then by people
	Mentions int         // that complain and count, whether anybody else tells of the same or not
	Alone    int         // of them, those in no recurring complaint
	Ignored  int         // of them, those in complaints that a person wants to hear no more of
}

// recurring reads the complaints of a digest.
func recurring(ctx context.Context, db *store.DB, d Digest) (Recurring, error) {
	filter := store.ComplaintFilter{Topic: d.Topic.ID, Kind: cluster.Complaint, All: true, Period: d.Period, Now: eve(d.Period.To)}
	everything, err := db.Complaints(ctx, filter)
	if err != nil {
		return Recurring{}, err
	}
	filter.All = false
	now, err := db.Complaints(ctx, filter)
	if err != nil {
		return Recurring{}, err
	}
	filter.Period, filter.Now = d.Previous, eve(d.Previous.To)
	before, err := db.Complaints(ctx, filter)
	return beside(everything, now, before), err
}

// eve is the last moment before the end of a period: a new day that nothing was said on yet is no part of it.
func eve(end time.Time) time.Time { return end.Add(-time.Nanosecond) }

// beside puts the complaints of now next to what they were before, and counts what is in none of them.
func beside(everything, now, before []store.Complaint) (r Recurring) {
	was, listed := map[cluster.ID]store.Complaint{}, map[cluster.ID]bool{}
	for _, c := range before {
		was[c.ID] = c
	}
	for _, c := range now {
		listed[c.ID] = true
		r.All = append(r.All, Complaint{Complaint: c, Before: was[c.ID].People, Was: was[c.ID].State})
	}
	for _, c := range everything {
		r.Mentions += c.Mentions
		switch {
		case listed[c.ID]:
		case c.Ignored:
			r.Ignored += c.Mentions
		default:
			r.Alone += c.Mentions
		}
	}
	return r
}

// most is how many things of a kind are named beside the complaints.
const most = 3

// Foremost reads what the most people like, ask for or complain of in a period: at most three, those of the most people
// first.
func Foremost(ctx context.Context, db *store.DB, kind cluster.Kind, topic string, p store.Period) ([]store.Complaint, error) {
	all, err := db.Complaints(ctx, store.ComplaintFilter{Topic: topic, Kind: kind, Period: p, Now: eve(p.To)})
	slices.SortStableFunc(all, func(a, b store.Complaint) int { return b.People - a.People })
	return all[:min(len(all), most)], err
}
