package accuracy

import "molva/alerts/web/frame"

// Pages are the routes of this package.
func Pages(site *frame.Site) ([]frame.Route, error) { return nil, nil }
