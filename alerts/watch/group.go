package watch

import (
	"slices"
	"time"

	"molva/alerts"
)

const (
	closely = time.Hour      // how close in time new complaints begin that are one incident
	kindred = 48 * time.Hour // and how close when they are of the same theme
)

// group leaves of what was found what people are told each for itself.
func (l *look) group(found []finding) []finding {
	found = l.inhibit(found)
	for _, kind := range statistical {
		found = l.family(kind, found)
	}
	return l.fold(found)
}

// inhibit drops drops while sources are silent: fewer mentions are no news then. One that runs is left to end by itself.
func (l *look) inhibit(found []finding) []finding {
	if len(l.hushed()) == 0 && !slices.ContainsFunc(found, func(f finding) bool { return f.kind == alerts.Silence }) {
		return found
	}
	return slices.DeleteFunc(found, func(f finding) bool { return f.kind == alerts.Drop })
}

// hushed are the sources that are in trouble now, however briefly.
func (l *look) hushed() (all []source) {
	for _, s := range l.sources {
		if since, _ := l.trouble(s); !since.IsZero() {
			all = append(all, source{ID: s.ID, Since: since})
		}
	}
	return all
}

// family makes one finding of a topic and those below it that stand out together: of the lower one when it is alone, else
// of the upper one. What belongs to an incident that runs above or below is part of that.
func (l *look) family(kind alerts.Kind, found []finding) []finding {
	found = slices.DeleteFunc(found, func(f finding) bool {
		return f.kind == kind && slices.ContainsFunc(l.open, func(i *incident) bool { return i.kind() == kind && l.covers(i, f) })
	})
	depth := func(f finding) int { return len(l.lineage(f.topic)) }
	slices.SortStableFunc(found, func(a, b finding) int { return depth(b) - depth(a) })
	for at := 0; at < len(found); at++ {
		upper := found[at]
		if upper.kind != kind {
			continue
		}
		below := func(f finding) bool { return f.kind == kind && l.above(upper.topic, f.topic) }
		lower := slices.IndexFunc(found, below)
		several := lower >= 0 && slices.ContainsFunc(found[lower+1:], below)
		switch {
		case several:
			kept := len(slices.DeleteFunc(slices.Clone(found[:at]), below))
			found = slices.DeleteFunc(found, below)
			at = kept
		case lower >= 0:
			f := &found[lower].facts
			f.Upper = append(f.Upper, upper.topic)
			found = slices.Delete(found, at, at+1)
			at--
		}
	}
	return found
}

// covers reports whether a finding is part of an incident of a topic above or below. Where all of a company is talked of
// less, its products need not be told one after the other.
func (l *look) covers(i *incident, f finding) bool {
	wide := f.kind == alerts.Drop && slices.ContainsFunc(i.facts.Upper, func(upper string) bool { return l.related(upper, f.topic) })
	return i.Topic != f.topic && (wide || l.related(i.Topic, f.topic))
}

// fold puts the tone that rises with a spike into the spike.
func (l *look) fold(found []finding) (rest []finding) {
	turned := func(f finding) bool { return f.kind == alerts.ToneSpike }
	for _, f := range found {
		if !turned(f) {
			rest = append(rest, f)
		}
	}
	for _, f := range found {
		if turned(f) && (find(l.open, f) != nil || !l.lend(f, rest)) {
			rest = append(rest, f)
		}
	}
	return rest
}

// lend gives a tone to the spike that runs beside it, else to one that opens now; false when there is none.
func (l *look) lend(tone finding, found []finding) bool {
	for _, i := range l.open {
		if i.kind() == alerts.Spike && l.related(i.Topic, tone.topic) {
			i.facts.Tone = i.facts.peak(i.facts.Tone, tone.facts.Sign)
			return true
		}
	}
	at := slices.IndexFunc(found, func(f finding) bool { return f.kind == alerts.Spike && l.related(f.topic, tone.topic) })
	if at >= 0 {
		found[at].facts.Tone = tone.facts.Sign
	}
	return at >= 0
}

// joins lets an incident that opens be told by another one that is about the same.
func (l *look) joins(i *incident) {
	for _, o := range l.past {
		if o.facts.Of == 0 && o.facts.Told.First > 0 && l.related(o.Topic, i.Topic) && l.tellsOf(o, i) {
			i.facts.Of = o.ID
			return
		}
	}
}

// tellsOf reports whether one incident tells of another: a spike that runs tells of the new complaints that lie in it, a new
// complaint of those that begin within the hour, and both for two days of others of their theme; a new complaint tells of a
// spike that is about it.
func (l *look) tellsOf(o, i *incident) bool {
	age := l.now.Sub(o.Opened)
	of := append(l.within(o), o)
	switch {
	case i.kind() == alerts.NewComplaint && o.kind() == alerts.Spike:
		return o.runs() && !i.facts.From.Before(o.facts.From) || age <= kindred && slices.ContainsFunc(of, i.akin)
	case i.kind() == alerts.NewComplaint && o.kind() == alerts.NewComplaint:
		return o.runs() && age <= closely || age <= kindred && slices.ContainsFunc(of, i.akin)
	case i.kind() == alerts.Spike && o.kind() == alerts.NewComplaint:
		about := func(x *incident) bool { return x.Subject == i.facts.Cause.key() && x.Subject != "" }
		return o.runs() && age <= closely && slices.ContainsFunc(of, about)
	}
	return false
}

// akin reports whether another incident is about complaints of the same theme.
func (i *incident) akin(o *incident) bool {
	theme := i.facts.Complaint.Theme
	c, cause := o.facts.Complaint, o.facts.Cause
	return theme != "" && (c != nil && c.Theme == theme || cause != nil && cause.Theme == theme)
}

// within are the incidents whose news stands in another one's message.
func (l *look) within(i *incident) (all []*incident) {
	for _, o := range l.past {
		if o.facts.Of == i.ID {
			all = append(all, o)
		}
	}
	return all
}
