package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/net/html"

	"molva/alerts/export"
)

// wantInert prints everything that shows mentions in every form and finds nothing that a terminal, a browser, a
// spreadsheet or Slack would take for an order.
func (m *molva) wantInert(cases []badCase) {
	m.t.Helper()
	day := m.newest().Format(time.DateOnly)
	digest := []string{"digest", "--period", "day", "--at", day}
	for _, args := range [][]string{{"mentions", "--limit", "0"}, digest, {"sources"}, {"dlq", "list"}, {"dlq", "show", "1"}, {"report", "ratio"}} {
		if r := commanding(m.do(args...)); r != 0 {
			m.t.Errorf("%v prints %U", args, r)
		}
	}
	wantJSON(m.t, m.do("mentions", "--limit", "0", "-o", "json"))
	wantJSON(m.t, strings.Split(strings.TrimSpace(m.do("export", "jsonl")), "\n")...)
	payloads := m.do(append(digest, "-o", "json")...)
	wantJSON(m.t, payloads)
	if calls := m.calls(payloads); len(calls) > 0 {
		m.t.Errorf("Slack would read %q", calls)
	}
	wantNoFormula(m.t, m.do("export", "csv"))
	m.wantPlainPage(cases, day)
}

// newest is the day of the newest mention, which the digest and the page are asked for.
func (m *molva) newest() time.Time {
	var rows []export.Mention
	if err := json.Unmarshal([]byte(m.do("mentions", "--limit", "1", "-o", "json")), &rows); err != nil || len(rows) != 1 {
		m.t.Fatalf("%d mentions: %v", len(rows), err)
	}
	return rows[0].PublishedAt
}

// commanding returns the first character that a terminal obeys, 0 when there is none.
func commanding(text string) rune {
	for _, r := range text {
		ours := r == '\n' || r == '\u2068' || r == '\u2069' // the two that isolate
		if !ours && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			return r
		}
	}
	return 0
}

func wantJSON(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !json.Valid([]byte(text)) {
			t.Errorf("no JSON: %.200s", text)
		}
	}
}

// calls finds what stands in Slack's markup and calls people, or links elsewhere than it says.
func (m *molva) calls(payloads string) (found []string) {
	var all any
	if err := json.Unmarshal([]byte(payloads), &all); err != nil {
		m.t.Fatal(err)
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				walk(item)
			}
		case map[string]any:
			text, _ := v["text"].(string)
			marked := v["type"] == "mrkdwn" || v["blocks"] != nil
			for _, call := range []string{"<!", "<@", "<#", "<https://evil.example"} {
				if marked && strings.Contains(text, call) {
					found = append(found, text)
				}
			}
			for _, name := range slices.Sorted(maps.Keys(v)) {
				walk(v[name])
			}
		}
	}
	walk(all)
	return found
}

// wantNoFormula reads a CSV as a spreadsheet does and looks at the beginning of every line of every cell.
func wantNoFormula(t *testing.T, text string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	for _, row := range rows {
		for _, cell := range row {
			for line := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == '\n' || r == '\r' }) {
				if first := strings.TrimSpace(line); strings.HasPrefix(line, "\t") || first != "" && strings.ContainsAny(first[:1], "=+-@") ||
					strings.IndexAny(first, "＝＋－＠") == 0 {
					t.Errorf("a cell has a line %q", line)
				}
			}
		}
	}
}

// wantPlainPage compares the elements of the overview and of the list of mentions with those over harmless texts, and finds the
// hostile ones to be shown as the texts that they are.
func (m *molva) wantPlainPage(cases []badCase, day string) {
	m.t.Helper()
	harmless := map[string]bool{}
	for _, page := range harmlessPages(m.t, cases) {
		maps.Copy(harmless, shape(page))
	}
	var said []string
	for _, page := range m.pages(day) {
		for part := range shape(page) {
			if !harmless[part] {
				m.t.Errorf("the page has %q, a page over harmless texts has not", part)
			}
		}
		said = append(said, quoted(page)...)
	}
	for _, c := range cases {
		if c.shown() && c.Text != nil && !slices.ContainsFunc(said, func(s string) bool { return sameWords(s, *c.Text) }) {
			m.t.Errorf("%v: the page does not show %q", c, *c.Text)
		}
	}
}

// harmlessPages are those of a program that got one plain complaint in the place of every case, and an older one.
func harmlessPages(t *testing.T, cases []badCase) []*html.Node {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "molva.yaml", badConfig(cases))
	m, r := startWith(t, dir, disgusted)
	for _, c := range cases {
		publish(t, r.stream, c.source, "1", fmt.Sprintf(`{"id":"1","text":"%s is not what I had hoped for","url":"https://a.example/"}`, c.source))
	}
	earlier := time.Now().AddDate(0, 0, -3).Format(time.RFC3339) // so that there is something to draw
	publish(t, r.stream, "shop", "2", fmt.Sprintf(`{"id":"2","text":"this is not what I had hoped for","published_at":%q}`, earlier))
	if err := r.settled(t.Context()); err != nil {
		t.Fatal(err)
	}
	return m.pages(m.newest().Format(time.DateOnly))
}

// pages are the overview of a day, and all of the list of mentions.
func (m *molva) pages(day string) []*html.Node {
	m.t.Helper()
	all := []*html.Node{m.page("/?period=day&at=" + day)}
	for next := "/mentions?all=true"; next != ""; {
		page := m.page(next)
		all, next = append(all, page), onwards(page)
	}
	return all
}

// onwards is where the next page stands, "" when this is the last.
func onwards(root *html.Node) string {
	for n := range root.Descendants() {
		if slices.Contains(n.Attr, html.Attribute{Key: "rel", Val: "next"}) {
			at := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "href" })
			if to := n.Attr[at].Val; strings.HasPrefix(to, "/mentions") {
				return to
			}
		}
	}
	return ""
}

func (m *molva) page(path string) *html.Node {
	m.t.Helper()
	resp, err := http.Get(m.url + path)
	if err != nil {
		m.t.Fatal(err)
	}
	defer resp.Body.Close()
	root, err := html.Parse(io.LimitReader(resp.Body, 64<<20))
	if err != nil || resp.StatusCode != http.StatusOK {
		m.t.Fatalf("status %d: %v", resp.StatusCode, err)
	}
	return root
}

// shape has every element and attribute that a page is made of, and the schemes of its links.
func shape(root *html.Node) map[string]bool {
	seen := map[string]bool{}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		seen[n.Data] = true
		for _, a := range n.Attr {
			seen[n.Data+" "+a.Key] = true
			if scheme, _, ok := strings.Cut(a.Val, ":"); ok && !strings.HasPrefix(a.Val, "/") && (a.Key == "href" || a.Key == "src") {
				seen[n.Data+" "+a.Key+" "+scheme] = true
			}
		}
	}
	return seen
}

// quoted lists the texts of the quotes.
func quoted(root *html.Node) (all []string) {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "blockquote" && n.FirstChild != nil {
			all = append(all, n.FirstChild.Data)
		}
	}
	return all
}

// sameWords compares two texts without regard to how white space is set.
func sameWords(a, b string) bool { return slices.Equal(strings.Fields(a), strings.Fields(b)) }
