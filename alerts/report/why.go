package report

import (
	"context"
	"fmt"
	"strings"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/classify/cluster"
	"molva/store"
)

// Explain adds to the last row what stands behind its negative mentions: the complaints of the most people, at most three.
func (r *Ratio) Explain(ctx context.Context, db *store.DB) (err error) {
	if len(r.Rows) == 0 {
		return nil
	}
	last := r.Rows[len(r.Rows)-1]
	if r.Why, err = alerts.Foremost(ctx, db, cluster.Complaint, r.Topic.ID, last.Period); err != nil {
		return fmt.Errorf("explain ratio: %w", err)
	}
	return nil
}

// why says it in one line, "" when there is nothing to say.
func (r Ratio) why(p *phrase.Printer) string {
	if len(r.Why) == 0 {
		return ""
	}
	parts := make([]string, len(r.Why))
	for i, c := range r.Why {
		parts[i] = p.Sprintf("%s (%s), %d people", alerts.Name(c, p), c.ID.String(), c.People)
	}
	last := r.Rows[len(r.Rows)-1].Period
	return p.Sprintf("Complaints on %s: %s.", p.Span(last.From, last.To), strings.Join(parts, "; "))
}

// complaint is one of them for machines.
type complaint struct {
	ID       string `json:"id"`
	Label    string `json:"label"`
	People   int    `json:"people"`
	Mentions int    `json:"mentions"`
}

// complaints are none of a report that was not explained.
func (r Ratio) complaints() []complaint {
	all := make([]complaint, len(r.Why))
	for i, c := range r.Why {
		all[i] = complaint{c.ID.String(), c.Label, c.People, c.Mentions}
	}
	return all
}
