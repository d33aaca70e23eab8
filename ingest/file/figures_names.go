package file

import (
	"slices"
	"strings"

	"molva/ingest"
)

// figureFields are the names that a record of figures may have beside those of metrics.
var figureFields = []string{"account", "network", "at", "metric", "value", "span", "post", "published_at", "url", "form", "text", "author"}

func isFigureName(name string) bool {
	_, metric := ingest.MetricOf(name)
	return metric || slices.Contains(figureFields, name)
}

// figureNames lists the names for messages.
func figureNames() string {
	all := slices.Clone(figureFields)
	for _, m := range ingest.Metrics {
		all = append(all, m.Name)
	}
	return strings.Join(all, ", ")
}

// names are those of a record of figures.
func (o FigureOptions) names() names {
	return names{known: isFigureName, list: figureNames(), mapped: o.Map, example: "followers", missing: o.missing}
}

// missing is what records with these fields cannot do without; "" when they have all of it.
func (o FigureOptions) missing(fields []string) string {
	has := func(name string) bool { return slices.Contains(fields, name) }
	one := has("metric") && has("value")
	switch {
	case !one && !slices.ContainsFunc(fields, isMetric) && !has("published_at"):
		return "metric and value, or one named as a metric"
	case o.Account == "" && !has("account"):
		return "account"
	case o.Network == "" && !has("network"):
		return "network"
	}
	return ""
}

func isMetric(name string) bool {
	_, ok := ingest.MetricOf(name)
	return ok
}
