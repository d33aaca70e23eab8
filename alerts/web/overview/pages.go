// Package overview is the first page: what people think, in one screen. All topics stand side by side, and the one that was chosen
// is told in full, by the same digest that Slack gets.
package overview

import (
	"embed"
	"net/http"
	"slices"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/ingest"
)

// Options are what the pages need beside the site.
type Options struct{}

//go:embed templates/*.html
var files embed.FS

// Pages are the routes of this package.
func Pages(site *frame.Site, o Options) ([]frame.Route, error) {
	p := pages{site}
	h, err := site.Page(frame.Overview, files, p.overview, "templates/overview.html", "templates/topic.html")
	return []frame.Route{{Pattern: "GET /{$}", Handler: h}}, err
}

type pages struct{ *frame.Site }

// overview is all that the page says.
type overview struct {
	Chooser  frame.Chooser
	Trouble  []string
	Rows     []row // none where there is but one topic
	Topic    *topic
	Coverage alerts.Section
}

func (p pages) overview(r *http.Request) (frame.View, error) {
	v := frame.View{Title: p.Printer.Sprintf("What people say about your product"), Live: true}
	asked, err := p.Asked(r, alerts.Week)
	if err != nil {
		return v, err
	}
	main, any := chosen(asked)
	if !any {
		v.Body = overview{Trouble: p.troubles()}
		return v, nil
	}
	asked.Topic = main.Topic
	o := overview{Trouble: p.troubles(), Chooser: p.Chooser(asked, "", alerts.Day, alerts.Week, alerts.Month, alerts.Quarter, alerts.Year)}
	if o.Rows, err = p.rows(r.Context(), asked); err != nil {
		return v, err
	}
	if len(o.Rows) == 0 {
		o.Chooser.Topics = nil // there is nothing to choose
	}
	o.Topic, err = p.topic(r.Context(), asked, main)
	if err == nil {
		o.Coverage = o.Topic.Story.Coverage
	}
	v.Body = o
	return v, err
}

// chosen is the topic that is told in full: the one that was named, or the first of ours; false: there is none at all.
func chosen(a frame.Asked) (frame.Picked, bool) {
	all := frame.InOrder(a.Tree)
	if len(all) == 0 {
		return frame.Picked{}, false
	}
	main, named := a.Main()
	if !named {
		return all[0], true
	}
	return all[slices.IndexFunc(all, func(t frame.Picked) bool { return t.ID == main.ID })], true
}

// troubles are what could not be sent.
func (p pages) troubles() []string {
	if p.Trouble == nil {
		return nil
	}
	var lines []string
	for outlet, why := range p.Trouble() {
		lines = append(lines, p.Printer.Sprintf("Digests do not reach %s: %s.", alerts.Inert(outlet), alerts.Inert(why)))
	}
	slices.Sort(lines)
	return lines
}

// called is a topic's name as it stands in a row of them.
func called(t ingest.Topic) string { return alerts.Isolate(alerts.Inert(t.Name)) }
