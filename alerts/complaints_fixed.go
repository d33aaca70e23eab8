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
		if !d.holds(c) {
			continue
		}
		ever, err := db.Complaint(ctx, c.ID)
		if err != nil {
			return err
		}
		r.Held = append(r.Held, Held{c, ever.People})
	}
	return nil
}

// holds reports whether the days of silence after a fix were over within the period.
func (d Digest) holds(c store.Complaint) bool {
	return d.Period.Holds(d.local(c.Fixed).AddDate(0, 0, holding)) && c.Last.Before(c.Fixed)
}
