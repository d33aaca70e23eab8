package report

import (
	"strings"

	"molva/alerts"
	"molva/alerts/phrase"
)

// What a message shows of a report; the whole of it is what 'molva report' writes.
const (
	mostRows     = 10 // of a table
	mostSections = 4  // on the first page; the others are details
	mostFoot     = 4  // lines of the foot; a longer one is a detail
)

// Story is a report as a message: its lead on top, and a line for each row of its tables. It has no headline, since that would lose the
// links of the lead.
func Story(d Document, p *phrase.Printer) alerts.Story {
	s := alerts.Story{Title: d.Title, Lines: d.Lead}
	for i, part := range d.Parts {
		section := part.section()
		if i < mostSections {
			s.Sections = append(s.Sections, section)
		} else {
			s.Details = append(s.Details, section)
		}
	}
	if len(d.Foot) > mostFoot {
		s.Details = append(s.Details, alerts.Section{Title: p.Sprintf("How it is counted"), Lines: d.Foot})
		return s
	}
	for _, l := range d.Foot {
		s.Foot = append(s.Foot, l.String())
	}
	return s
}

func (s Part) section() alerts.Section {
	all := alerts.Section{Title: s.Title, Lines: append([]alerts.Line{}, s.Lines...)}
	if s.Table != nil {
		for _, row := range s.Table.Rows[:min(len(s.Table.Rows), mostRows)] {
			all.Lines = append(all.Lines, s.Table.line(row))
		}
		if len(s.Table.Rows) > mostRows {
			all.Lines = append(all.Lines, alerts.Words("…"))
		}
	}
	all.Lines = append(all.Lines, s.After...)
	return all
}

// line says a row as "first: second head second, third head third"; empty cells are left out.
func (t Table) line(row []Cell) (all alerts.Line) {
	for i, c := range row {
		text := strings.TrimSpace(c.Line.String())
		if text == "" {
			continue
		}
		switch {
		case len(all) == 0:
		case i == 1:
			all = append(all, alerts.Span{Text: ": " + t.Head[i] + " "})
		default:
			all = append(all, alerts.Span{Text: ", " + t.Head[i] + " "})
		}
		all = append(all, c.Line...)
	}
	return all
}
