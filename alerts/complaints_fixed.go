package alerts

import (
	"cmp"
	"context"
	"slices"

	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/store"
)

// holding is for how many days nobody may tell of a trouble before its fix is said to hold. It is said once, in the digest
// of the period in which they are over.
const holding = 7

// Held is a complaint that nobody told of since it was fixed.
type Held struct {
	store.Complaint
	Told int // people who told of it before
}

// fixed finds among the complaints of now, those that nobody told of included, what was fixed and what holds.
func (r *Recurring) fixed(ctx context.Context, db *store.DB, d Digest, now []store.Complaint) error {
	slices.SortFunc(now, func(a, b store.Complaint) int { return cmp.Compare(a.ID, b.ID) })
	for _, c := range now {
		if c.Kind != cluster.Complaint || c.State != life.Fixed || c.Ignored {
			continue
		}
		if d.Period.Holds(c.Fixed) {
			r.Fixed = append(r.Fixed, c)
		}
		if d.holds(c) {
			r.Held = append(r.Held, Held{Complaint: c})
		}
	}
	if len(r.Held) == 0 {
		return nil
	}
	return r.everTold(ctx, db, d)
}

// everTold reads how many people ever told of what holds; that is asked for once in the life of a fix.
func (r *Recurring) everTold(ctx context.Context, db *store.DB, d Digest) error {
	ever, err := db.Complaints(ctx, store.ComplaintFilter{Topic: d.Topic.ID, Kind: cluster.Complaint, All: true, Now: eve(d.Period.To)})
	for i := range r.Held {
		for _, c := range ever {
			if c.ID == r.Held[i].ID {
				r.Held[i].Told = c.People
			}
		}
	}
	return err
}

// holds reports whether the days of silence after a fix were over within the period.
func (d Digest) holds(c store.Complaint) bool {
	return d.Period.Holds(d.local(c.Fixed).AddDate(0, 0, holding)) && c.Last.Before(c.Fixed)
}
