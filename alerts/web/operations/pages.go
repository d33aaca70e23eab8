package operations

import (
	"context"
	"embed"
	"net/http"
	"sync"

	"molva/alerts"
	"molva/alerts/watch"
	"molva/alerts/web/frame"
	"molva/store"
)

// Options are what the pages need beside the site. A function that is nil is one that this process cannot do.
type Options struct {
	Ready     func(context.Context) []string                                               // what stands against being useful now
	Told      func(context.Context, []store.Incident) ([]alerts.Story, error)              // the story of each incident
	Calibrate func(ctx context.Context, perMonth float64) (lines []watch.Shown, err error) // what a budget of false alerts would have brought
	Budget    float64                                                                      // in force, false alerts a month
	Routes    []Route                                                                      // where messages go
	Settle    func(ctx context.Context, verb string, ids []string) (done int, err error)   // replays or drops dead letters
	Settings  func() []Setting                                                             // the configuration in force
}

// Route is where messages of some kinds go.
type Route struct {
	Name   string
	Kinds  []string // none: digests and alerts
	Topics []string // none: our own roots
}

//go:embed templates
var files embed.FS

// pages make them.
type pages struct {
	*frame.Site
	Options

	settle sync.Mutex // from looking what is there until it is settled or lifted
}

// Pages are the routes of this package.
func Pages(site *frame.Site, o Options) (routes []frame.Route, err error) {
	s := &pages{Site: site, Options: o}
	for _, make := range []func() ([]frame.Route, error){s.sourcesRoutes, s.alertsRoutes, s.deadRoutes, s.settingsRoutes} {
		some, err := make()
		if err != nil {
			return nil, err
		}
		routes = append(routes, some...)
	}
	return routes, nil
}

// one is a single page as routes.
func (s *pages) one(at frame.Section, pattern string, view func(*http.Request) (frame.View, error), templates ...string) (frame.Route, error) {
	h, err := s.Page(at, files, view, templates...)
	return frame.Route{Pattern: pattern, Handler: h}, err
}
