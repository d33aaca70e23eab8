package main

import (
	"context"
	"net/http"
	"runtime"

	"molva/alerts"
	"molva/alerts/watch"
	"molva/alerts/web"
	"molva/alerts/web/operations"
	"molva/alerts/web/reports"
	"molva/alerts/web/topics"
	"molva/config"
	"molva/ingest"
	"molva/store"
)

// handler is everything that is served: the pages, the health of the program, and the sources that are pushed to.
func (h *house) handler() (http.Handler, error) {
	base := h.cfg.HTTP.Reached(h.outside.Addr().String())
	o := web.Options{
		DB: h.db, Business: h.cfg.Business(), Language: h.cfg.Language, Writes: h.roles.has(storeRole),
		Ready: h.ready, Trouble: h.trouble, Metrics: h.metrics(), Hooks: h.hooks, Slack: h.hears(),
		Base: base, Door: entrance(h.cfg.HTTP), Now: h.now, Log: h.log,
		Topics: h.topicsPages(), Reports: reports.Options{Base: base}, Operations: h.operationsPages(),
	}
	if h.roles.has(storeRole) {
		o.Erase = h.eraseLater
	}
	return web.New(o)
}

// topicsPages try a query on the raw mentions where the stream is.
func (h *house) topicsPages() topics.Options {
	if h.stream == nil {
		return topics.Options{}
	}
	return topics.Options{Catch: func(ctx context.Context, expr string, days int) (topics.Catch, error) {
		found, err := h.catch(ctx, expr, days)
		all := topics.Catch{Raw: found.Raw, Count: found.Count}
		for _, hit := range found.Sample {
			all.Sample = append(all.Sample, topics.Hit{ID: hit.ID, At: hit.At, Text: hit.Text, Spans: hit.Spans})
		}
		return all, err
	}}
}

func (h *house) operationsPages() operations.Options {
	o := operations.Options{
		Ready:    func(ctx context.Context) []string { return h.ready(ctx).Reasons },
		Told:     h.told,
		Budget:   h.cfg.Alerts.Budget,
		Settings: h.settings,
	}
	if h.postman != nil {
		o.Calibrate = h.calibrate
		for _, outlet := range h.postman.Notifiers {
			o.Routes = append(o.Routes, operations.Route{Name: outlet.Name, Kinds: texts(outlet.Route.Kinds), Topics: outlet.Route.Topics})
		}
	}
	if h.roles.has(storeRole) {
		o.Settle = func(ctx context.Context, verb string, ids []string) (int, error) { return h.settleDead(ctx, verb, ids) }
	}
	return o
}

// onPages is a watch for one page: it looks at what the loop looks at, tells nobody, and speaks the pages' language.
func (h *house) onPages(perMonth float64) (*watch.Watch, error) {
	tree := append([]ingest.Topic{}, h.topics...)
	for i := range tree {
		tree[i].Language = h.cfg.Language
	}
	outlets := []alerts.Outlet{{}} // where nobody is told yet, it can be seen what they would be told
	if h.postman != nil && len(h.postman.Notifiers) > 0 {
		outlets = h.postman.Notifiers
	}
	return watch.New(watch.Options{DB: h.db, Topics: tree, Outlets: outlets, Budget: perMonth, Followers: h.cfg.Alerts.Followers,
		Links: alerts.Links{Base: "/"}, Now: h.now, Log: h.log})
}

func (h *house) told(ctx context.Context, all []store.Incident) ([]alerts.Story, error) {
	w, err := h.onPages(h.cfg.Alerts.Budget)
	if err != nil {
		return nil, err
	}
	return w.Told(ctx, all)
}

func (h *house) calibrate(ctx context.Context, perMonth float64) ([]watch.Shown, error) {
	w, err := h.onPages(perMonth)
	if err != nil {
		return nil, err
	}
	return w.Calibration(ctx)
}

// settings are the program itself and the configuration in force, without secrets.
func (h *house) settings() (all []operations.Setting) {
	sqlite, err := store.Check(context.Background())
	if err != nil {
		h.log.Warn("SQLite does not tell its version", "err", err)
	}
	all = append(all, operations.Setting{Path: "molva.version", Value: version()}, operations.Setting{Path: "molva.go", Value: runtime.Version()},
		operations.Setting{Path: "molva.sqlite", Value: sqlite}, operations.Setting{Path: "molva.data", Value: h.dir})
	if m := h.model.Load(); m != nil {
		all = append(all, operations.Setting{Path: "molva.model", Value: m.Name()})
	}
	for _, s := range config.Shown(h.cfg) {
		all = append(all, operations.Setting(s))
	}
	return all
}
