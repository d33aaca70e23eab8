package alerts

import (
	"fmt"
	"slices"
	"strings"

	"molva/alerts/phrase"
	"molva/store"
)

// shown is how many complaints a digest tells of at most.
const shown = 5

// recurs is what several people complain of, ask for and like.
func recurs(d Digest, p *phrase.Printer) []Section {
	all := []Section{{Title: p.Sprintf("Complaints"), Items: items(d, p), Lines: Lines(rest(d, p)...)}}
	if len(d.Complaints.Wishes) > 0 {
		all = append(all, Section{Title: p.Sprintf("What they ask for"), Lines: short(d.Complaints.Wishes, p)})
	}
	if len(d.Complaints.Likes) > 0 {
		all = append(all, Section{Title: p.Sprintf("What they like"), Lines: short(d.Complaints.Likes, p)})
	}
	return all
}

func short(all []store.Complaint, p *phrase.Printer) []Line {
	lines := make([]Line, len(all))
	for i, c := range all {
		lines[i] = Words(fmt.Sprintf("%s (%s): %s", Name(c, p), c.ID.String(), p.Sprintf("%d people", c.People)))
	}
	return lines
}

func items(d Digest, p *phrase.Printer) []Item {
	all := d.Complaints.All[:d.Complaints.told()]
	list := make([]Item, len(all))
	for i, c := range all {
		list[i] = item(c, d, p)
	}
	return list
}

func item(c Complaint, d Digest, p *phrase.Printer) Item {
	i := Item{ID: c.ID.String(), Name: covered(c.Complaint, p), Theme: chip(c.Complaint, d.Themes, p), Trend: c.Trend,
		Lines: []Line{Words(course(c, d, p))}, Open: Way{Text: "molva complaints show " + c.ID.String()}, Ticket: ticket(c.Complaint, p)}
	if len(c.New) > 0 {
		i.Lines = append(i.Lines, Words(p.Sprintf("New inside it: %s.", phrases(c.New))))
	}
	if q := c.Quote; q != nil {
		i.Said = &Said{Text: Isolate(Inert(q.Text)), Mark: Inert(q.Network) + ", " + p.Day(q.Published)}
		i.Said.URL, i.Said.Host = Link(q.URL)
	}
	return i
}

// ticket leads to where a person said that the trouble is worked on; what is no link is told as it was written.
func ticket(c store.Complaint, p *phrase.Printer) Way {
	if c.Ticket == "" {
		return Way{}
	}
	if url, host := Link(c.Ticket); url != "" {
		return Way{p.Sprintf("ticket on %s", host), url}
	}
	return Way{Text: p.Sprintf("ticket %s", clip(c.Ticket))}
}

// course says where it is going, how many people tell of it, and since when.
func course(c Complaint, d Digest, p *phrase.Printer) string {
	parts := []string{stands(c, d, p), told(c, d, p)}
	if names := within(c.Topics, d.Children); len(names) > 0 {
		parts = append(parts, p.Sprintf("about %s", p.List(names)))
	}
	if 2*c.Asking > c.Mentions {
		parts = append(parts, p.Sprintf("mostly questions"))
	}
	if d.fresh(c) {
		parts = append(parts, p.Sprintf("new %s", since(c, d, p)))
	} else {
		parts = append(parts, since(c, d, p))
	}
	if c.Sure > 0 {
		parts = append(parts, p.Sprintf("%s sure that it is one trouble", p.Percent(c.Sure)))
	}
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(parts, "; ") + "."
}

// within are the names of those topics below the digest's own that are told of.
func within(topics []string, children []Part) (names []string) {
	for _, part := range children {
		if slices.Contains(topics, part.Topic.ID) {
			names = append(names, Inert(part.Topic.Name))
		}
	}
	return names
}
