package slack

import (
	"strings"
	"unicode/utf16"
)

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// size is how long a text is to Slack once it is escaped. It counts UTF-16 units, as Slack's own code does; counted in
// characters it is never longer.
func size(text string) int {
	n := 0
	for _, r := range escaper.Replace(text) {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}
