// Package sheet lays a story out as rows in reading order, for outlets that are read like a page: mail, chats, plain text.
// Every outlet dresses the same rows in its own format, so that none of them tells less than another. A row is one line
// without control characters and of bounded length, whoever wrote its words and however much of it there was.
package sheet

import (
	"slices"

	"molva/alerts"
)

// Style is what a row is to its reader.
type Style int

// The styles. Title to Heading are words of ours.
const (
	Title    Style = iota
	Note           // about the message itself: late, a possible repeat
	Headline       // the one sentence
	Heading        // begins a section
	Bullet         // of a list
	Name           // of a thing that has more to tell
	Detail         // of the thing above
	Quote          // what a stranger said
	Mark           // whose quote was above, and where it stands
	Way            // leads to more
	Chart          // has Row.Chart and no line
	Foot           // small print
)

// Row is one line of a sheet.
type Row struct {
	Style Style
	Line  alerts.Line
	Chart *alerts.Chart
}

// more stands for what is left out.
var more = Row{Style: Detail, Line: alerts.Words("…")}

// Sheet is a story in rows. Start may be cut short to fit; End, the coverage and the small print, is always there.
type Sheet struct{ Start, End []Row }

// Of lays out what a message says: all of its story, or its quote.
func Of(m alerts.Message) Sheet {
	if m.Said != nil {
		var w writer
		w.quote(*m.Said)
		return Sheet{Start: w.rows}
	}
	return all(m.Story)
}

func all(s alerts.Story) Sheet {
	var start, end writer
	start.put(Title, maxTitle, alerts.Words(s.Title))
	for _, note := range s.Notes[:min(len(s.Notes), maxLines)] {
		start.put(Note, maxLine, alerts.Words(note))
	}
	start.put(Headline, maxLine, alerts.Words(s.Headline))
	start.list(s.News, maxLines)
	start.list(s.Lines, maxLines)
	start.chart(s.Chart)
	sections := slices.Concat(s.Recurs, s.Sections, s.Details)
	for _, section := range sections[:min(len(sections), maxSections)] {
		start.section(section)
	}
	start.quotes(s.Quotes)
	start.actions(s.Actions)
	if len(s.Coverage.Lines) > 0 {
		end.put(Heading, maxTitle, alerts.Words(s.Coverage.Title))
		end.list(s.Coverage.Lines, maxCoverage)
	}
	for _, line := range s.Foot[:min(len(s.Foot), maxFoot)] {
		end.put(Foot, maxEnd, alerts.Words(line))
	}
	return Sheet{start.rows, end.within(maxEnd)}
}

// Fit gives the rows that fit into room, of which each takes its size. What is left out is replaced by an ellipsis; the end
// is kept.
func (s Sheet) Fit(room int, size func(Row) int) []Row {
	for _, r := range s.End {
		room -= size(r)
	}
	kept, left := 0, room
	for ; kept < len(s.Start) && size(s.Start[kept]) <= left; kept++ {
		left -= size(s.Start[kept])
	}
	if kept == len(s.Start) {
		return slices.Concat(s.Start, s.End)
	}
	for kept > 0 && (left < size(more) || s.Start[kept-1].Style == Heading) {
		kept--
		left += size(s.Start[kept])
	}
	if left < size(more) {
		return s.End
	}
	return slices.Concat(s.Start[:kept], []Row{more}, s.End)
}
