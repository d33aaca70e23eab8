package graph

import (
	"maps"
	"slices"
	"strings"

	"molva/ingest"
)

// By are the parts of a figure for which a breakdown was asked for: by the values of its dimensions, in small letters, the last
// dimension by name first, with a hyphen between.
func (i Insight) By() map[string]float64 {
	parts := map[string]float64{}
	if i.Total == nil {
		return parts
	}
	for _, b := range i.Total.Breakdowns {
		for _, r := range b.Results {
			if r.Value != nil && len(r.Dimensions) == len(b.Keys) {
				parts[dimensions(b.Keys, r.Dimensions)] += *r.Value
			}
		}
	}
	return parts
}

// dimensions joins the values of dimensions: of age and gender it makes f-25-34.
func dimensions(keys, values []string) string {
	order := make([]int, len(keys))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(keys[b], keys[a]) })
	var parts []string
	for _, i := range order {
		parts = append(parts, strings.ToLower(values[i]))
	}
	return strings.Join(parts, "-")
}

// Audience adds the parts of a figure that tells who people are, such as audience/f-25-34 and, where they are told by one dimension
// alone, audience/country-ru.
func Audience(p *ingest.Page, of ingest.Figure, by string, found []Insight) {
	prefix := "audience/"
	if !strings.Contains(by, ",") && by != "gender" {
		prefix += by + "-"
	}
	for _, i := range found {
		parts := i.By()
		for _, name := range slices.Sorted(maps.Keys(parts)) {
			of.Metric, of.Value = prefix+name, parts[name]
			if of.Check() == nil { // but for names that are too long
				p.Figures = append(p.Figures, of)
			}
		}
	}
}
