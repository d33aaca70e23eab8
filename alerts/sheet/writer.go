package sheet

import (
	"strings"

	"molva/alerts"
)

// Bounds of what a sheet holds, in UTF-16 units, which no outlet counts more generously, and in rows. They keep the whole
// within a screen or two of any outlet when strangers and configs write without end.
const (
	maxTitle    = 200
	maxLine     = 400
	maxQuote    = 700
	maxEnd      = 300 // of a line of the end
	maxLines    = 30  // of one list
	maxCoverage = 6
	maxFoot     = 3
	maxItems    = 10
	maxQuotes   = 10
	maxSections = 20
	maxSpans    = 40
	maxURL      = 1000
	maxRows     = 500 // of all, nobody reads as many
)

// writer collects rows; one that says nothing is left out. When there are too many, the last says so.
type writer struct{ rows []Row }

func (w *writer) put(style Style, room int, line alerts.Line) {
	switch n := len(w.rows); {
	case n > maxRows:
	case n == maxRows:
		w.rows = append(w.rows, more)
	default:
		if line = clip(line, room); strings.TrimSpace(line.String()) != "" {
			w.rows = append(w.rows, Row{Style: style, Line: line})
		}
	}
}

// list ends with an ellipsis when it is longer than most.
func (w *writer) list(lines []alerts.Line, most int) {
	for _, line := range lines[:min(len(lines), most)] {
		w.put(Bullet, maxLine, line)
	}
	if len(lines) > most {
		w.put(Bullet, maxLine, alerts.Words("…"))
	}
}

func (w *writer) section(s alerts.Section) {
	if len(s.Items) == 0 && len(s.Lines) == 0 && len(s.Quotes) == 0 {
		return
	}
	w.put(Heading, maxTitle, alerts.Words(s.Title))
	for _, i := range s.Items[:min(len(s.Items), maxItems)] {
		w.item(i)
	}
	w.list(s.Lines, maxLines)
	w.quotes(s.Quotes)
}

func (w *writer) item(i alerts.Item) {
	name := alerts.Line{{Text: i.Title(), URL: i.Open.URL}}
	if len(i.Trend) > 1 {
		name = append(name, alerts.Span{Text: "  " + trend(i.Trend)})
	}
	w.put(Name, maxLine, name)
	for _, line := range i.Lines[:min(len(i.Lines), maxLines)] {
		w.put(Detail, maxLine, line)
	}
	if i.Said != nil {
		w.quote(*i.Said)
	}
	w.way(i.Open)
	w.way(i.Ticket)
}

func (w *writer) quotes(all []alerts.Said) {
	for _, q := range all[:min(len(all), maxQuotes)] {
		w.quote(q)
	}
}

func (w *writer) quote(q alerts.Said) {
	w.put(Quote, maxQuote, alerts.Words(q.Text))
	mark := alerts.Words("— " + q.Mark)
	if q.URL != "" && q.Host != "" {
		mark = append(mark, alerts.Span{Text: ", "}, alerts.Span{Text: q.Host, URL: q.URL})
	}
	w.put(Mark, maxLine, mark)
}

func (w *writer) way(y alerts.Way) { w.put(Way, maxLine, alerts.Line{{Text: y.Text, URL: y.URL}}) }

// actions are those that need no button: the ones that lead somewhere.
func (w *writer) actions(all []alerts.Action) {
	for _, a := range all[:min(len(all), maxLines)] {
		if a.URL != "" {
			w.way(alerts.Way{Text: a.Text, URL: a.URL})
		}
	}
}

// chart keeps what can be drawn: as many values as labels, within bounds.
func (w *writer) chart(c *alerts.Chart) {
	if c == nil || len(c.Labels) == 0 {
		return
	}
	labels := min(len(c.Labels), maxPoints)
	kept := alerts.Chart{Title: short(c.Title, maxTitle), Unit: short(c.Unit, maxLabel)}
	for _, label := range c.Labels[len(c.Labels)-labels:] {
		kept.Labels = append(kept.Labels, short(label, maxLabel))
	}
	for _, s := range c.Series[:min(len(c.Series), maxSeries)] {
		if len(s.Values) == len(c.Labels) {
			kept.Series = append(kept.Series, alerts.Series{Name: short(s.Name, maxLabel), Values: s.Values[len(s.Values)-labels:]})
		}
	}
	if len(kept.Series) > 0 {
		w.rows = append(w.rows, Row{Style: Chart, Chart: &kept})
	}
}

// within cuts every line to room.
func (w *writer) within(room int) []Row {
	for i, r := range w.rows {
		w.rows[i].Line = clip(r.Line, room)
	}
	return w.rows
}
