package query

import (
	"fmt"
	"strings"
	"unicode"
)

// Error says where an expression cannot be read and why.
type Error struct {
	Column int    // in runes, from 1; one past the last rune when something is missing at the end
	Found  string // what stands there
	Want   string // what could stand there instead
}

func (e *Error) Error() string {
	return fmt.Sprintf("column %d: found %s, want %s", e.Column, e.Found, e.Want)
}

// Point returns the line of expr that holds the mistake and, below it, a line with a caret under the mistake.
func (e *Error) Point(expr string) string {
	runes := []rune(expr)
	at := min(max(e.Column-1, 0), len(runes))
	from, to := at, at
	for from > 0 && runes[from-1] != '\n' {
		from--
	}
	for to < len(runes) && runes[to] != '\n' {
		to++
	}
	return printable(runes[from:to]) + "\n" + strings.Repeat(" ", at-from) + "^"
}

// printable keeps one column for each rune, so that the caret stays under its place.
func printable(line []rune) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, string(line))
}
