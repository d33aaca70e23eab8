package file

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// column says which fields of a mention a column fills.
type column []field

type field struct {
	name string
	kind kind
}

// readHeader reads the first row, which says what the columns fill.
func (r *rows) readHeader(c *cutter, mapped map[string]string) error {
	names, err := r.names(c)
	if err != nil {
		return err
	}
	r.columns, err = columns(names, mapped)
	return err
}

// names reads the first row, which names the columns.
func (r *rows) names(c *cutter) ([]string, error) {
	rec, err := c.next()
	for err == nil && rec.bad == nil && r.blank() {
		rec, err = c.next()
	}
	switch {
	case err == io.EOF:
		return nil, errors.New("the file is empty; CSV begins with a header that names the columns")
	case err != nil:
		return nil, err
	case rec.bad != nil:
		return nil, fmt.Errorf("read the header in line %d: %w", rec.line, rec.bad)
	}
	names := make([]string, len(r.cells))
	for i, cell := range r.cells {
		names[i] = string(bytes.TrimSpace(r.decoded(cell)))
	}
	return names, nil
}

// columns finds out what each column of a header fills. Names are compared without regard to case. One that the map
// uses fills what the map says and nothing else; one that nobody knows is kept under its own name.
func columns(names []string, mapped map[string]string) ([]column, error) {
	all := make([]column, len(names))
	for _, ours := range slices.Sorted(maps.Keys(mapped)) {
		i := slices.IndexFunc(names, func(name string) bool { return strings.EqualFold(name, mapped[ours]) })
		if i < 0 {
			return nil, fmt.Errorf("the map takes %s from column %q, but the header has: %s", ours, mapped[ours], shown(names))
		}
		kind, _ := kindOf(ours)
		all[i] = append(all[i], field{wireName(ours), kind})
	}
	for i, name := range names {
		if len(all[i]) == 0 {
			all[i] = column{unmapped(name, i, mapped)}
		}
	}
	return all, sound(all, names)
}

// unmapped is the field for a column that the map does not use.
func unmapped(name string, i int, mapped map[string]string) field {
	folded := strings.ToLower(name)
	kind, known := kindOf(folded)
	switch _, taken := mapped[folded]; {
	case name == "":
		return field{fmt.Sprintf("column %d", i+1), text}
	case taken:
		return field{"extra." + name, text} // its name now belongs to another column
	case known:
		return field{wireName(folded), kind}
	}
	return field{name, text}
}

// sound reports a header that cannot be used.
func sound(all []column, names []string) error {
	var filled, twice []string
	for _, f := range slices.Concat(all...) {
		if slices.Contains(filled, f.name) {
			twice = append(twice, f.name)
		}
		filled = append(filled, f.name)
	}
	if !slices.ContainsFunc(filled, says) {
		return fmt.Errorf("the header has no column text, it has: %s; known are: %s; a map such as text=COLUMN says which column is the text",
			shown(names), known())
	}
	if twice != nil {
		return fmt.Errorf("two columns of the header fill %s", shown(twice))
	}
	return nil
}

// says reports a field that can make a mention: a text, or a grade that stands without one.
func says(name string) bool {
	return name == "text" || name == "rating" || name == "scores" || strings.HasPrefix(name, "scores.")
}

// shown lists the names of a header for a message. A file without a header has somebody's text in its first row, so what
// does not look like a name is only counted.
func shown(names []string) string {
	const most = 30
	var all []string
	for i, name := range names[:min(len(names), most)] {
		if !looksLikeName(name) {
			name = fmt.Sprintf("(column %d)", i+1)
		}
		all = append(all, name)
	}
	if len(names) > most {
		all = append(all, "…")
	}
	return strings.Join(all, ", ")
}

func looksLikeName(s string) bool {
	strange := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_-. ", r)
	}
	return s != "" && len(s) <= 40 && strings.Count(s, " ") <= 2 && !strings.ContainsFunc(s, strange)
}

// separator is what a header has most of: comma, semicolon or tab, outside quotes.
func separator(head []byte) byte {
	var count [256]int
	quoted := false
	for _, c := range bytes.TrimSpace(head) {
		if c == '"' {
			quoted = !quoted
		}
		if c == '\n' && !quoted {
			break
		}
		if !quoted {
			count[c]++
		}
	}
	best := byte(',')
	for _, c := range []byte(";\t") {
		if count[c] > count[best] {
			best = c
		}
	}
	return best
}
