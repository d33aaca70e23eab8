package complaints

import (
	"context"
	"time"

	"molva/alerts"
	"molva/alerts/web/chart"
	"molva/alerts/web/frame"
	"molva/classify/cluster"
	"molva/store"
)

// row is one complaint of the list.
type row struct {
	ID, Name, URL    string
	Theme            string
	State, Class     string // in words, and for the style sheet
	Ignored          bool
	Kind             string // "" where the list is of one kind
	Spark            chart.Spark
	Week             frame.Count // people who told of it in the last seven days
	Usual            string      // what is usual
	People, Mentions frame.Count
	Since, Last      string
	Quote            *quote
	Ticket           ticket
}

// ticket leads to where the work on a complaint can be read.
type ticket struct{ Text, URL string }

// usualWeeks is how many weeks before the last seven days say what is usual.
const usualWeeks = 3

// rows are the complaints of a page with what was said lately.
func (p *pages) rows(ctx context.Context, some []store.Complaint, a asked) ([]row, error) {
	ids := make([]cluster.ID, len(some))
	for i, c := range some {
		ids[i] = c.ID
	}
	weeks, err := p.DB.Courses(ctx, ids, a.Topic, p.Now(), 7, 1+usualWeeks)
	if err != nil {
		return nil, err
	}
	rows := make([]row, len(some))
	for i, c := range some {
		rows[i] = p.row(c, weeks[c.ID], a)
	}
	return rows, nil
}

func (p *pages) row(c store.Complaint, weeks []store.Told, a asked) row {
	say, zone := p.Printer, zoneOf(a.Tree, a.Topic)
	r := row{ID: c.ID.String(), Name: alerts.Name(c, say), URL: frame.Here.Complaint(c.ID), Theme: p.theme(c), State: p.state(c.State), Class: string(c.State), Ignored: c.Ignored,
		Spark: p.spark(c), Since: say.Date(c.First.In(zone)), Last: say.Date(c.Last.In(zone)), Ticket: p.ticket(c)}
	if a.Kind == anything {
		r.Kind = p.kinds(string(c.Kind))
	}
	r.Week, r.Usual = p.week(c, weeks, a.Topic)
	r.People, r.Mentions = p.people(c.People, c.ID, a.Topic, store.Period{}), p.mentions(c.Mentions, c.ID, a.Topic, store.Period{})
	if len(c.Quotes) > 0 {
		q := p.quote(c.Quotes[0], zone, "")
		r.Quote = &q
	}
	return r
}

func (p *pages) spark(c store.Complaint) chart.Spark {
	return chart.Spark{Title: p.Printer.Sprintf("People a day, the last %d days", len(c.Trend)), Values: c.Trend}
}

// week is how many people told of a complaint in the last seven days, and how that compares with the three weeks before, or
// with as many of them as it is old.
func (p *pages) week(c store.Complaint, weeks []store.Told, topic string) (frame.Count, string) {
	if weeks == nil {
		weeks = make([]store.Told, 1+usualWeeks)
	}
	now := weeks[len(weeks)-1].People
	count := p.people(now, c.ID, topic, lastDays(p.Now(), 7))
	known := min(usualWeeks, int(lastDays(p.Now(), 7).From.Sub(c.First).Hours()/24/7))
	if known < 1 {
		return count, p.Printer.Sprintf("too new to say what is usual")
	}
	sum := 0
	for _, w := range weeks[usualWeeks-known : usualWeeks] {
		sum += w.People
	}
	usual := float64(sum) / float64(known)
	text := p.Printer.Decimal(usual, 1)
	if usual == float64(int(usual)) {
		text = p.Printer.Number(int(usual))
	}
	switch {
	case float64(now) >= usual+1:
		return count, p.Printer.Sprintf("more than usual: %s a week", text)
	case float64(now) <= usual-1:
		return count, p.Printer.Sprintf("less than usual: %s a week", text)
	}
	return count, p.Printer.Sprintf("as usual: %s a week", text)
}

// lastDays are the last UTC days, today included.
func lastDays(now time.Time, n int) store.Period {
	end := now.UTC().Truncate(24*time.Hour).AddDate(0, 0, 1)
	return store.Period{From: end.AddDate(0, 0, -n), To: end}
}

// mentions leads to those that count in a complaint.
func (p *pages) mentions(n int, id cluster.ID, topic string, in store.Period) frame.Count {
	return p.Counted(n, frame.Here.Mentions(store.Filter{Topic: topic, Complaint: int64(id), Period: in, Counted: new(true)}))
}

// people leads to what they said, copies and echoes included.
func (p *pages) people(n int, id cluster.ID, topic string, in store.Period) frame.Count {
	return p.Counted(n, frame.Here.Mentions(store.Filter{Topic: topic, Complaint: int64(id), Period: in, Voices: new(true)}))
}
