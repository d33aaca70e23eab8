package alerts

import (
	"fmt"

	"molva/ingest"
	"molva/store"
)

func (t teller) coverage() Section {
	return Section{Title: t.Sprintf("Coverage"), Lines: Lines(t.covered()...)}
}

// covered says how many sources are read, what is the matter with the others, and what is lost.
func (t teller) covered() []string {
	c := t.Coverage
	if c.Sources() == 0 && len(c.Gaps) == 0 {
		return []string{t.Sprintf("No source has reported yet.")}
	}
	lines := []string{t.Sprintf("Sources read: %d of %d.", c.Up+c.Done, c.Sources())}
	for _, s := range c.Trouble {
		lines = append(lines, t.trouble(s))
	}
	if len(c.Never) > 0 {
		lines = append(lines, t.Sprintf("Never heard: %s.", Inert(t.List(c.Never))))
	}
	for _, g := range c.Gaps {
		lines = append(lines, t.lost(g))
	}
	for _, p := range c.Past {
		lines = append(lines, t.Sprintf("%s is still reading the past since %s: the numbers of those days will grow.", Inert(p.Source), t.Day(p.From)))
	}
	for _, e := range c.Ending {
		lines = append(lines, t.Sprintf("The credentials of %s end on %s.", Inert(e.Source), t.Day(e.At)))
	}
	if m := c.Mapped; m.Received > 0 {
		lines = append(lines, t.Sprintf("Named no topic: %s of %d mentions received.", t.Percent(float64(m.Unmatched)/float64(m.Received)), m.Received))
	}
	return lines
}

func (t teller) lost(g store.Gap) string {
	source, why := Inert(g.Source), Inert(g.Why)
	if g.From.IsZero() {
		return t.Sprintf("Lost before %s from %s: %s.", t.Moment(g.At), source, why)
	}
	return t.Sprintf("Lost from %s to %s from %s: %s.", t.Moment(g.From), t.Moment(g.At), source, why)
}

func (t teller) trouble(s SourceState) string {
	var line string
	switch name := Inert(s.Source); s.State {
	case ingest.Blind:
		line = t.Sprintf("%s cannot be read", name)
	case ingest.Waiting:
		line = t.Sprintf("%s was told to wait", name)
	default:
		line = t.Sprintf("%s is silent for longer than usual", name)
	}
	if !s.Since.IsZero() {
		line += ", " + t.Sprintf("last mention %s", t.Moment(s.Since))
	}
	if s.Why != "" {
		line += fmt.Sprintf(" (%s)", Inert(s.Why))
	}
	return line + "."
}
