package sheet

import "strings"

// indent is what a row of a style begins with in plain text.
var indent = map[Style]string{Bullet: "  ", Name: "  ", Detail: "    ", Quote: "    > ", Mark: "    ", Way: "    "}

// Text is the rows for a reader of plain text. An address is shown where it leads to more, not behind every number.
func Text(rows []Row) string {
	var b strings.Builder
	for i, r := range rows {
		if i > 0 && (r.Style == Heading || r.Style == Chart || r.Style == Foot) {
			b.WriteByte('\n')
		}
		b.WriteString(text(r))
	}
	return b.String()
}

// TextSize is how much of Text a row takes at most, in UTF-16 units.
func TextSize(r Row) int { return Units(text(r)) + 1 }

func text(r Row) string {
	if r.Style == Chart {
		return strings.Join(Sparks(*r.Chart), "\n  ") + "\n"
	}
	line := indent[r.Style] + r.Line.String()
	if r.Style == Way || r.Style == Mark {
		for _, s := range r.Line {
			if s.URL != "" {
				line += ": " + s.URL
			}
		}
	}
	return line + "\n"
}
