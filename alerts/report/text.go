package report

import (
	"io"
	"strings"

	"github.com/rivo/uniseg"

	"molva/alerts"
)

// text writes the document for a terminal, without its links.
func (d Document) text(w io.Writer) error {
	lines := append([]string{d.Title}, spaced(d.Lead)...)
	for _, part := range d.Parts {
		lines = append(lines, part.text()...)
	}
	lines = append(lines, spaced(d.Foot)...)
	_, err := io.WriteString(w, strings.Join(lines, "\n")+"\n")
	return err
}

func (s Part) text() []string {
	lines := []string{""}
	if s.Title != "" {
		lines = append(lines, s.Title)
	}
	for _, l := range s.Lines {
		lines = append(lines, l.String())
	}
	if s.Table != nil {
		lines = append(lines, s.Table.text()...)
	}
	return append(lines, spaced(s.After)...)
}

// spaced are lines below an empty one; none when there are none.
func spaced(all []alerts.Line) (lines []string) {
	if len(all) > 0 {
		lines = append(lines, "")
	}
	for _, l := range all {
		lines = append(lines, l.String())
	}
	return lines
}

// text lines the cells up as a terminal shows them.
func (t Table) text() []string {
	rows := [][]string{t.Head}
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = c.Line.String()
		}
		rows = append(rows, cells)
	}
	return aligned(rows, t.Right)
}

// columns lines the cells up, the first column to the left and numbers to the right.
func columns(rows [][]string) []string {
	right := make([]bool, len(rows[0]))
	for i := range right {
		right[i] = i > 0
	}
	return aligned(rows, right)
}

// aligned lines the cells up, two spaces apart; an emoji is two columns wide.
func aligned(rows [][]string, right []bool) []string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], uniseg.StringWidth(cell))
		}
	}
	lines := make([]string, len(rows))
	for at, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			space := strings.Repeat(" ", widths[i]-uniseg.StringWidth(cell))
			if right[i] {
				cells[i] = space + cell
			} else {
				cells[i] = cell + space
			}
		}
		lines[at] = strings.TrimRight(strings.Join(cells, "  "), " ")
	}
	return lines
}
