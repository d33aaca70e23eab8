package journey

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// sections are the entries of the menu, and what else people have as a bookmark.
var sections = []string{"/", "/complaints", "/mentions", "/topics", "/topics/preview", "/communities", "/answers", "/reports", "/roi",
	"/accuracy", "/accuracy/label", "/sources", "/alerts", "/dead", "/settings", "/shares", "/people", "/tokens", "/audit"}

// sheet is a page as it came over the wire.
type sheet struct {
	path   string // after redirects
	status int
	kind   string
	body   string
	root   *html.Node // nil: it is no page
}

var client = &http.Client{Timeout: time.Minute}

// get reads an address of the dashboard, without a browser. What cannot be read fails the test, and is empty.
func (w *world) get(t testing.TB, path string) sheet {
	t.Helper()
	ask, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.url+path, nil)
	if err != nil {
		t.Error(err)
		return sheet{}
	}
	ask.Header.Set("Accept", "text/html, */*;q=0.5")
	answer, err := client.Do(ask)
	if err != nil {
		t.Error(err)
		return sheet{}
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Errorf("%s: %v", path, err)
	}
	s := sheet{path: answer.Request.URL.RequestURI(), status: answer.StatusCode, kind: answer.Header.Get("Content-Type"), body: string(body)}
	if strings.HasPrefix(s.kind, "text/html") {
		if s.root, err = html.Parse(strings.NewReader(s.body)); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	return s
}

// each visits every element.
func each(n *html.Node, visit func(*html.Node)) {
	if n == nil {
		return
	}
	for el := range n.Descendants() {
		if el.Type == html.ElementNode {
			visit(el)
		}
	}
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// words of an element, with single spaces.
func wordsOf(n *html.Node) string {
	var all strings.Builder
	for el := range n.Descendants() {
		if el.Type == html.TextNode {
			all.WriteString(el.Data + " ")
		}
	}
	return strings.Join(strings.Fields(all.String()), " ")
}

// total is what a page says that its list has in all.
func (s sheet) total() (rows, people int, ok bool) {
	each(s.root, func(n *html.Node) {
		if n.Data != "main" {
			return
		}
		var err error
		if rows, err = strconv.Atoi(attribute(n, "data-rows")); err == nil {
			ok = true
		}
		people, _ = strconv.Atoi(attribute(n, "data-people"))
	})
	return rows, people, ok
}
