package alerts

import (
	"molva/alerts/phrase"
	"molva/classify/cluster/life"
)

// weighs is how many people make a new complaint worth an announcement; where few complain, a fifth of what they say does.
const weighs = 5

// announces reports whether there is news of a complaint since the period before: it returned, it rises, or it is new and
// weighs something.
func (d Digest) announces(c Complaint) bool {
	switch {
	case c.State == life.Returned || c.State == life.Rising:
		return c.State != c.Was
	case d.fresh(c) && c.Was != life.New:
		return c.Emerging || c.People >= weighs || 5*c.Mentions >= d.Complaints.Mentions
	}
	return false
}

// fresh reports whether a complaint is new to who read the digest before this one. Where nothing was heard then, that a
// complaint was first heard now says nothing.
func (d Digest) fresh(c Complaint) bool {
	return c.State == life.New || d.Before.Total() > 0 && !c.First.Before(d.Period.From)
}

// news are the complaints that there is something new to say of, in the order of the list.
func news(d Digest, p *phrase.Printer) []string {
	var lines []string
	for _, c := range d.Complaints.All {
		if d.announces(c) && len(lines) < shown {
			lines = append(lines, announce(c, d, p))
		}
	}
	return lines
}

func announce(c Complaint, d Digest, p *phrase.Printer) string {
	name, people := Name(c.Complaint, p), people(c, p)
	switch c.State {
	case life.Returned:
		return p.Sprintf("Returned after the fix of %s: %s (%s), %s.", fixed(c, d, p), name, c.ID.String(), people)
	case life.Rising:
		return p.Sprintf("Rising: %s (%s), %s.", name, c.ID.String(), growth(c.Growth, p))
	}
	return p.Sprintf("New: %s (%s), %s, %s.", name, c.ID.String(), people, since(c, d, p))
}
