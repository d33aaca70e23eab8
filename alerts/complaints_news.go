package alerts

import (
	"molva/alerts/phrase"
	"molva/classify/cluster/life"
)

// What makes a new complaint worth an announcement: so many people or, where few complain, such a part of what they say.
const (
	weighs = 5
	part   = 0.2
)

// announces reports whether there is news of a complaint since the period before: it returned, it rises, or it is new and
// weighs something.
func (d Digest) announces(c Complaint) bool {
	switch {
	case c.State == life.Returned || c.State == life.Rising:
		return c.State != c.Was
	case d.fresh(c) && c.Was != life.New:
		weighty := c.Emerging || c.People >= weighs || float64(c.Mentions) >= part*float64(d.Complaints.Mentions)
		return weighty && sure(c.Complaint) >= likely
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
	line, people := "", p.Sprintf("%d people", c.People)
	switch name := Name(c.Complaint, p) + " (" + c.ID.String() + ")"; c.State {
	case life.Returned:
		line = p.Sprintf("Returned after the fix of %s: %s, %s", fixed(c, d, p), name, people)
	case life.Rising:
		line = p.Sprintf("Rising: %s, %s", name, growth(c.Growth, p))
	default:
		line = p.Sprintf("New: %s, %s, %s", name, people, since(c, d, p))
	}
	if c.State == life.Fixed {
		line += "; " + p.Sprintf("fixed on %s", fixed(c, d, p))
	}
	if c.Sure > 0 {
		line += "; " + p.Sprintf("%s sure that it is one trouble", p.Percent(c.Sure))
	}
	return line + "."
}
