package alerts

import (
	"fmt"
	"slices"
	"strings"

	"molva/alerts/phrase"
	"molva/classify/cluster/life"
	"molva/store"
)

// shown is how many complaints a digest tells of.
const shown = 5

// news are the complaints that there is something new to say of, in the order of the list.
func news(d Digest, p *phrase.Printer) []string {
	var lines []string
	for _, c := range d.Complaints.All {
		if c.Announced(d.Complaints.Mentions) && len(lines) < shown {
			lines = append(lines, announce(c, d, p))
		}
	}
	return lines
}

func announce(c Complaint, d Digest, p *phrase.Printer) string {
	name, people := calls(c.Complaint, p), people(c, p)
	switch c.State {
	case life.Returned:
		return p.Sprintf("Returned after it was fixed on %s: %s (%s), %s.", p.Day(c.Fixed.In(d.Topic.Zone)), name, c.ID.String(), people)
	case life.Rising:
		return p.Sprintf("Rising: %s (%s), %s.", name, c.ID.String(), growth(c.Growth, p))
	}
	return p.Sprintf("New: %s (%s), %s, %s.", name, c.ID.String(), people, since(c.First, d, p))
}

// recurs is what several people complain of, ask for and like.
func recurs(d Digest, p *phrase.Printer) []Section {
	all := []Section{{Title: p.Sprintf("Complaints"), Items: items(d, p), Lines: rest(d, p)}}
	if len(d.Wishes) > 0 {
		all = append(all, Section{Title: p.Sprintf("What they ask for"), Lines: short(d.Wishes, p)})
	}
	if len(d.Likes) > 0 {
		all = append(all, Section{Title: p.Sprintf("What they like"), Lines: short(d.Likes, p)})
	}
	return all
}

func short(all []store.Complaint, p *phrase.Printer) []string {
	lines := make([]string, len(all))
	for i, c := range all {
		lines[i] = fmt.Sprintf("%s (%s): %s", calls(c, p), c.ID.String(), p.Sprintf("%d people", c.People))
	}
	return lines
}

func items(d Digest, p *phrase.Printer) []Item {
	all := d.Complaints.All[:min(len(d.Complaints.All), shown)]
	list := make([]Item, len(all))
	for i, c := range all {
		list[i] = item(c, d, p)
	}
	return list
}

func item(c Complaint, d Digest, p *phrase.Printer) Item {
	i := Item{ID: c.ID.String(), Name: covered(c.Complaint, p), Theme: chip(c.Complaint, p), Trend: c.Trend,
		Open: "molva complaints show " + c.ID.String(), Lines: []string{course(c, d, p)}}
	if len(c.New) > 0 {
		i.Lines = append(i.Lines, p.Sprintf("New inside it: %s.", phrases(c.New)))
	}
	if q, ok := quoteOf(c.Complaint, d.Period); ok {
		i.Said = &Said{Text: Isolate(Inert(q.Text)), Mark: Inert(q.Network) + ", " + p.Day(q.Published.In(d.Topic.Zone))}
		i.Said.URL, i.Said.Host = Link(q.URL)
	}
	if i.Ticket, i.Host = Link(c.Ticket); i.Ticket == "" {
		i.Ticket = clip(c.Ticket)
	}
	return i
}

// quoteOf takes the first quote of the period; one from another time when it has none.
func quoteOf(c store.Complaint, period store.Period) (store.ComplaintQuote, bool) {
	if len(c.Quotes) == 0 {
		return store.ComplaintQuote{}, false
	}
	at := slices.IndexFunc(c.Quotes, func(q store.ComplaintQuote) bool { return period.Holds(q.Published) })
	return c.Quotes[max(at, 0)], true
}

// course says how many people tell of it, and where it is going.
func course(c Complaint, d Digest, p *phrase.Printer) string {
	told := people(c, p) + " " + p.Sprintf("in %d mentions", c.Mentions)
	parts := []string{told, before(c, d, p)}
	if 2*c.Asking > c.Mentions {
		parts = append(parts, p.Sprintf("mostly questions"))
	}
	state := state(c, d, p)
	if c.State != life.New {
		state += ", " + since(c.First, d, p)
	}
	return strings.Join(append(parts, state), "; ") + "."
}
