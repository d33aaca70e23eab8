package main

import (
	"context"

	"molva/alerts/export"
	"molva/store"
)

// complaintsJSON prints a list, with the members that a filter means.
func (p *program) complaintsJSON(ctx context.Context, db *store.DB, all []store.Complaint, members *store.ComplaintFilter) error {
	list := make([]export.Complaint, len(all))
	for i, c := range all {
		list[i] = export.OfComplaint(c)
		if members == nil {
			continue
		}
		var err error
		if list[i].Members, err = db.Members(ctx, c.ID, *members); err != nil {
			return err
		}
	}
	return printJSON(p.out, list)
}
