package alerts

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/rivo/uniseg"
)

// quoteWidth is how many columns of a terminal a quote may take.
const quoteWidth = 300

// Text writes the story for a terminal.
func (s Story) Text(to io.Writer) error {
	w := bufio.NewWriter(to)
	fmt.Fprintln(w, s.Title)
	for _, note := range s.Notes {
		fmt.Fprintln(w, note)
	}
	if s.Headline != "" {
		fmt.Fprintln(w, s.Headline)
	}
	list(w, s.News)
	list(w, s.Lines)
	list(w, s.Chart.Lines())
	for _, section := range s.Pages() {
		section.text(w)
	}
	for _, line := range s.Foot {
		fmt.Fprintf(w, "\n%s\n", line)
	}
	return w.Flush()
}

// Pages are all sections, with those that a thread would hold, for where there are no threads.
func (s Story) Pages() []Section {
	all := slices.Concat(s.Recurs, s.Sections)
	if len(s.Quotes) > 0 {
		all = append(all, Section{Title: s.Saying, Quotes: s.Quotes})
	}
	return append(slices.Concat(all, s.Details), s.Coverage)
}

func (s Section) text(w io.Writer) {
	fmt.Fprintln(w)
	if s.Title != "" {
		fmt.Fprintln(w, s.Title)
	}
	for _, i := range s.Items {
		i.text(w)
	}
	list(w, s.Lines)
	for _, q := range s.Quotes {
		q.text(w, "  ")
	}
}

func (i Item) text(w io.Writer) {
	fmt.Fprintf(w, "  %s\n", i.Title())
	for _, line := range i.Lines {
		fmt.Fprintf(w, "    %s\n", line)
	}
	if i.Said != nil {
		i.Said.text(w, "    ")
	}
	fmt.Fprintf(w, "    %s%s\n", strings.TrimPrefix(i.Open.text(), ", "), i.Ticket.text())
}

// text is how a way continues a line.
func (y Way) text() string {
	switch {
	case y.URL != "":
		return ", " + y.Text + ": " + y.URL
	case y.Text != "":
		return ", " + y.Text
	}
	return ""
}

func (q Said) text(w io.Writer, indent string) {
	fmt.Fprintf(w, "%s— %s\n%s  %s", indent, Cut(q.Text, quoteWidth, uniseg.StringWidth), indent, q.Mark)
	if q.URL != "" {
		fmt.Fprintf(w, ", %s", q.URL)
	}
	fmt.Fprintln(w)
}

func list(w io.Writer, lines []Line) {
	for _, line := range lines {
		fmt.Fprintf(w, "  %s\n", line)
	}
}
