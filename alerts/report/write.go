package report

import (
	"fmt"
	"io"
	"strings"

	"molva/alerts"
	"molva/alerts/phrase"
)

// Formats are what a report can be written as.
var Formats = []string{"text", "json", "html", "md", "csv"}

// tabular is a report with a CSV of its own: one that had it before values had.
type tabular interface {
	csv(w io.Writer, to alerts.Links) error
}

// Write renders a report in one of the formats. JSON and CSV are for machines and look the same in every language.
func Write(w io.Writer, r Report, format string, p *phrase.Printer, to alerts.Links) error {
	switch format {
	case "text":
		return r.Document(p, to).text(w)
	case "json":
		return writeJSON(w, r.Data())
	case "html":
		return r.Document(p, to).html(w)
	case "md":
		return r.Document(p, to).markdown(w)
	case "csv":
		return writeCSV(w, r, to)
	}
	return fmt.Errorf("format is %q, want one of %s", format, strings.Join(Formats, ", "))
}

// writeCSV writes a row for every value of a report.
func writeCSV(w io.Writer, r Report, to alerts.Links) error {
	if own, ok := r.(tabular); ok {
		return own.csv(w, to)
	}
	c := CSV{W: w}
	c.Row(valueHead...)
	for _, v := range r.Values() {
		c.Row(valueRow(v, to)...)
	}
	return c.Err()
}
