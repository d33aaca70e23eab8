package alerts

import "strings"

// Line is a sentence in pieces. Like all of a Story it is one inert line, whoever wrote its words.
type Line []Span

// Span is a piece of a line. One that states a number leads to the mentions behind it.
type Span struct {
	Text string `json:"text"`
	URL  string `json:"url,omitempty"` // http or https, or ""
}

// Words is a line that leads nowhere.
func Words(text string) Line { return Line{{Text: text}} }

// Lines are lines that lead nowhere.
func Lines(texts ...string) []Line {
	all := make([]Line, len(texts))
	for i, t := range texts {
		all[i] = Words(t)
	}
	return all
}

// String is the line without its links.
func (l Line) String() string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.Text)
	}
	return b.String()
}
