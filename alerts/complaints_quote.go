package alerts

import (
	"context"
	"slices"

	"molva/store"
)

// quote takes the most telling text of the period, then any of the period, then the most telling of all; nil when there is
// none left.
func quote(ctx context.Context, db *store.DB, d Digest, c store.Complaint) (*Quote, error) {
	telling := func(q store.ComplaintQuote) *Quote {
		return &Quote{ID: q.Mention, Text: q.Text, URL: q.URL, Network: q.Network, Published: d.local(q.Published)}
	}
	if i := slices.IndexFunc(c.Quotes, func(q store.ComplaintQuote) bool { return d.Period.Holds(q.Published) }); i >= 0 {
		return telling(c.Quotes[i]), nil
	}
	of, err := pick(ctx, db, store.Filter{Topic: d.Topic.ID, Complaint: int64(c.ID), Period: d.Period}, 1)
	switch {
	case err != nil:
		return nil, err
	case len(of) > 0:
		return &of[0], nil
	case len(c.Quotes) > 0:
		return telling(c.Quotes[0]), nil
	}
	return nil, nil
}
