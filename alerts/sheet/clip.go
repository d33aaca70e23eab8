package sheet

import (
	"strings"
	"unicode"
	"unicode/utf16"

	"molva/alerts"
)

// Units is how long a text is in UTF-16 units.
func Units(text string) int {
	n := 0
	for _, r := range text {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// perUnit is how many bytes of a text are one UTF-16 unit at most.
const perUnit = 3

// begin is the text, cleaned; of one that is certainly longer than room only as much as it takes to see that.
func begin(text string, room int) string { return clean(text[:min(len(text), perUnit*(room+1))]) }

// short is the text, cleaned and cut to room.
func short(text string, room int) string { return alerts.Cut(begin(text, room), room, Units) }

// clip makes a line clean and no longer than room. A span loses an address that no reader should be sent to.
func clip(line alerts.Line, room int) alerts.Line {
	var kept alerts.Line
	for _, s := range line[:min(len(line), maxSpans)] {
		text := begin(s.Text, room)
		if len(kept) == 0 {
			text = strings.TrimLeft(text, " ")
		}
		fits := alerts.Cut(text, room, Units)
		if fits != "" {
			kept = append(kept, alerts.Span{Text: fits, URL: address(s.URL)})
		}
		if room -= Units(fits); fits != text {
			break
		}
	}
	return kept
}

func address(raw string) string {
	if raw == "" || len(raw) > maxURL {
		return ""
	}
	to, _ := alerts.Link(raw)
	return to
}

// clean is the last guard: stories are of inert lines already, and what is not becomes one here. Spaces stay, since a line
// has several spans.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == unicode.ReplacementChar || (r >= '\u202a' && r <= '\u202e'):
			return -1
		case unicode.IsControl(r) || r == '\u2028' || r == '\u2029':
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}
