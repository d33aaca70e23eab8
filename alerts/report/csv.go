package report

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"
)

// CSV writes rows that no spreadsheet takes for formulas: every cell is quoted, and a line of a cell that would start one
// gets an apostrophe.
type CSV struct {
	W   io.Writer
	err error
}

// Row writes one row; after an error nothing more is written.
func (c *CSV) Row(cells ...string) {
	if c.err != nil {
		return
	}
	quoted := make([]string, len(cells))
	for i, cell := range cells {
		quoted[i] = `"` + strings.ReplaceAll(Safe(cell), `"`, `""`) + `"`
	}
	_, c.err = fmt.Fprintf(c.W, "%s\r\n", strings.Join(quoted, ","))
}

// Err is the first error of writing.
func (c *CSV) Err() error { return c.err }

// Safe puts an apostrophe before each line of a cell that a spreadsheet may take for a formula, and before a cell that
// starts with a line break. A number stays as it is, also one below zero.
func Safe(cell string) string {
	if numeral.MatchString(cell) {
		return cell
	}
	var b strings.Builder
	if strings.HasPrefix(cell, "\n") || strings.HasPrefix(cell, "\r") {
		b.WriteByte('\'')
	}
	for len(cell) > 0 {
		end := strings.IndexAny(cell, "\r\n") + 1
		if end == 0 {
			end = len(cell)
		}
		if formula(cell[:end]) {
			b.WriteByte('\'')
		}
		b.WriteString(cell[:end])
		cell = cell[end:]
	}
	return b.String()
}

var numeral = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

// formula reports whether the first thing in a line, spaces aside, starts one: the full-width twins do in some programs.
func formula(line string) bool {
	for _, r := range line {
		switch {
		case r == '\t':
			return true
		case unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b':
			continue
		}
		return strings.ContainsRune("=+-@＝＋－＠", r)
	}
	return false
}
