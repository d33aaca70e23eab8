package alerts

import (
	"strings"

	"molva/classify/cluster/life"
)

// complaining is the headline where only complaints are told of.
func (t teller) complaining() string {
	r := t.Complaints
	if r.Mentions == 0 {
		return t.rest()[0].String()
	}
	s := t.Sprintf("Complaints: %d, troubles that several people tell of: %d", r.Mentions, len(r.All))
	if len(r.Only) > 0 {
		s = t.Sprintf("Troubles that several people tell of, only about %s: %d", t.List(t.themes()), len(r.All))
	}
	if parts := t.stirs(); len(parts) > 0 {
		s += " (" + strings.Join(parts, ", ") + ")"
	}
	return s + "."
}

// stirs says how many of the complaints are no more of the same.
func (t teller) stirs() (parts []string) {
	var returned, rising, fresh int
	for _, c := range t.Complaints.All {
		switch {
		case c.State == life.Returned:
			returned++
		case c.State == life.Rising:
			rising++
		case t.fresh(c):
			fresh++
		}
	}
	if returned > 0 {
		parts = append(parts, t.Sprintf("returned: %d", returned))
	}
	if rising > 0 {
		parts = append(parts, t.Sprintf("rising: %d", rising))
	}
	if fresh > 0 {
		parts = append(parts, t.Sprintf("new: %d", fresh))
	}
	return parts
}
