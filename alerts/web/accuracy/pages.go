package accuracy

import (
	"embed"
	"net/http"
	"slices"

	"molva/alerts"
	"molva/alerts/report"
	"molva/alerts/web/frame"
	"molva/classify/quantify"
	"molva/store"
)

// Options are what the pages need beside the site.
type Options struct{}

//go:embed templates
var files embed.FS

type pages struct{ *frame.Site }

// Pages are the routes of this package.
func Pages(site *frame.Site, _ Options) ([]frame.Route, error) {
	s := &pages{site}
	card, err := site.Page(frame.Accuracy, files, s.card, "templates/card.html")
	if err != nil {
		return nil, err
	}
	label, err := site.Page(frame.Accuracy, files, s.next, "templates/label.html")
	return []frame.Route{
		{Pattern: "GET /accuracy", Handler: card},
		{Pattern: "GET /accuracy/label", Handler: label},
		{Pattern: "POST /accuracy/draw", Handler: site.Act(frame.Accuracy, s.draw)},
		{Pattern: "POST /accuracy/label", Handler: site.Act(frame.Accuracy, s.label)},
		{Pattern: "POST /accuracy/undo", Handler: site.Act(frame.Accuracy, s.undo)},
	}, err
}

// cardView is the accuracy card of a topic, or of all.
type cardView struct {
	Chooser frame.Chooser
	Parts   []report.Part
	Counts  []countRow
	Recent  []recentRow
	Label   string // where the sample is labelled
	Wanted  string // how many labels a topic should have
}

// countRow is how many labels a topic has of a purpose.
type countRow struct{ Topic, Purpose, Labels string }

// recentRow is one label, the latest first.
type recentRow struct{ When, Who, Mention, Page, Topic, Truth, Said string }

// mostRecent is how many labels are listed.
const mostRecent = 30

func (s *pages) card(r *http.Request) (frame.View, error) {
	a, err := s.Asked(r, alerts.Month)
	if err != nil {
		return frame.View{}, err
	}
	known, err := alerts.BuildAccuracy(r.Context(), s.DB, a.Topic.ID, s.Now())
	if err != nil {
		return frame.View{}, err
	}
	p := s.Printer
	v := cardView{Chooser: s.Chooser(a, p.Sprintf("all topics")), Parts: report.AccuracyParts(known, p),
		Wanted: p.Sprintf("From %d labels of a random sample on, the shares of a topic are corrected by its own mistakes; two hundred are an evening's work.", quantify.Sampled)}
	if s.Opens(r.Context(), "GET /accuracy/label") {
		v.Label = "/accuracy/label" + topicQuery(a.Topic.ID)
	}
	counts, err := s.DB.LabelCount(r.Context())
	if err != nil {
		return frame.View{}, err
	}
	for _, c := range counts {
		if a.Topic.ID == "" || a.Topic.ID == c.Topic {
			v.Counts = append(v.Counts, countRow{alerts.Inert(c.Topic), s.purpose(c.Purpose), p.Number(c.Labels)})
		}
	}
	recent, err := s.DB.Judgements(r.Context(), store.JudgementFilter{Topic: a.Topic.ID})
	slices.SortStableFunc(recent, func(a, b store.Judgement) int { return b.At.Compare(a.At) })
	for _, j := range recent[:min(len(recent), mostRecent)] {
		v.Recent = append(v.Recent, s.recent(j))
	}
	return frame.View{Title: p.Sprintf("Model accuracy"), Body: v, Live: true}, err
}

func (s *pages) recent(j store.Judgement) recentRow {
	at := j.At.In(s.Zone())
	return recentRow{s.Printer.Date(at) + at.Format(", 15:04"), alerts.Inert(j.Labeller), alerts.Inert(j.Mention), frame.MentionPage(j.Mention), alerts.Inert(j.Topic), s.feeling(j.Truth), s.feeling(j.Said)}
}

// purpose says what a label is good for.
func (s *pages) purpose(p store.Purpose) string {
	switch p {
	case store.Sampled:
		return s.Printer.Sprintf("random sample, measures")
	case store.Doubted:
		return s.Printer.Sprintf("what the model doubted, teaches")
	}
	return s.Printer.Sprintf("correction, teaches")
}
