package report

import (
	"github.com/rivo/uniseg"

	"molva/alerts"
)

// problems are the complaints of the most people.
func (w answersWriter) problems(a Answers, told alerts.Story) Part {
	part := Part{Title: w.Sprintf("The most frequent problems, counted in people"), Lines: alerts.Lines(told.Headline)}
	if len(a.Problems) == 0 {
		return part
	}
	part.Table = &Table{Head: []string{w.Sprintf("What is said"), w.Sprintf("People"), w.Sprintf("Before"), w.Sprintf("Since"), w.Sprintf("Stands")},
		Right: []bool{false, true, true, false, false}}
	for _, t := range a.Problems {
		before := plain("–")
		if a.Heard {
			before = plain(w.Number(t.Before))
		}
		part.Table.Rows = append(part.Table.Rows, []Cell{{Line: w.trouble(a, t)}, w.cell(t.Told), before,
			plain(w.Day(t.First.In(a.Period.From.Location()))), plain(w.state(t))})
	}
	return part
}

// trouble is its name and its theme, leading to all that is said of it in the period.
func (w answersWriter) trouble(a Answers, t Trouble) alerts.Line {
	name := alerts.Name(t.Complaint, w.Printer)
	if t.Theme != "" {
		name += " (" + alerts.Inert(a.Digest.Themes.Name(t.Theme, w.Language())) + ")"
	}
	return alerts.Line{{Text: name, URL: w.to.To(t.Told.Evidence)}}
}

// changes are what would have to change, by lever, each with whom it would help and in the words of one of them.
func (w answersWriter) changes(a Answers) Part {
	part := Part{Title: w.Sprintf("What to change")}
	for _, l := range a.Levers {
		for _, t := range l.Troubles {
			part.Lines = append(part.Lines, w.asked(a, l, t, w.state(t)))
		}
		for _, t := range l.Wishes {
			part.Lines = append(part.Lines, w.asked(a, l, t, w.Sprintf("asked for")))
		}
	}
	if len(part.Lines) == 0 {
		part.Lines = alerts.Lines(w.Sprintf("No two people ask for the same change yet."))
	}
	return part
}

func (w answersWriter) asked(a Answers, l Lever, t Trouble, stands string) alerts.Line {
	line := append(alerts.Words(w.lever(l.ID)+": "), w.trouble(a, t)...)
	w.use(t.Told.Metric)
	line = append(line, alerts.Span{Text: " — " + w.Sprintf("%d people say it", t.People) + ", " + stands})
	q := t.Quote
	if q == nil {
		return append(line, alerts.Span{Text: "."})
	}
	url, _ := alerts.Link(q.URL)
	words := alerts.Cut(alerts.Inert(q.Text), quoteWidth, uniseg.StringWidth)
	return append(line, alerts.Span{Text: ": "}, alerts.Span{Text: "«" + alerts.Isolate(words) + "»", URL: url},
		alerts.Span{Text: " (" + alerts.Inert(q.Network) + ", " + w.Day(q.Published.In(a.Period.From.Location())) + ")."})
}

// quoteWidth is how wide a quote may be in a line, in columns.
const quoteWidth = 120
