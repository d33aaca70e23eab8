package report

import (
	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/service"
)

// mostWaiting is how many of those who wait are listed; the list of evidence has all.
const mostWaiting = 10

// networks has a row for each network.
func (w serviceWriter) networks(all []Served) *Table {
	t := &Table{Head: []string{w.Sprintf("Network"), w.Sprintf("Needed an answer"), w.Sprintf("No answer so far"), w.Sprintf("Response rate"),
		w.Sprintf("Median wait"), w.Sprintf("90th percentile"), w.Sprintf("Inside the SLA"), w.Sprintf("Turned round")},
		Right: []bool{false, true, true, true, true, true, true, true}}
	columns := []metric.Value{{Metric: "response_rate"}, {Metric: "waiting_median", Part: metric.PartClock},
		{Metric: "waiting_p90", Part: metric.PartClock}, {Metric: "inside_sla"}, {Metric: "turned_round"}}
	for _, s := range all {
		row := []Cell{plain(alerts.Inert(s.Network)), w.count(s.Serving, service.Any), w.count(s.Serving, service.Waiting)}
		for _, c := range columns {
			v, _ := s.find(c.Metric, c.Part)
			row = append(row, w.quietly(v))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// waiting lists who waits, longest first.
func (w serviceWriter) waiting(s metric.Serving) Part {
	t := &Table{Head: []string{w.Sprintf("Waits since"), w.Sprintf("Network"), w.Sprintf("Waits"), w.Sprintf("In business hours"), w.Sprintf("SLA")},
		Right: []bool{false, false, true, true, false}}
	for _, e := range s.Episodes[:min(len(s.Episodes), mostWaiting)] {
		late := ""
		if s.Desk.In(service.Late, e) {
			late = w.Sprintf("over")
		}
		t.Rows = append(t.Rows, []Cell{{Line: leading(w.Moment(e.Since.In(s.Desk.Zone)), threadOf(e), w.to)}, plain(alerts.Inert(e.Network)),
			plain(w.hours(s.Desk.Clock(e).For.Hours())), plain(w.hours(s.Desk.Business(e).For.Hours())), plain(late)})
	}
	total := joinLines(alerts.Words(w.Sprintf("Of those who asked within 28 days, so many wait now:")+" "), w.count(s, service.Waiting).Line)
	return Part{Title: w.Sprintf("Who waits longest"), Lines: []alerts.Line{total}, Table: t}
}

// index is what surveys told.
func (w serviceWriter) index(values []metric.Value) Part {
	part := Part{Title: w.Sprintf("Satisfaction")}
	for _, v := range values {
		part.Lines = append(part.Lines, joinLines(joinLines(w.called(v).Line, alerts.Words(": ")), w.line(v)))
	}
	return part
}
