package journey

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestExports takes lists away as files, by the links beside them: each has as many rows as its list.
func TestExports(t *testing.T) {
	t.Parallel()
	w := demoIn(t, languages[0])
	for _, at := range []string{"/mentions", "/mentions?topic=kestrel", "/mentions?sentiment=negative&topic=zarya", "/mentions?search=app", "/mentions?work=new", "/mentions?all=true",
		"/posts", "/figures", "/sets", "/inputs", "/steps"} {
		s := w.get(t, at)
		rows, _, ok := s.total()
		files := 0
		each(s.root, func(n *html.Node) {
			if n.Data != "a" || !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "download" }) {
				return
			}
			files++
			if got := w.rowsIn(t, attribute(n, "href")); got != rows || !ok {
				t.Errorf("%s has %d rows, %s has %d", at, rows, attribute(n, "href"), got)
			}
		})
		if files == 0 {
			t.Errorf("%s cannot be taken away", at)
		}
	}
}

// rowsIn is how many rows a file has.
func (w *world) rowsIn(t *testing.T, at string) int {
	t.Helper()
	body := w.get(t, at).body
	if path, _, _ := strings.Cut(at, "?"); strings.HasSuffix(path, ".jsonl") {
		return strings.Count(body, "\n")
	}
	return csvRows(t, body)
}

// csvRows is how many rows a table has below its head.
func csvRows(t *testing.T, text string) int {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if err != nil {
		t.Errorf("%v: %.200s", err, text)
	}
	return max(len(rows)-1, 0)
}
