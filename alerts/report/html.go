package report

import (
	_ "embed"
	"html/template"
	"io"
)

//go:embed document.html
var source string

var page = template.Must(template.New("document").Funcs(template.FuncMap{"side": side}).Parse(source))

// html writes the document as a file that needs no other: it has no script and asks nobody for anything.
func (d Document) html(w io.Writer) error { return page.Execute(w, d) }

// side is the class of a column.
func side(t *Table, column int) string {
	if t.Right[column] {
		return "number"
	}
	return "words"
}
