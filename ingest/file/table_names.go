package file

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// names are those that the fields of a record may have.
type names struct {
	known   func(name string) bool
	list    string                       // of them, for messages
	mapped  map[string]string            // our name → the file's own
	example string                       // a name of ours, for messages
	missing func(fields []string) string // what records with these fields cannot do without; "" when they have all of it
	private bool                         // what stands in the file may be somebody, and is quoted nowhere
}

// dates are what exports call the moment of a record.
var dates = []string{"date", "day", "дата", "день"}

// ours is what a field of the file is called by us; "" for one that nobody knows.
func (n names) ours(name string) string {
	for _, ours := range slices.Sorted(maps.Keys(n.mapped)) {
		if strings.EqualFold(n.mapped[ours], name) {
			return ours
		}
	}
	folded := strings.ToLower(name)
	if slices.Contains(dates, folded) {
		folded = "at"
	}
	if _, taken := n.mapped[folded]; taken || !n.known(folded) {
		return ""
	}
	return folded
}

// columns finds out what the columns of a header are, and what is missing.
func (n names) columns(header []string) ([]string, error) {
	for _, ours := range slices.Sorted(maps.Keys(n.mapped)) {
		if !slices.ContainsFunc(header, func(name string) bool { return strings.EqualFold(name, n.mapped[ours]) }) {
			return nil, fmt.Errorf("the map takes %s from column %q, but the header has: %s", ours, n.mapped[ours], n.shown(header))
		}
	}
	columns := make([]string, len(header))
	for i, name := range header {
		ours := n.ours(name)
		if ours != "" && slices.Contains(columns, ours) {
			return nil, fmt.Errorf("two columns of the header fill %s", ours)
		}
		columns[i] = ours
	}
	if missing := n.missing(columns); missing != "" {
		return nil, fmt.Errorf("the header has no column %s, it has: %s; known are: %s; a map such as %s=COLUMN says what a column is",
			missing, n.shown(header), n.list, n.example)
	}
	return columns, nil
}

// shown lists a header for a message. A file that has none begins with somebody: of that only our own names are told.
func (n names) shown(header []string) string {
	if !n.private {
		return shown(header)
	}
	told := make([]string, len(header))
	for i, name := range header {
		if told[i] = n.ours(name); told[i] == "" {
			told[i] = fmt.Sprintf("(column %d)", i+1)
		}
	}
	return strings.Join(told, ", ")
}

// notObject is why a line of JSON is not read; the decoder may quote of it.
func (n names) notObject(err error) error {
	if n.private {
		return errors.New("not one JSON object")
	}
	return fmt.Errorf("not one JSON object: %w", err)
}

// among reports whether a name is one of a list.
func among(list []string) func(string) bool {
	return func(name string) bool { return slices.Contains(list, name) }
}
