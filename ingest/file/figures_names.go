package file

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"molva/ingest"
)

// figureFields are the names that a record of figures may have beside those of metrics.
var figureFields = []string{"account", "network", "at", "metric", "value", "span", "post", "published_at", "url", "form", "text", "author"}

// dates are what exports call the moment of a record.
var dates = []string{"date", "day", "дата", "день"}

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

// ours is what a field of the file is called by us; "" for one that nobody knows.
func (o FigureOptions) ours(name string) string {
	for _, ours := range slices.Sorted(maps.Keys(o.Map)) {
		if strings.EqualFold(o.Map[ours], name) {
			return ours
		}
	}
	folded := strings.ToLower(name)
	if slices.Contains(dates, folded) {
		folded = "at"
	}
	if _, taken := o.Map[folded]; taken || !isFigureName(folded) {
		return ""
	}
	return folded
}

// columns finds out what the columns of a header are, and what is missing.
func (o FigureOptions) columns(names []string) ([]string, error) {
	for _, ours := range slices.Sorted(maps.Keys(o.Map)) {
		if !slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, o.Map[ours]) }) {
			return nil, fmt.Errorf("the map takes %s from column %q, but the header has: %s", ours, o.Map[ours], shown(names))
		}
	}
	columns := make([]string, len(names))
	for i, name := range names {
		ours := o.ours(name)
		if ours != "" && slices.Contains(columns, ours) {
			return nil, fmt.Errorf("two columns of the header fill %s", ours)
		}
		columns[i] = ours
	}
	if missing := o.missing(columns); missing != "" {
		return nil, fmt.Errorf("the header has no column %s, it has: %s; known are: %s; a map such as followers=COLUMN says what a column is",
			missing, shown(names), figureNames())
	}
	return columns, nil
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
