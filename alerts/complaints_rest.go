package alerts

import (
	"fmt"
	"time"

	"molva/alerts/phrase"
)

// rest is what the list of complaints does not show, and where to find that. Nothing found is not nothing looked at.
func rest(d Digest, p *phrase.Printer) []string {
	r := d.Complaints
	switch {
	case r.Mentions == 0 && d.Now.Total() == 0:
		return []string{p.Sprintf("There were no mentions to look for complaints in.")}
	case r.Mentions == 0:
		return []string{p.Sprintf("No complaints among %d mentions.", d.Now.Total())}
	case len(r.All) == 0 && r.Ignored == 0:
		return []string{p.Sprintf("None of %d complaints recurs: no two people tell of the same trouble.", r.Mentions)}
	}
	var lines []string
	switch {
	case r.Alone > 0:
		lines = append(lines, p.Sprintf("%d of %d complaints are not recurring.", r.Alone, r.Mentions))
	case r.Ignored == 0:
		lines = append(lines, p.Sprintf("All of %d complaints recur.", r.Mentions))
	}
	if r.Ignored > 0 {
		lines = append(lines, p.Sprintf("%d of %d complaints are of what a person chose to ignore.", r.Ignored, r.Mentions))
	}
	return append(lines, evidence(d, p)...)
}

// evidence names the commands that list what was counted: the rest of the list, and the mentions of one complaint.
func evidence(d Digest, p *phrase.Printer) []string {
	all := d.Complaints.All
	if len(all) == 0 {
		return nil
	}
	var lines []string
	if more := len(all) - d.Complaints.told(); more > 0 {
		lines = append(lines, p.Sprintf("Further recurring complaints: %d (molva complaints list --kind complaint %s).", more, scope(d)))
	}
	return append(lines, p.Sprintf("The mentions behind a number: molva mentions %s --complaint %s", scope(d), all[0].ID.String()))
}

// scope is the filter of all numbers of a digest, as flags.
func scope(d Digest) string {
	return fmt.Sprintf("--topic %s --since %s --until %s", d.Topic.ID, flag(d.Period.From), flag(d.Period.To))
}

// flag writes a moment as the commands read it, where a bare day starts at midnight UTC.
func flag(t time.Time) string {
	if u := t.UTC(); u.Truncate(24 * time.Hour).Equal(u) {
		return u.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339)
}
