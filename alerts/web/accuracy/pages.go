package accuracy

import "molva/alerts/web/frame"

// Options are what the pages need beside the site.
type Options struct{}

// Pages are the routes of this package.
func Pages(site *frame.Site, o Options) ([]frame.Route, error) { return nil, nil }
