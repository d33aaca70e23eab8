package report

import (
	"slices"
	"strconv"
	"strings"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/ingest"
)

// mostParts is how many parts of one metric the document shows; a CSV has them all.
const mostParts = 5

// Document lists the rows by the question that they help to answer.
func (m Metrics) Document(p *phrase.Printer, to alerts.Links) Document {
	w := &metricsWriter{scribe: newScribe(p, to, m.Supplies), Metrics: m}
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
	if len(w.lacks) > 0 {
		d.Parts = append(d.Parts, Part{Title: p.Sprintf("What lacks, and how to supply it"), Lines: w.lacking()})
	}
	d.Foot = w.foot()
	return d
}

// metricsWriter puts the rows into words.
type metricsWriter struct {
	*scribe
	Metrics
	lacks []want // as they were first met
}

// want is why something is missing, and from which metrics.
type want struct {
	why  string
	from []string
}

// group is the rows of one question.
type group struct {
	title string
	rows  []MetricRow
}

// groups are in the order of the questions; a row stands in one, that of the first question that it helps to answer.
func (w *metricsWriter) groups() []group {
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

func (w *metricsWriter) table(rows []MetricRow) *Table {
	t := &Table{Head: []string{w.Sprintf("No."), w.Sprintf("Metric"), w.Sprintf("Of what"), w.Sprintf("Value")}, Right: []bool{true, false, false, true}}
	for _, r := range w.Rivals {
		t.Head, t.Right = append(t.Head, alerts.Inert(r.Name)), append(t.Right, true)
	}
	t.Head, t.Right = append(t.Head, w.Sprintf("Class")), append(t.Right, false)
	for _, r := range rows {
		t.Rows = append(t.Rows, w.cells(r)...)
	}
	return t
}

// cells are the lines of a metric: one for each of its values, or a single one where all are missing.
func (w *metricsWriter) cells(r MetricRow) (lines [][]Cell) {
	w.use(r.ID)
	shown := 0
	for _, v := range r.Values {
		if cells, known := w.valueCells(r, v); known {
			if v.Part != "" {
				if shown++; shown > mostParts {
					continue
				}
			}
			lines = append(lines, cells)
		}
	}
	if more := shown - mostParts; more > 0 {
		lines = append(lines, w.moreCells(more))
	}
	if len(lines) == 0 {
		lines = append(lines, w.noCells(r))
	}
	lines[0][0], lines[0][1], lines[0][len(lines[0])-1] = plain(strconv.Itoa(r.Row)), w.name(r.Metric), plain(string(r.Class))
	return lines
}

// valueCells are one line; what is the metric's own stays empty below its first line. What nobody knows of us nor of a competitor is
// left out: what lacks stands together at the end.
func (w *metricsWriter) valueCells(r MetricRow, v metric.Value) (cells []Cell, known bool) {
	cells = []Cell{plain(""), {Vanity: r.Class == metric.Vanity}, plain(w.subject(v)), w.known(v, "")}
	known = v.Known
	for i, values := range r.Beside {
		cell, knows := w.like(v, values, w.Rivals[i])
		cells, known = append(cells, cell), known || knows
	}
	return append(cells, plain("")), known
}

// noCells are the line of a metric of which nothing is known.
func (w *metricsWriter) noCells(r MetricRow) []Cell {
	if len(r.Values) == 0 {
		w.known(metric.Value{Metric: r.ID, Missing: metric.InputAccounts}, "")
	}
	cells := []Cell{plain(""), plain(""), plain("")}
	for range len(w.Rivals) + 1 {
		cells = append(cells, Cell{Line: alerts.Words("–"), Hint: w.hint(r.Metric)})
	}
	return append(cells, plain(""))
}

func (w *metricsWriter) moreCells(more int) []Cell {
	cells := []Cell{plain(""), plain(""), plain(w.Sprintf("%d more parts stand in the CSV", more))}
	for range len(w.Rivals) + 2 {
		cells = append(cells, plain(""))
	}
	return cells
}

// known is a value, or a dash of which the end of the report says why it is one; of is the competitor whose value it is, "" for us.
func (w *metricsWriter) known(v metric.Value, of string) Cell {
	if v.Known {
		return w.cell(v)
	}
	why := w.missing(v)
	w.lack(w.rows[v.Metric].Name.In(w.Language()), of, why)
	return Cell{Line: alerts.Words("–"), Hint: why}
}

// lack remembers why a metric is missing; of a competitor only where it is not missing of us for the same reason.
func (w *metricsWriter) lack(name, of, why string) {
	at := slices.IndexFunc(w.lacks, func(l want) bool { return l.why == why })
	if at < 0 {
		at, w.lacks = len(w.lacks), append(w.lacks, want{why: why})
	}
	if of != "" && !slices.Contains(w.lacks[at].from, name) {
		name += " (" + alerts.Inert(of) + ")"
	}
	remember(&w.lacks[at].from, name)
}

// lacking says why values are missing: once, with all that lack it.
func (w *metricsWriter) lacking() []alerts.Line {
	all := make([]alerts.Line, len(w.lacks))
	for i, l := range w.lacks {
		all[i] = alerts.Words(strings.Join(l.from, ", ") + " — " + l.why)
	}
	return all
}

// subject is of what a value is: an account, a part, both, or the topic itself.
func (w *metricsWriter) subject(v metric.Value) string {
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
func (w *metricsWriter) like(v metric.Value, values []metric.Value, rival ingest.Topic) (cell Cell, known bool) {
	for _, other := range values {
		if other.Network != v.Network || other.Part != v.Part {
			continue
		}
		one := w.known(other, rival.Name)
		if len(cell.Line) > 0 {
			cell.Line = append(cell.Line, alerts.Span{Text: "; "})
		}
		cell.Line, cell.Hint, known = append(cell.Line, one.Line...), one.Hint, known || other.Known
	}
	return cell, known
}
