package report

import (
	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
)

// Report is what a builder made, before it is in anybody's words.
type Report interface {
	// Document says it in a person's words; its numbers lead to their evidence.
	Document(p *phrase.Printer, to alerts.Links) Document
	// Data is it for machines, the same in every language; it goes into JSON.
	Data() any
	// Values are all its numbers, in their order: the rows of the CSV.
	Values() []metric.Value
}

// Document is a report in a person's words, for pages, messages and files. Every string in it is inert, whoever wrote it; what
// a renderer adds is the escaping of its own format.
type Document struct {
	Language string
	Title    string
	Lead     []alerts.Line // the answer, before everything else
	Parts    []Part
	Foot     []alerts.Line // formulas, coverage, how sure it is
}

// Part is a section of a document.
type Part struct {
	Title string
	Lines []alerts.Line
	Table *Table
	After []alerts.Line
}

// Table has as many cells in every row as in its head. Text stands to the left, numbers to the right.
type Table struct {
	Head  []string
	Right []bool // column by column: it holds numbers
	Rows  [][]Cell
}

// Cell is one line, with what explains it where there is a pointer: its formula.
type Cell struct {
	Line   alerts.Line
	Hint   string
	Vanity bool // it names a metric of vanity; the row of one stands back
}
