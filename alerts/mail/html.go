package mail

import (
	_ "embed"
	"fmt"
	"html/template"
	"strings"

	"molva/alerts"
	"molva/alerts/sheet"
)

//go:embed letter.html
var source string

var page = template.Must(template.New("letter").Funcs(template.FuncMap{"is": is, "bars": bars}).Parse(source))

// is reports whether a row has the style of that name.
func is(r sheet.Row, name string) bool { return styles[name] == r.Style }

// styles are those that the page dresses in a way of their own; it shows all others as a paragraph.
var styles = map[string]sheet.Style{"title": sheet.Title, "note": sheet.Note, "headline": sheet.Headline, "heading": sheet.Heading, "name": sheet.Name,
	"detail": sheet.Detail, "way": sheet.Way, "quote": sheet.Quote, "mark": sheet.Mark, "foot": sheet.Foot}

func html(rows []sheet.Row, language string) (string, error) {
	var b strings.Builder
	view := struct {
		Language, Title string
		Rows            []sheet.Row
	}{language, subject(rows), rows}
	if err := page.Execute(&b, view); err != nil {
		return "", fmt.Errorf("lay out the mail: %w", err)
	}
	return b.String(), nil
}

// bar is one value of a chart. What is not known has no width and no number.
type bar struct {
	Width  int // pixels
	Value  string
	Colour template.CSS
}

// point is all values under one label.
type point struct {
	Label string
	Bars  []bar
}

const widest = 90

// colours are told apart on white and on black, and by the colour-blind (Okabe and Ito, 2008).
var colours = []template.CSS{"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"}

// bars lay a chart out label by label.
func bars(c alerts.Chart) []point {
	all, peak := make([]point, len(c.Labels)), sheet.Peak(c)
	for i, label := range c.Labels {
		all[i].Label = label
		for n, s := range c.Series {
			b := bar{Colour: colours[n%len(colours)]}
			if v := s.Values[i]; v != nil {
				b.Value = fmt.Sprint(*v)
				b.Width = int(widest * float64(max(*v, 0)) / float64(peak))
			}
			all[i].Bars = append(all[i].Bars, b)
		}
	}
	return all
}
