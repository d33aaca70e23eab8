package complaints

import (
	"context"
	"embed"
	"net/http"
	"sync"

	"molva/alerts"
	"molva/alerts/reason"
	"molva/alerts/web/frame"
	"molva/store"
)

// Options are what the pages need beside the site.
type Options struct {
	Act func(context.Context, store.Act) (store.Done, error) // does what a person wants, and what follows from it; nil: the database does it
}

//go:embed templates/*.html
var files embed.FS

// Pages are the routes of this package.
func Pages(site *frame.Site, o Options) ([]frame.Route, error) {
	p := &pages{Site: site, options: o}
	if p.options.Act == nil {
		p.options.Act = p.act
	}
	var routes []frame.Route
	for _, page := range []struct {
		pattern   string
		view      func(*http.Request) (frame.View, error)
		templates []string
	}{
		{"GET " + alerts.ComplaintsPath, p.list, []string{"templates/list.html", "templates/parts.html"}},
		{"GET " + alerts.ComplaintsPath + "/merges", p.merges, []string{"templates/merges.html", "templates/parts.html"}},
		{"GET " + alerts.ComplaintsPath + "/why", p.why, []string{"templates/why.html", "templates/parts.html"}},
		{"GET " + alerts.ComplaintsPath + "/{id}", p.one, []string{"templates/one.html", "templates/deeds.html", "templates/parts.html"}},
	} {
		h, err := site.Page(frame.Complaints, files, page.view, page.templates...)
		if err != nil {
			return nil, err
		}
		routes = append(routes, frame.Route{Pattern: page.pattern, Handler: h})
	}
	for name, read := range p.deeds() {
		routes = append(routes, frame.Route{Pattern: "POST " + alerts.ComplaintsPath + "/{id}/" + name, Handler: site.Act(frame.Complaints, p.doing(read))})
	}
	return routes, nil
}

type pages struct {
	*frame.Site
	options Options

	acting sync.Mutex // from looking whether an act still fits until it is done
	alike  alike
}

// act does an act, and looks after what it changed.
func (p *pages) act(ctx context.Context, a store.Act) (store.Done, error) {
	done, err := p.DB.Act(ctx, a)
	if err != nil {
		return done, err
	}
	return done, p.DB.Tend(ctx)
}

// reasons says why things stand as they do.
func (p *pages) reasons() reason.Teller {
	return reason.Teller{Printer: p.Printer, Themes: p.DB.Themes()}
}
