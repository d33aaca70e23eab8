package watch

import (
	"slices"
	"time"

	"molva/alerts"
)

// within is how close in time incidents begin that are one.
const within = time.Hour

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
		return f.kind == kind && slices.ContainsFunc(l.open, func(i *incident) bool {
			return i.kind() == kind && i.Topic != f.topic && l.related(i.Topic, f.topic)
		})
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

// fold puts the tone that rises with a spike into the spike.
func (l *look) fold(found []finding) []finding {
	return slices.DeleteFunc(found, func(tone finding) bool {
		if tone.kind != alerts.ToneSpike || find(l.open, tone) != nil {
			return false
		}
		for at := range found {
			if f := &found[at]; f.kind == alerts.Spike && l.related(f.topic, tone.topic) && find(l.open, *f) == nil {
				f.facts.Tone = tone.facts.Sign
				return true
			}
		}
		for _, i := range l.open {
			if i.kind() == alerts.Spike && l.related(i.Topic, tone.topic) && (i.facts.Tone != nil || l.now.Sub(i.Opened) <= within) {
				i.facts.Tone = tone.facts.Sign
				return true
			}
		}
		return false
	})
}

// joins lets an incident that opens be told by another one that began in the same hour and is about the same complaint.
func (l *look) joins(i *incident) {
	for _, o := range l.open {
		if o.facts.Of != 0 || o.facts.Told.First == 0 || l.now.Sub(o.Opened) > within || !l.related(o.Topic, i.Topic) {
			continue
		}
		complaint, spike := i, o
		if i.kind() == alerts.Spike {
			complaint, spike = o, i
		}
		if complaint.kind() == alerts.NewComplaint && spike.kind() == alerts.Spike && spike.facts.Cause.key() == complaint.Subject {
			i.facts.Of = o.ID
			return
		}
	}
}
