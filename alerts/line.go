package alerts

import "strings"

// Line is a sentence in pieces. Like all of a Story it is one inert line, whoever wrote its words.
type Line []Span

// Span is a piece of a line. One that states a number leads to the mentions behind it.
type Span struct {
	Text string `json:"text"`
	URL  string `json:"url,omitempty"` // http or https, or ""; on our own pages a path
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

// say goes on with words that lead nowhere.
func (l Line) say(text string) Line { return append(l, Span{Text: text}) }

// lead goes on with words that lead to their evidence.
func (l Line) lead(text, url string) Line { return append(l, Span{text, url}) }

// with goes on with another line.
func (l Line) with(other Line) Line { return append(l, other...) }

// joined puts what is there of several lines into one.
func joined(parts []Line, separator string) (all Line) {
	for _, part := range parts {
		if len(part) == 0 {
			continue
		}
		if len(all) > 0 {
			all = all.say(separator)
		}
		all = all.with(part)
	}
	return all
}
