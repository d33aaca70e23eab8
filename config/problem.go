package config

import (
	"fmt"
	"slices"
	"strings"

	"molva/alerts/phrase"
)

// Problem is one mistake in the configuration: where it is, what was found and what is possible.
type Problem struct {
	File string
	Line int    // 1-based; 0 when no line is to blame
	Path string // such as sources[1].url
	text string // a phrase key
	args []any
}

// Text is the problem in the printer's language, without its place.
func (p Problem) Text(say *phrase.Printer) string { return say.Sprintf(p.text, p.args...) }

// String is the whole problem on one line, in English: file:line: path: text.
func (p Problem) String() string { return p.place() + fmt.Sprintf(p.text, p.args...) }

// Line of text in the printer's language, as String.
func (p Problem) In(say *phrase.Printer) string { return p.place() + p.Text(say) }

func (p Problem) place() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
	}
	b.WriteString(": ")
	if p.Path != "" {
		b.WriteString(p.Path + ": ")
	}
	return b.String()
}

// Problems are all mistakes of one configuration, in the order of their lines.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

func (ps Problems) sorted() Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int { return a.Line - b.Line })
	return ps
}
