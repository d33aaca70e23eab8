package report

import (
	_ "embed"
	"html/template"
	"io"
	"strings"
)

//go:embed document.html
var source string

var page = template.Must(template.New("document").Parse(source))

// html writes the document as a file that needs no other: it has no script and asks nobody for anything.
func (d Document) html(w io.Writer) error { return page.Execute(w, d.Lay()) }

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
