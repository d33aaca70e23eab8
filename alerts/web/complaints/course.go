package complaints

import (
	"context"

	"molva/alerts/web/chart"
	"molva/alerts/web/frame"
	"molva/classify/cluster"
	"molva/store"
)

// The two charts of a complaint: days for what is young, weeks for what is older.
const (
	byDay   = "day"
	byWeek  = "week"
	ofDays  = 28
	ofWeeks = 26
)

// course fills in how often it was said over time, each step with the way to what was said.
func (p *pages) course(ctx context.Context, c store.Complaint, step string, o *one) error {
	if step == "" {
		if step = byWeek; p.Now().Sub(c.First).Hours() < 24*2*ofDays {
			step = byDay
		}
	}
	days, n := 1, ofDays
	switch step {
	case byDay:
	case byWeek:
		days, n = 7, ofWeeks
	default:
		return p.wrong("step", step, byDay+", "+byWeek)
	}
	told, err := p.DB.Courses(ctx, []cluster.ID{c.ID}, "", p.Now(), days, n)
	if err != nil {
		return err
	}
	o.Course = p.stack(c, told[c.ID], days, n)
	here := frame.Here.Complaint(c.ID)
	o.Steps = []frame.Choice{{Label: p.Printer.Sprintf("Days"), URL: here + "?step=" + byDay, Here: step == byDay}, {Label: p.Printer.Sprintf("Weeks"), URL: here + "?step=" + byWeek, Here: step == byWeek}}
	return nil
}

// stack draws mentions; beside each number stand the people.
func (p *pages) stack(c store.Complaint, told []store.Told, days, n int) chart.Stack {
	say := p.Printer
	if told == nil {
		told = make([]store.Told, n)
	}
	title := say.Sprintf("Mentions a day, by UTC")
	if days > 1 {
		title = say.Sprintf("Mentions a week, by UTC")
	}
	s := chart.Stack{Title: title, Parts: []chart.Part{{Name: say.Sprintf("Mentions"), Class: "first"}}}
	all := lastDays(p.Now(), days*n)
	for i, t := range told {
		from := all.From.AddDate(0, 0, i*days)
		in := store.Period{From: from, To: from.AddDate(0, 0, days)}
		count := p.mentions(t.Mentions, c.ID, "", in)
		s.Steps = append(s.Steps, chart.Step{Label: say.Dates(in.From, in.To), Tick: say.Day(from), Known: true,
			Counts: []chart.Point{{Known: true, Count: t.Mentions, URL: count.URL, Text: count.Text + ", " + say.Sprintf("%d people", t.People)}}})
	}
	return s
}
