package email

import (
	"strings"

	"molva/ingest"
)

// answered is the mail that was answered, out of what is quoted: without the line above it that says who wrote it, and
// without what it quoted in turn.
func answered(quoted string) string {
	lines := strings.Split(quoted, "\n")
	for len(lines) > 1 {
		n := max(attribution(lines), heading(lines))
		if n == 0 && strings.TrimSpace(lines[0]) == "" {
			n = 1
		}
		if n == 0 {
			break
		}
		lines = lines[n:]
	}
	text, _ := split(strings.Join(lines, "\n"))
	text, _ = ingest.CleanText(text, ingest.MaxContext)
	return text
}
