package frame

import (
	"maps"

	"molva/alerts/phrase"
	"molva/alerts/web/chart"
)

// Texts is what the frame of all pages says, with the charts on them.
var Texts = withCharts(texts)

func withCharts(c phrase.Catalogue) phrase.Catalogue {
	all := maps.Clone(c)
	maps.Copy(all, chart.Texts)
	return all
}
