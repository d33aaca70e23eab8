package slackfake

import (
	"fmt"
	"slices"
)

// chart holds a block data_visualization to its rules:
// https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block.
func (i *inspection) chart(b map[string]any, at string) {
	if i.drawn++; i.drawn > 2 {
		i.wrong(at, "no more than 2 charts allowed")
	}
	if !i.charts {
		i.wrong(at+"/type", "unsupported type: data_visualization")
		return
	}
	i.text(b, "title", at, 1, 50)
	chart, _ := b["chart"].(map[string]any)
	at += "/chart"
	switch chart["type"] {
	case "pie":
		i.pie(chart, at)
	case "bar", "line", "area":
		i.curves(chart, at)
	default:
		i.wrong(at+"/type", "unsupported type: %v", chart["type"])
	}
}

func (i *inspection) pie(chart map[string]any, at string) {
	for n, s := range i.list(chart, "segments", at, 1, 6) {
		where := fmt.Sprintf("%s/segments/%d", at, n)
		i.text(s, "label", where, 1, 20)
		if value, ok := s["value"].(float64); !ok || value <= 0 {
			i.wrong(where+"/value", "must be more than 0")
		}
	}
}

// curves wants one point of every series for each category.
func (i *inspection) curves(chart map[string]any, at string) {
	axis, _ := chart["axis_config"].(map[string]any)
	i.text(axis, "x_label", at+"/axis_config", 0, 50)
	i.text(axis, "y_label", at+"/axis_config", 0, 50)
	raw, _ := axis["categories"].([]any)
	var categories []string
	for _, c := range raw {
		label, _ := c.(string)
		i.text(map[string]any{"label": label}, "label", at+"/axis_config/categories", 1, 20)
		categories = append(categories, label)
	}
	if n := len(categories); n < 1 || n > 20 || distinct(categories) < n {
		i.wrong(at+"/axis_config/categories", "want 1 to 20 different items")
	}
	var names []string
	for n, s := range i.list(chart, "series", at, 1, 6) {
		where := fmt.Sprintf("%s/series/%d", at, n)
		i.text(s, "name", where, 1, 20)
		name, _ := s["name"].(string)
		names = append(names, name)
		i.points(s, where, categories)
	}
	if distinct(names) < len(names) {
		i.wrong(at+"/series", "names must be unique")
	}
}

func (i *inspection) points(series map[string]any, at string, categories []string) {
	var labels []string
	for _, p := range i.list(series, "data", at, 1, 20) {
		label, _ := p["label"].(string)
		labels = append(labels, label)
		if _, ok := p["value"].(float64); !ok {
			i.wrong(at+"/data", "value must be a number")
		}
	}
	slices.Sort(labels)
	if !slices.Equal(labels, slices.Sorted(slices.Values(categories))) {
		i.wrong(at+"/data", "want exactly one point for every category")
	}
}

func distinct(all []string) int { return len(slices.Compact(slices.Sorted(slices.Values(all)))) }
