package report

import (
	"strings"

	"molva/alerts"
)

// Laid is a document as a browser shows it, whatever stands around it: marks and notes lead to each other, and columns know their
// side. It is made once and may be shown many times.
type Laid struct {
	Language, Title string
	Lead            []Words
	Parts           []LaidPart
	Foot            []Note
}

// LaidPart is a section.
type LaidPart struct {
	Title string
	Lines []Words
	Table *LaidTable
	After []Words
}

// LaidTable is a table with the side of each cell.
type LaidTable struct {
	Head []LaidCell
	Rows []LaidRow
}

// LaidRow stands back where it is of a metric of vanity.
type LaidRow struct {
	Cells  []LaidCell
	Vanity bool
}

// LaidCell is a cell; numbers stand to the right.
type LaidCell struct {
	Words  Words
	Hint   string // its formula; "": there is none
	Vanity bool
	Right  bool
}

// Words are a line with its marks apart, so that a number leads to its evidence and its mark to its note.
type Words []Piece

// Piece is a part of a line: words, or the mark of a note.
type Piece struct {
	Text, URL string
	Mark      string // the number of the note, in plain digits; "": words
	First     bool   // of its note
}

// Note is a line of the foot, behind its mark where it has one.
type Note struct {
	Piece
	Words Words
	Back  bool // the mark stands in the text, so the note leads back to it
}

// Lay makes the marks of a document lead to their notes, and the notes back to the first of their marks.
func (d Document) Lay() Laid {
	n := &noted{notes: map[string]bool{}, marked: map[string]bool{}}
	for _, l := range d.Foot {
		if mark := leadingMark(l.String()); mark != "" {
			n.notes[mark] = true
		}
	}
	laid := Laid{Language: d.Language, Title: d.Title, Lead: n.all(d.Lead)}
	for _, part := range d.Parts {
		laid.Parts = append(laid.Parts, LaidPart{part.Title, n.all(part.Lines), n.table(part.Table), n.all(part.After)})
	}
	for _, l := range d.Foot {
		if len(l) > 0 {
			laid.Foot = append(laid.Foot, n.note(l))
		}
	}
	return laid
}

// noted knows which notes there are and which of their marks stood in the text already.
type noted struct{ notes, marked map[string]bool }

func (n *noted) all(lines []alerts.Line) (all []Words) {
	for _, l := range lines {
		all = append(all, n.words(l))
	}
	return all
}

func (n *noted) table(t *Table) *LaidTable {
	if t == nil {
		return nil
	}
	laid := &LaidTable{}
	for i, title := range t.Head {
		head := LaidCell{Right: t.Right[i]}
		if title != "" {
			head.Words = Words{{Text: title}}
		}
		laid.Head = append(laid.Head, head)
	}
	for _, cells := range t.Rows {
		var row LaidRow
		for i, c := range cells {
			row.Cells = append(row.Cells, LaidCell{n.words(c.Line), c.Hint, c.Vanity, t.Right[i]})
			row.Vanity = row.Vanity || c.Vanity
		}
		laid.Rows = append(laid.Rows, row)
	}
	return laid
}

func (n *noted) words(l alerts.Line) (all Words) {
	for _, s := range l {
		for text := s.Text; text != ""; {
			before, mark, after := cutMark(text)
			if before != "" {
				all = append(all, Piece{Text: before, URL: s.URL})
			}
			if mark != "" {
				all = append(all, n.mark(mark, s.URL))
			}
			text = after
		}
	}
	return all
}

// mark is one that leads to its note; what the foot has no note of is a part of the words.
func (n *noted) mark(mark, url string) Piece {
	if !n.notes[mark] {
		return Piece{Text: mark, URL: url}
	}
	first := !n.marked[mark]
	n.marked[mark] = true
	return Piece{Text: mark, Mark: digits.Replace(mark), First: first}
}

// note is a line of the foot without its mark.
func (n *noted) note(l alerts.Line) (out Note) {
	if mark := leadingMark(l[0].Text); mark != "" {
		out.Piece, out.Back = Piece{Text: mark, Mark: digits.Replace(mark)}, n.marked[mark]
		l = append(alerts.Line{{Text: strings.TrimPrefix(l[0].Text, mark), URL: l[0].URL}}, l[1:]...)
	}
	out.Words = n.words(l)
	return out
}
