// Package topics shows the tree of topics, compares some of them, and tries out queries.
package topics

import (
	"context"
	"embed"

	"molva/alerts/web/frame"
)

// Options are what the pages need beside the site.
type Options struct {
	// Catch asks the raw mentions of the last days what an expression would catch. Nil: there are none here.
	Catch func(ctx context.Context, expr string, days int) (Catch, error)
}

//go:embed *.html
var files embed.FS

// server makes the pages.
type server struct {
	*frame.Site
	Options
}

// Pages are the routes of this package.
func Pages(site *frame.Site, o Options) ([]frame.Route, error) {
	s := &server{site, o}
	tree, err := site.Page(frame.Topics, files, s.tree, "topics.html", "parts.html")
	if err != nil {
		return nil, err
	}
	preview, err := site.Page(frame.Topics, files, s.preview, "preview.html", "parts.html")
	return []frame.Route{{Pattern: "GET /topics", Handler: tree}, {Pattern: "GET /topics/preview", Handler: preview}}, err
}
