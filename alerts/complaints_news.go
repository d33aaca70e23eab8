package alerts

import (
	"slices"

	"molva/classify/cluster/life"
	"molva/store"
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

// news are the complaints that there is something new to say of, in the order of the list; then what was fixed, and what
// was fixed and stays so.
func (t teller) news() (lines []Line) {
	announced := t.announced()
	for _, c := range announced {
		lines = append(lines, t.announce(c))
	}
	told := func(c store.Complaint) bool {
		return slices.ContainsFunc(announced, func(a Complaint) bool { return a.ID == c.ID })
	}
	for _, c := range firstOf(slices.DeleteFunc(slices.Clone(t.Complaints.Fixed), told), most) {
		lines = append(lines, Words(t.Sprintf("Fixed on %s: %s", t.fixed(c), t.called(c))+"."))
	}
	for _, h := range firstOf(t.Complaints.Held, most) {
		lines = append(lines, t.held(h))
	}
	return lines
}

func (t teller) announced() (all []Complaint) {
	for _, c := range t.Complaints.All {
		if t.announces(c) && len(all) < shown {
			all = append(all, c)
		}
	}
	return all
}

func firstOf[T any](all []T, n int) []T { return all[:min(len(all), n)] }

// called is the name of a complaint with its id.
func (t teller) called(c store.Complaint) string {
	return Name(c, t.Printer) + " (" + c.ID.String() + ")"
}

func (t teller) announce(c Complaint) Line {
	people := Span{t.Sprintf("%d people", c.People), t.to.Mentions(of(c.Complaint, t.now()))}
	var l Line
	switch name := t.called(c.Complaint); c.State {
	case life.Returned:
		l = Words(t.Sprintf("Returned after the fix of %s: %s", t.fixed(c.Complaint), name) + ", ").with(Line{people})
	case life.Rising:
		l = Words(t.Sprintf("Rising: %s", name) + ", ").with(t.growth(c))
	default:
		l = Words(t.Sprintf("New: %s", name) + ", ").with(Line{people}).say(", " + t.since(c))
	}
	if c.State == life.Fixed {
		l = l.say("; " + t.Sprintf("fixed on %s", t.fixed(c.Complaint)))
	}
	if c.Sure > 0 {
		l = l.say("; " + t.Sprintf("%s sure that it is one trouble", t.Percent(c.Sure)))
	}
	return l.say(".")
}

// held says that a fix holds, and how many people had told of the trouble.
func (t teller) held(h Held) Line {
	before := of(h.Complaint, store.Filter{Counted: new(true), Period: store.Period{To: t.Period.To}})
	l := Words(t.Sprintf("Holds: nobody has told of %s since it was fixed on %s", t.called(h.Complaint), t.fixed(h.Complaint)) + "; ")
	return l.lead(t.Sprintf("%d people did before", h.Told), t.to.Mentions(before)).say(".")
}
