package topics

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"molva/alerts"
	"molva/ingest/query"
)

// piece is a part of a text; Hit: the query asks for it.
type piece struct {
	Text string
	Hit  bool
}

// How much of a text is shown, in bytes: so much at most, and so much of it before the first hit.
const (
	mostText = 700
	leadText = 200
)

// marked cuts a text around what the query asks for; of a long text it is the stretch around the first of that. Spans that do not fit
// the text are left out.
func marked(text string, spans []query.Span) (all []piece) {
	at, end := stretch(text, spans)
	if at > 0 {
		all = append(all, piece{Text: "… "})
	}
	for _, span := range spans {
		if span.Start < at || span.End > end || span.Start >= span.End {
			continue
		}
		all = append(add(all, text[at:span.Start]), piece{alerts.Inert(text[span.Start:span.End]), true})
		at = span.End
	}
	all = add(all, text[at:end])
	if end < len(text) {
		all = append(all, piece{Text: " …"})
	}
	return all
}

// stretch is the part of a text that is shown.
func stretch(text string, spans []query.Span) (from, to int) {
	if len(text) <= mostText {
		return 0, len(text)
	}
	if len(spans) > 0 {
		from = min(max(0, spans[0].Start-leadText), len(text))
	}
	to = min(len(text), from+mostText)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	return from, to
}

// add makes words between hits harmless, and keeps the white space that sets them apart.
func add(all []piece, text string) []piece {
	inert := alerts.Inert(text)
	if first, _ := utf8.DecodeRuneInString(text); unicode.IsSpace(first) && inert != "" {
		inert = " " + inert
	}
	if last, _ := utf8.DecodeLastRuneInString(text); unicode.IsSpace(last) {
		inert = strings.TrimSuffix(inert, " ") + " "
	}
	if inert == "" {
		return all
	}
	return append(all, piece{Text: inert})
}
