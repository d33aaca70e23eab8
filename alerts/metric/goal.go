package metric

import (
	"slices"

	"molva/ingest"
)

// Goalable returns why a metric cannot be a goal, in words for the configuration's reader, and what to take instead.
func (m Metric) Goalable() error {
	if m.Class != Vanity {
		return nil
	}
	return ingest.Complain("%q is vanity: it can rise while the business gains nothing, so it is no goal; take %q or another metric of class K", m.ID, m.instead())
}

// instead is the KPI that stands next in the catalogue and answers one of the same questions, else the last that does; of a metric
// that answers none, any KPI.
func (m Metric) instead() string {
	var last string
	for _, k := range All() {
		if k.Class != KPI || len(m.Questions) > 0 && !k.answers(m.Questions) {
			continue
		}
		if last = k.ID; k.Row > m.Row {
			break
		}
	}
	return last
}

func (m Metric) answers(one []Question) bool {
	return slices.ContainsFunc(m.Questions, func(q Question) bool { return slices.Contains(one, q) })
}
