package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"

	"molva/alerts"
	"molva/alerts/phrase"
)

type printer = *phrase.Printer

// printJSON writes a value as indented JSON, as scripts and people both read it.
func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// inert makes a stranger's text one harmless line of a terminal.
func inert(s string) string { return alerts.Isolate(alerts.Inert(s)) }

// inertLines is for a text of several lines of our own, such as an error with a pointer below it: the spaces stay, the
// control characters of what it quotes do not.
func inertLines(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			return -1
		}
		return r
	}, s)
}

// table prints rows in columns, two spaces apart, measured as a terminal shows them: an emoji is two cells wide. The
// last column is not padded. Cells are made inert.
func table(w io.Writer, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			row[i] = inert(cell)
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], uniseg.StringWidth(row[i]))
		}
	}
	for _, row := range rows {
		var b strings.Builder
		for i, cell := range row {
			b.WriteString(cell)
			if i < len(row)-1 {
				b.WriteString(strings.Repeat(" ", widths[i]-uniseg.StringWidth(cell)+2))
			}
		}
		fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
	}
}

// clip cuts a text to a number of cells, with an ellipsis.
func clip(s string, cells int) string { return alerts.Cut(s, cells, uniseg.StringWidth) }
