package report

import (
	"html/template"
	"io"
	"strings"

	"github.com/rivo/uniseg"

	"molva/alerts"
	"molva/alerts/phrase"
)

// sheet is the report in a person's words, as a table.
type sheet struct {
	Language, Title, Empty string
	Head                   []string
	Rows                   [][]string
	Why                    string // "" when there is nothing to explain; a stranger's words are in it
	Foot                   []string
}

func (r Ratio) sheet(p *phrase.Printer) sheet {
	name := alerts.Inert(r.Topic.Name)
	s := sheet{Language: p.Language()}
	period := ""
	switch r.Every {
	case alerts.Day:
		s.Title, period = p.Sprintf("%s: positive to negative by day", name), p.Sprintf("Day")
	case alerts.Month:
		s.Title, period = p.Sprintf("%s: positive to negative by month", name), p.Sprintf("Month")
	default:
		s.Title, period = p.Sprintf("%s: positive to negative by week", name), p.Sprintf("Week")
	}
	if len(r.Rows) == 0 || !r.Rows[0].any() {
		s.Empty = p.Sprintf("Nothing was counted in this time.")
		return s
	}
	s.Head = []string{period, p.Sprintf("Positive"), p.Sprintf("Negative"), p.Sprintf("Neutral"),
		p.Sprintf("Ratio"), p.Sprintf("90%% interval"), p.Sprintf("Net, points"), p.Sprintf("90%% interval")}
	for _, row := range r.Rows {
		s.Rows = append(s.Rows, row.cells(p))
	}
	s.Why = r.why(p)
	s.Foot = alerts.Foot(r.estimated(), r.Reliability, p)
	return s
}

func (r Row) cells(p *phrase.Printer) []string {
	cells := []string{p.Dates(r.Period.From, r.Period.To), p.Number(r.Positive), p.Number(r.Negative), p.Number(r.Neutral)}
	if ratio := r.Estimated.Ratio; ratio.Known {
		cells = append(cells, p.Ratio(ratio.Value), alerts.RatioInterval(ratio, p))
	} else {
		cells = append(cells, p.Sprintf("undefined"), "–")
	}
	if net := r.Estimated.Net; net.Known {
		return append(cells, alerts.Points(net.Value), alerts.PointsInterval(net.Low, net.High, p))
	}
	return append(cells, "–", "–")
}

func (s sheet) text(w io.Writer) error {
	lines := []string{s.Title, "", s.Empty}
	if s.Empty == "" {
		lines = append(append(lines[:2], columns(append([][]string{s.Head}, s.Rows...))...), "")
		if s.Why != "" {
			lines = append(lines, s.Why)
		}
		lines = append(lines, s.Foot...)
	}
	_, err := io.WriteString(w, strings.Join(lines, "\n")+"\n")
	return err
}

// columns lines the cells up, the first column to the left and numbers to the right.
func columns(rows [][]string) []string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], uniseg.StringWidth(cell))
		}
	}
	lines := make([]string, len(rows))
	for at, row := range rows {
		for i, cell := range row {
			space := strings.Repeat(" ", widths[i]-uniseg.StringWidth(cell))
			if i == 0 {
				lines[at] = cell + space
			} else {
				lines[at] += "  " + space + cell
			}
		}
	}
	return lines
}

func (s sheet) markdown(w io.Writer) error {
	lines := []string{"# " + inMarkdown.Replace(s.Title), "", s.Empty}
	if s.Empty == "" {
		lines = append(lines[:2], inRow(s.Head), "|:--"+strings.Repeat("|--:", len(s.Head)-1)+"|")
		for _, row := range s.Rows {
			lines = append(lines, inRow(row))
		}
		if s.Why != "" {
			lines = append(lines, "", inMarkdown.Replace(s.Why))
		}
		lines = append(lines, "", strings.Join(s.Foot, "\n\n"))
	}
	_, err := io.WriteString(w, strings.Join(lines, "\n")+"\n")
	return err
}

func inRow(cells []string) string { return "| " + strings.Join(cells, " | ") + " |" }

// inMarkdown disarms a topic's name and what complaints are called; everything else is our own.
var inMarkdown = strings.NewReplacer("\\", "\\\\", "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "#", `\#`, "|", `\|`,
	"<", "&lt;", ">", "&gt;", "&", "&amp;")

func (s sheet) html(w io.Writer) error { return page.Execute(w, s) }

var page = template.Must(template.New("ratio").Parse(`<!doctype html>
<html lang="{{.Language}}">
<meta charset="utf-8">
<title>{{.Title}}</title>
<h1>{{.Title}}</h1>
{{with .Empty}}<p>{{.}}</p>
{{else}}<table>
<tr>{{range .Head}}<th scope="col">{{.}}</th>{{end}}</tr>
{{range .Rows}}<tr>{{range .}}<td>{{.}}</td>{{end}}</tr>
{{end}}</table>
{{with .Why}}<p>{{.}}</p>
{{end}}{{range .Foot}}<p>{{.}}</p>
{{end}}{{end}}</html>
`))
