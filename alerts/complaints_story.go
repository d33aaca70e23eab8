package alerts

import (
	"slices"

	"molva/store"
)

// shown is how many complaints a digest tells of at most.
const shown = 5

// recurs is what several people complain of, ask for and like.
func (t teller) recurs() []Section {
	all := []Section{t.complaints()}
	if len(t.Complaints.Wishes) > 0 {
		all = append(all, Section{Title: t.Sprintf("What they ask for"), Lines: t.shorts(t.Complaints.Wishes)})
	}
	if len(t.Complaints.Likes) > 0 {
		all = append(all, Section{Title: t.Sprintf("What they like"), Lines: t.shorts(t.Complaints.Likes)})
	}
	return all
}

func (t teller) complaints() Section {
	s := Section{Title: t.Sprintf("Complaints"), Lines: t.rest()}
	for _, c := range t.Complaints.All[:t.Complaints.told()] {
		s.Items = append(s.Items, t.item(c))
	}
	return s
}

func (t teller) shorts(all []store.Complaint) []Line {
	lines := make([]Line, len(all))
	for i, c := range all {
		lines[i] = t.short(c)
	}
	return lines
}

// short is a complaint in half a line.
func (t teller) short(c store.Complaint) Line {
	return Line{{Text: t.called(c) + ": "}, {t.Sprintf("%d people", c.People), t.to.Mentions(of(c, t.now()))}}
}

func (t teller) item(c Complaint) Item {
	i := Item{ID: c.ID.String(), Name: covered(c.Complaint, t.Printer), Theme: chip(c.Complaint, t.Themes, t.Printer), Trend: c.Trend,
		Lines: []Line{t.course(c)}, Open: t.open(c), Ticket: ticket(c.Complaint, t.Printer)}
	if len(c.New) > 0 {
		i.Lines = append(i.Lines, Words(t.Sprintf("New inside it: %s.", phrases(c.New))))
	}
	if spark := Spark(c.Trend); spark != "" {
		i.Lines = append(i.Lines, Words(t.Sprintf("People a day, the last %d days: %s", len(c.Trend), spark)))
	}
	if q := c.Quote; q != nil {
		i.Said = new(t.quoted(*q, Inert(q.Network)+", "+t.Day(q.Published)))
	}
	i.Actions = t.actions(i)
	return i
}

// open leads to the page of a complaint, or without an address says the command that shows it.
func (t teller) open(c Complaint) Way {
	if t.to.Base == "" {
		return Way{Text: "molva complaints show " + c.ID.String()}
	}
	return Way{t.Sprintf("all about it"), t.to.Complaint(c.ID)}
}

// actions are what can be done about a complaint.
func (t teller) actions(i Item) (all []Action) {
	if i.Open.URL != "" {
		all = append(all, Button(Open, i.ID, i.Open.URL, t.Printer))
	}
	return append(all, Button(Mute, i.ID, "", t.Printer), Button(Fixed, i.ID, "", t.Printer))
}

// course says where it is going, how many people tell of it, and since when.
func (t teller) course(c Complaint) Line {
	parts := []Line{t.stands(c), t.told(c)}
	if names := within(c.Topics, t.Children); len(names) > 0 {
		parts = append(parts, Words(t.Sprintf("about %s", t.List(names))))
	}
	if 2*c.Asking > c.Mentions {
		parts = append(parts, Words(t.Sprintf("mostly questions")))
	}
	if t.fresh(c) {
		parts = append(parts, Words(t.Sprintf("new %s", t.since(c))))
	} else {
		parts = append(parts, Words(t.since(c)))
	}
	if c.Sure > 0 {
		parts = append(parts, Words(t.Sprintf("%s sure that it is one trouble", t.Percent(c.Sure))))
	}
	return joined(parts, "; ").say(".")
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
