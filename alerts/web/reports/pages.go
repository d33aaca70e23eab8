// Package reports shows the reports of package report as pages, with the forms that ask them, and hands them out as files.
package reports

import (
	"context"
	"embed"
	"net/http"
	"net/url"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/report"
	"molva/alerts/web/frame"
	"molva/ingest"
	"molva/store"
)

// Options are what the pages need beside the site.
type Options struct {
	Base string // of the pages as readers reach them, for the links of files; "": files have no links
}

//go:embed *.html
var files embed.FS

// server makes the pages.
type server struct {
	*frame.Site
	Options
}

// Pages are the routes of this package: a page for each report, the same as files, and a menu of them.
func Pages(site *frame.Site, o Options) ([]frame.Route, error) {
	s := &server{site, o}
	var routes []frame.Route
	for _, k := range kinds {
		page, err := site.Page(k.at, files, func(r *http.Request) (frame.View, error) { return s.page(r, k) }, "report.html", "document.html", "ledger.html")
		if err != nil {
			return nil, err
		}
		routes = append(routes, frame.Route{Pattern: "GET " + k.path, Handler: page})
		for _, format := range formats {
			routes = append(routes, frame.Route{Pattern: "GET " + k.path + "." + format.name, Handler: s.file(k, format)})
		}
	}
	menu, err := site.Page(frame.Answers, files, s.menu, "menu.html")
	return append(routes, frame.Route{Pattern: "GET /reports", Handler: menu}), err
}

// kind is a report with its place.
type kind struct {
	name  string // of its files
	path  string
	at    frame.Section
	usual alerts.Every
	build func(*server, context.Context, question) (shown, error)
}

// kinds are all reports, in the order of the menu.
var kinds = []kind{
	{"answers", "/answers", frame.Answers, alerts.Month, (*server).answers},
	{"ratio", "/reports/ratio", frame.Answers, alerts.Week, (*server).ratio},
	{"metrics", "/reports/metrics", frame.Answers, alerts.Month, (*server).metrics},
	{"service", "/reports/service", frame.Answers, alerts.Week, told(report.BuildService)},
	{"funnel", "/reports/funnel", frame.Answers, alerts.Month, told(report.BuildFunnel)},
	{"goals", "/reports/goals", frame.Answers, alerts.Month, told(report.BuildGoals)},
	{"communities", "/communities", frame.Communities, alerts.Month, (*server).communities},
	{"roi", "/roi", frame.ROI, alerts.Month, (*server).roi},
}

// question is what a report is asked for.
type question struct {
	frame.Asked
	topic  ingest.Topic
	period store.Period
	values url.Values
	reader *metric.Reader
	page   bool // a page, which draws; else a file
}

// shown is a report with what a page shows beside it.
type shown struct {
	report.Report
	charts
	tools *tools     // of the ledger
	picks pick       // accounts
	notes []string   // why something of what was asked for is not there
	more  url.Values // of the question, beside topic and period
}

// told makes a builder of one report one of any.
func told[R report.Report](build func(context.Context, *metric.Reader) (R, error)) func(*server, context.Context, question) (shown, error) {
	return func(s *server, ctx context.Context, q question) (shown, error) {
		made, err := build(ctx, q.reader)
		return shown{Report: made}, err
	}
}
