package alerts

import (
	"fmt"
	"time"

	"molva/classify/cluster"
)

// rest is what the list of complaints does not show, and where to find that. Nothing found is not nothing looked at.
func (t teller) rest() []Line {
	r, all := t.Complaints, t.now()
	all.Kind = cluster.Complaint
	switch {
	case r.Mentions == 0 && t.Now.Total() == 0:
		return Lines(t.Sprintf("There were no mentions to look for complaints in."))
	case r.Mentions > 0 && len(r.Only) > 0:
		return Lines(t.Sprintf("Only complaints about %s are told here.", t.List(t.themes())))
	case r.Mentions == 0:
		return []Line{t.figure(t.Sprintf("No complaints among %d mentions.", t.Now.Total()), t.now())}
	case len(r.All) == 0 && r.Ignored == 0:
		return []Line{t.figure(t.Sprintf("None of %d complaints recurs: no two people tell of the same trouble.", r.Mentions), all)}
	}
	var lines []Line
	switch {
	case r.Alone > 0:
		lines = append(lines, t.figure(t.Sprintf("%d of %d complaints are not recurring.", r.Alone, r.Mentions), all))
	case r.Ignored == 0:
		lines = append(lines, t.figure(t.Sprintf("All of %d complaints recur.", r.Mentions), all))
	}
	if r.Ignored > 0 {
		lines = append(lines, t.figure(t.Sprintf("%d of %d complaints are of what a person chose to ignore.", r.Ignored, r.Mentions), all))
	}
	if t.to.Base == "" {
		lines = append(lines, Lines(t.commands()...)...)
	}
	return lines
}

// themes are the names of those that the complaints are limited to.
func (t teller) themes() []string {
	names := make([]string, len(t.Complaints.Only))
	for i, id := range t.Complaints.Only {
		if names[i] = Inert(id); t.Themes != nil {
			names[i] = Inert(t.Themes.Name(id, t.Language()))
		}
	}
	return names
}

// commands name what lists what was counted: the rest of the list, and the mentions of one complaint.
func (t teller) commands() (lines []string) {
	all := t.Complaints.All
	if len(all) == 0 {
		return nil
	}
	if more := len(all) - t.Complaints.told(); more > 0 {
		lines = append(lines, t.Sprintf("Further recurring complaints: %d (molva complaints list --kind complaint %s).", more, t.scope()))
	}
	return append(lines, t.Sprintf("The mentions behind a number: molva mentions %s --complaint %s", t.scope(), all[0].ID.String()))
}

// scope is the filter of all numbers of a digest, as flags.
func (d Digest) scope() string {
	return fmt.Sprintf("--topic %s --since %s --until %s", d.Topic.ID, flag(d.Period.From), flag(d.Period.To))
}

// flag writes a moment as the commands read it, where a bare day starts at midnight UTC.
func flag(t time.Time) string {
	if u := t.UTC(); u.Truncate(24 * time.Hour).Equal(u) {
		return u.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339)
}

// listed is how many further complaints are named.
const listed = 20

// further are the complaints that the first page has no room for.
func (t teller) further() []Section {
	rest := t.Complaints.All[t.Complaints.told():]
	if len(rest) == 0 {
		return nil
	}
	s := Section{Title: t.Sprintf("Further complaints")}
	for _, c := range firstOf(rest, listed) {
		s.Lines = append(s.Lines, t.short(c.Complaint))
	}
	if more := len(rest) - listed; more > 0 {
		s.Lines = append(s.Lines, Words(t.Sprintf("And %d more.", more)))
	}
	return []Section{s}
}
