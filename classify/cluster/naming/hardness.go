package naming

import (
	"strings"
	"unicode"
)

// How many words a quote has that can be read alone.
const (
	minQuote = 6
	maxQuote = 40
)

// hardness is how hard a text is to read alone, on the scale of similarity: one that is too short or too long loses to
// any that is not.
func (r *reader) hardness(t Text, words []word) float64 {
	hard := 0.05*float64(max(0, strings.Count(t.Text, "@")-1)) + // it may well begin with the name of whom it addresses
		0.1*float64(strings.Count(t.Text, "http")) + 0.03*float64(strings.Count(t.Text, "#"))
	if len(words) < minQuote || len(words) > maxQuote {
		hard++
	}
	if !t.Counted {
		hard += 0.3
	}
	if torn(t.Text) || len(words) > 0 && r.words.is(opener, words[0].form) {
		hard += 0.2
	}
	if shouts(t.Text) {
		hard += 0.1
	}
	return hard
}

// torn reports a text that goes on from another or breaks off.
func torn(text string) bool {
	text = strings.TrimSpace(text)
	for _, mark := range [...]string{"…", "..", "+", "RT "} {
		if strings.HasPrefix(text, mark) {
			return true
		}
	}
	return strings.HasSuffix(text, "…")
}

// shouts reports a text that is mostly in capital letters.
func shouts(text string) bool {
	capitals, letters := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
		}
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return 2*capitals > letters
}
