package slack

import (
	"strings"
	"unicode/utf16"
)

// escaper writes the three control characters of text objects as Slack asks for:
// https://docs.slack.dev/messaging/formatting-message-text.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// soft replaces the brackets of markup where there is nothing to escape with: rich text shows what it is given, so that
// entities would stand there as entities. No client can then take strangers' text for markup, whatever it falls back to.
var soft = strings.NewReplacer("<", "＜", ">", "＞")

// size is how long a text is to Slack once it is escaped.
func size(text string) int { return units(escaper.Replace(text)) }

// units counts UTF-16 units, as Slack's own code does; counted in characters a text is never longer.
func units(text string) (n int) {
	for _, r := range text {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}
