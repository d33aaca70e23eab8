package report

import (
	_ "embed"
	"html/template"
	"io"
	"strings"

	"molva/alerts"
)

//go:embed document.html
var source string

var page = template.Must(template.New("document").Funcs(template.FuncMap{"side": side, "pieces": (*noted).pieces, "note": (*noted).note}).Parse(source))

// html writes the document as a file that needs no other: it has no script and asks nobody for anything.
func (d Document) html(w io.Writer) error {
	n := &noted{Document: d, notes: map[string]bool{}, marked: map[string]bool{}}
	for _, l := range d.Foot {
		if mark := leadingMark(l.String()); mark != "" {
			n.notes[mark] = true
		}
	}
	return page.Execute(w, n)
}

// side is the class of a column.
func side(t *Table, column int) string {
	if t.Right[column] {
		return "number"
	}
	return "words"
}

// noted is a document of which marks and notes lead to each other. A note leads back to the first of its marks.
type noted struct {
	Document
	notes  map[string]bool // that the foot has, by their marks
	marked map[string]bool // that stood in the text already
}

// piece is a part of a span: words, or the mark of a note.
type piece struct {
	Text, URL string
	Mark      string // the number of the note, in plain digits
	First     bool   // of its note
}

// pieces are a line with its marks apart, so that a number leads to its evidence and its mark to its note.
func (n *noted) pieces(l alerts.Line) (all []piece) {
	for _, s := range l {
		for text := s.Text; text != ""; {
			before, mark, after := cutMark(text)
			if before != "" {
				all = append(all, piece{Text: before, URL: s.URL})
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
func (n *noted) mark(mark, url string) piece {
	if !n.notes[mark] {
		return piece{Text: mark, URL: url}
	}
	first := !n.marked[mark]
	n.marked[mark] = true
	return piece{Text: mark, Mark: digits.Replace(mark), First: first}
}

// note is a line of the foot without its mark; Mark is "" where it has none.
func (n *noted) note(l alerts.Line) (out struct {
	piece
	Line alerts.Line
	Back bool
}) {
	out.Line = l
	if len(l) == 0 {
		return out
	}
	if mark := leadingMark(l[0].Text); mark != "" {
		out.piece, out.Back = piece{Text: mark, Mark: digits.Replace(mark)}, n.marked[mark]
		out.Line = append(alerts.Line{{Text: strings.TrimPrefix(l[0].Text, mark), URL: l[0].URL}}, l[1:]...)
	}
	return out
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹"

var digits = strings.NewReplacer("⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9")

// cutMark cuts a text around its first mark.
func cutMark(text string) (before, mark, after string) {
	at := strings.IndexAny(text, superscripts)
	if at < 0 {
		return text, "", ""
	}
	rest := strings.TrimLeft(text[at:], superscripts)
	return text[:at], text[at : len(text)-len(rest)], rest
}

// leadingMark is the mark that a text starts with; "" when it starts with none.
func leadingMark(text string) string {
	if before, mark, _ := cutMark(text); before == "" {
		return mark
	}
	return ""
}
