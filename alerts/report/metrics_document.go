package report

import (
	"strconv"
	"strings"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
)

// mostParts is how many parts of one metric the document shows; a CSV has them all.
const mostParts = 5

// Document lists the rows by the question that they help to answer.
func (m Metrics) Document(p *phrase.Printer, to alerts.Links) Document {
	w := metricsWriter{newScribe(p, to, m.Supplies), m}
	name := alerts.Inert(m.Topic.Name)
	if m.Account != "" {
		name += ", " + alerts.Inert(m.Account)
	}
	d := Document{Language: p.Language(), Title: p.Sprintf("%s: the metrics, %s", name, p.Dates(m.Period.From, m.Period.To))}
	d.Lead = alerts.Lines(p.Sprintf("%d of %d metrics have a value.", m.Computed(), len(m.Rows)))
	for _, group := range w.groups() {
		if len(group.rows) > 0 {
			d.Parts = append(d.Parts, Part{Title: group.title, Table: w.table(group.rows)})
		}
	}
	d.Foot = w.notes()
	return d
}

// metricsWriter puts the rows into words.
type metricsWriter struct {
	*scribe
	Metrics
}

// group is the rows of one question.
type group struct {
	title string
	rows  []MetricRow
}

// groups are in the order of the questions; a row stands in one, that of the first question that it helps to answer.
func (w metricsWriter) groups() []group {
	all := []group{
		{title: w.Sprintf("Does our audience grow?")},
		{title: w.Sprintf("Does awareness of us grow?")},
		{title: w.Sprintf("Do we know what people think?")},
		{title: w.Sprintf("Are people satisfied?")},
		{title: w.Sprintf("What is it worth?")},
		{title: w.Sprintf("Content, which answers none of the questions")},
	}
	for _, r := range w.Rows {
		at := len(all) - 1
		if len(r.Questions) > 0 {
			at = questionPlace(r.Questions[0])
		}
		all[at].rows = append(all[at].rows, r)
	}
	return all
}

func questionPlace(q metric.Question) int {
	switch q {
	case metric.Audience:
		return 0
	case metric.Awareness:
		return 1
	case metric.Opinion:
		return 2
	case metric.Satisfaction:
		return 3
	}
	return 4
}

func (w metricsWriter) table(rows []MetricRow) *Table {
	t := &Table{Head: []string{w.Sprintf("No."), w.Sprintf("Metric"), w.Sprintf("Of what"), w.Sprintf("Value")}, Right: []bool{true, false, false, true}}
	for _, r := range w.Rivals {
		t.Head, t.Right = append(t.Head, alerts.Inert(r.Name)), append(t.Right, true)
	}
	t.Head, t.Right = append(t.Head, w.Sprintf("Class"), w.Sprintf("Formula")), append(t.Right, false, false)
	for _, r := range rows {
		t.Rows = append(t.Rows, w.cells(r)...)
	}
	return t
}

// cells are the lines of a metric: one for each of its values, or a single one where all are missing.
func (w metricsWriter) cells(r MetricRow) (lines [][]Cell) {
	shown := 0
	for _, v := range r.shown() {
		if v.Part != "" {
			if shown++; shown > mostParts {
				continue
			}
		}
		lines = append(lines, w.valueCells(r, v))
	}
	if more := shown - mostParts; more > 0 {
		lines = append(lines, w.moreCells(more))
	}
	if len(lines) == 0 {
		lines = append(lines, w.valueCells(r, metric.Value{Metric: r.ID, Missing: metric.InputAccounts}))
	}
	lines[0][0], lines[0][1] = plain(strconv.Itoa(r.Row)), w.name(r.Metric)
	last := len(lines[0]) - 1
	lines[0][last-1], lines[0][last] = plain(string(r.Class)), plain(w.hint(r.Metric))
	return lines
}

// shown are the values with what is known; where that is nothing, the first of each thing that lacks.
func (r MetricRow) shown() (all []metric.Value) {
	var lacks []string
	for _, v := range r.Values {
		switch {
		case v.Known:
			all = append(all, v)
		case r.Computes():
			if v.Part == "" {
				all = append(all, v)
			}
		case fresh(&lacks, v.Missing+"\x00"+v.Network):
			all = append(all, v)
		}
	}
	return all
}

// valueCells are one line: the first two cells and the last two are the metric's, and stay empty below its first line.
func (w metricsWriter) valueCells(r MetricRow, v metric.Value) []Cell {
	cells := []Cell{plain(""), plain(""), plain(w.subject(v)), w.cell(v)}
	for _, values := range r.Beside {
		cells = append(cells, w.like(v, values))
	}
	return append(cells, plain(""), plain(""))
}

func (w metricsWriter) moreCells(more int) []Cell {
	cells := []Cell{plain(""), plain(""), plain(w.Sprintf("%d more parts stand in the CSV", more))}
	for range len(w.Rivals) + 3 {
		cells = append(cells, plain(""))
	}
	return cells
}

// subject is of what a value is: an account, a part, both, or the topic itself.
func (w metricsWriter) subject(v metric.Value) string {
	var parts []string
	if account := accountOf(v); account != "" && w.Account == "" {
		parts = append(parts, alerts.Inert(account))
	} else if account == "" && v.Network != "" {
		parts = append(parts, alerts.Inert(v.Network))
	}
	if v.Part != "" {
		parts = append(parts, w.part(v))
	}
	return strings.Join(parts, ", ")
}

// like are a competitor's values of the same: of the same network, where there is one, and of the same part.
func (w metricsWriter) like(v metric.Value, values []metric.Value) Cell {
	cell := Cell{Hint: w.hint(w.rows[v.Metric])}
	for _, other := range values {
		if other.Network != v.Network || other.Part != v.Part {
			continue
		}
		if len(cell.Line) > 0 {
			cell.Line = append(cell.Line, alerts.Span{Text: "; "})
		}
		cell.Line = append(cell.Line, w.line(other)...)
	}
	if len(cell.Line) == 0 {
		return plain("")
	}
	return cell
}
