package naming

import (
	"strings"
	"unicode/utf8"
)

// nominative is how a Russian feminine noun is written in the nominative, where the people who wrote it in other cases
// write it so too: "рекламы" and "рекламу" give "реклама". Other words stay as they are: what tells a feminine noun is an
// accusative ("рекламу") that is at least a fifth as frequent as the form itself; the dative of "каналы" is rarer.
func nominative(forms map[string]*form, word string) string {
	last, size := utf8.DecodeLastRuneInString(word)
	base := word[:len(word)-size]
	if !strings.ContainsRune("ыиуюе", last) {
		return word
	}
	for _, end := range [...]struct{ accusative, nominative string }{{"у", "а"}, {"ю", "я"}} {
		accusative, ok := forms[base+end.accusative]
		if ok && 5*accusative.count >= forms[word].count && forms[base+end.nominative] != nil {
			return base + end.nominative
		}
	}
	return word
}
