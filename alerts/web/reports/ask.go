package reports

import (
	"net/http"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/web/frame"
)

// rhythms are those that reports are shown in.
var rhythms = []alerts.Every{alerts.Week, alerts.Month, alerts.Quarter, alerts.Year}

// ask reads what a report is asked for; false: there is no topic yet.
func (s *server) ask(r *http.Request, k kind) (q question, ok bool, err error) {
	q.values = r.URL.Query()
	if q.Asked, err = s.Asked(r, k.usual); err != nil {
		return q, false, err
	}
	if q.topic, ok = q.Main(); !ok {
		return q, false, nil
	}
	q.period = q.Period(q.topic, s.Now())
	q.reader, err = metric.NewReader(r.Context(), s.DB, s.Business, q.topic.ID, q.period, s.Now())
	return q, true, err
}

// sheet is the page of a report.
type sheet struct {
	Chooser  frame.Chooser
	Others   []frame.Choice // reports that stand beside it
	Notes    []string
	Picks    pick
	Charts   charts
	Tools    *tools
	Document laid
	Files    []frame.Choice
}

// page shows a report.
func (s *server) page(r *http.Request, k kind) (frame.View, error) {
	q, ok, err := s.ask(r, k)
	if err != nil {
		return frame.View{}, err
	}
	if !ok {
		return frame.View{Title: s.name(k), Body: sheet{Notes: []string{s.Printer.Sprintf("No topic is set up yet. They stand in molva.yaml, under topics.")}}}, nil
	}
	q.page = true
	made, err := k.build(s, r.Context(), q)
	if err != nil {
		return frame.View{}, err
	}
	d := made.Document(s.Printer, frame.Here)
	to := q.Query(nil)
	if len(made.more) > 0 {
		to += "&" + made.more.Encode()
	}
	return frame.View{Title: d.Title, Live: true, Body: sheet{
		Chooser: s.Chooser(q.Asked, "", rhythms...).Keeping(made.more), Others: s.others(k, q), Notes: made.notes, Picks: made.picks,
		Charts: made.charts, Tools: made.tools, Document: lay(d), Files: fileLinks(k, to),
	}}, nil
}

// others are the reports beside one of the answers; the communities and the ledger stand alone in the menu.
func (s *server) others(k kind, q question) (all []frame.Choice) {
	if k.at != frame.Answers {
		return nil
	}
	for _, other := range kinds {
		if other.at == k.at {
			all = append(all, frame.Choice{Label: s.name(other), URL: other.path + s.sameTopic(q), Here: other.name == k.name})
		}
	}
	return all
}

// sameTopic keeps the topic of a question; each report has a rhythm of its own.
func (s *server) sameTopic(q question) string {
	if q.Topic.ID == "" {
		return ""
	}
	return "?topic=" + q.Topic.ID
}

// name is what a report is called in the menu.
func (s *server) name(k kind) string {
	p := s.Printer
	switch k.name {
	case "answers":
		return p.Sprintf("Three answers")
	case "ratio":
		return p.Sprintf("Positive to negative")
	case "metrics":
		return p.Sprintf("All metrics")
	case "service":
		return p.Sprintf("Service")
	case "funnel":
		return p.Sprintf("Funnel")
	case "goals":
		return p.Sprintf("Goals")
	case "communities":
		return p.Sprintf("Communities")
	}
	return p.Sprintf("ROI")
}
