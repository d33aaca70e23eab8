package alerts

import (
	"bufio"
	"fmt"
	"io"
	"slices"

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
	fmt.Fprintln(w, s.Headline)
	list(w, s.Lines)
	for _, section := range append(slices.Clone(s.Sections), s.Coverage) {
		fmt.Fprintf(w, "\n%s\n", section.Title)
		list(w, section.Lines)
		for _, q := range section.Quotes {
			fmt.Fprintf(w, "  — %s\n    %s", Cut(q.Text, quoteWidth, uniseg.StringWidth), q.Mark)
			if q.URL != "" {
				fmt.Fprintf(w, ", %s", q.URL)
			}
			fmt.Fprintln(w)
		}
	}
	for _, line := range s.Foot {
		fmt.Fprintf(w, "\n%s\n", line)
	}
	return w.Flush()
}

func list(w io.Writer, lines []string) {
	for _, line := range lines {
		fmt.Fprintf(w, "  %s\n", line)
	}
}
