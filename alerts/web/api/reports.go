package api

import (
	"bytes"
	"encoding/json"
	"net/http"
	"time"

	"molva/alerts"
	"molva/alerts/report"
	"molva/alerts/web/reports"
)

// Digest is a digest as people are told it, with the numbers in its words.
type Digest struct {
	Topic string       `json:"topic"`
	From  time.Time    `json:"from"`
	To    time.Time    `json:"to"`
	Story alerts.Story `json:"story"`
}

// reportKinds are the reports by their names, each with a value of what it answers.
var reportKinds = []struct {
	name, about string
	sample      report.Report
	more        []parameter
}{
	{"answers", "Whom we reach, what people think, what it brings", report.Answers{}, nil},
	{"ratio", "Positive to negative, period by period", report.Ratio{}, nil},
	{"metrics", "All metrics of a topic, or of one account", report.Metrics{}, []parameter{text("account", "network:account")}},
	{"communities", "The accounts of a topic", report.Communities{}, nil},
	{"service", "How those who asked were answered", report.Service{}, nil},
	{"funnel", "How many people went how far", report.Funnel{}, nil},
	{"goals", "How far the goals are reached", report.Goals{}, nil},
	{"roi", "The ledger of what it costs and brings", report.Ledger{}, []parameter{
		text("lines", "the lines that the return is taken of, such as 11,14"), text("what-if", "an input and the value that is tried, such as lead_to_customer=12%").many(20),
		number("line", "the line whose history is told", 1, 14), number("periods", "of that history", 2, 24),
	}},
}

func (a *API) reports() (all []operation) {
	for _, k := range reportKinds {
		o := read("/reports/"+k.name, "report."+k.name, k.about, func(c *call) (json.RawMessage, error) { return c.report(k.name) })
		all = append(all, o.like(k.sample.Data()).costs(10).with(ofTopic, rhythm, onDay).with(k.more...))
	}
	return append(all, read("/digest", "digest", "The digest of a topic as it would be told now", (*call).digest).costs(10).with(ofTopic, rhythm, onDay))
}

// report is a report as the command line writes it.
func (c *call) report(name string) (json.RawMessage, error) {
	r, err := reports.Build(c.site, c.Reports, name, c.Request)
	if err != nil {
		return nil, err
	}
	var body bytes.Buffer
	err = report.Write(&body, r, "json", c.site.Printer, alerts.Links{Base: c.Reports.Base})
	return body.Bytes(), err
}

func (c *call) digest() (made Digest, err error) {
	a, err := c.site.Asked(c.Request, alerts.Week)
	if err != nil {
		return made, err
	}
	t, ok := a.Main()
	if !ok {
		return made, problem(http.StatusNotFound, "no topic is set up yet")
	}
	p := a.Period(t, c.site.Now())
	d, err := alerts.Build(c.Context(), c.site.DB, t.ID, p)
	if err != nil {
		return made, err
	}
	return Digest{t.ID, p.From, p.To, alerts.Tell(d, c.site.Printer, alerts.Links{Base: c.Reports.Base})}, nil
}
