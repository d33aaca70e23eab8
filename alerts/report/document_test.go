package report

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"molva/alerts"
	"molva/alerts/phrase/phrasetest"
)

// hostile are names that strangers might give to a topic, a hashtag or a goal's owner.
var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `[a](javascript:alert(1))`, `![](https://evil.test/x.png)`, `|` + "`x`" + `| # *b* _i_ ~s~`,
	`=HYPERLINK("https://evil.test")`, `https://evil.test www.evil.test`, `- 1. & &amp; </style>`, `{{.}} \`, "日本語 🙂 שלום",
}

// strange is a document in which every string is hostile.
func strange() Document {
	d := Document{Language: "en", Title: hostile[0]}
	table := &Table{Head: []string{hostile[1], hostile[4]}, Right: []bool{false, true}}
	for _, name := range hostile {
		l := alerts.Line{{Text: name}, {Text: name, URL: "https://molva.test/mentions?search=(" + url.QueryEscape(name) + ")"}}
		d.Lead, d.Foot = append(d.Lead, alerts.Words(name)), append(d.Foot, l)
		table.Rows = append(table.Rows, []Cell{{Line: alerts.Words(name), Hint: name}, {Line: l, Hint: name}})
	}
	d.Parts = []Part{{Title: hostile[2], Lines: d.Lead, Table: table, After: d.Foot}, {Table: &Table{Head: []string{"empty"}, Right: []bool{true}}}}
	return d
}

func TestDocument(t *testing.T) {
	for format, write := range map[string]func(Document) (string, error){
		"text": func(d Document) (string, error) { var b bytes.Buffer; err := d.text(&b); return b.String(), err },
		"html": func(d Document) (string, error) { var b bytes.Buffer; err := d.html(&b); return b.String(), err },
		"md":   func(d Document) (string, error) { var b bytes.Buffer; err := d.markdown(&b); return b.String(), err },
	} {
		got, err := write(strange())
		if err != nil {
			t.Fatal(err)
		}
		again, err := write(strange())
		if err != nil || again != got {
			t.Errorf("%s: the second time it reads otherwise, or not at all: %v", format, err)
		}
		phrasetest.Golden(t, "strange."+format, got)
	}
}

// What a browser reads of the hostile names is the names, and nothing that runs, loads or leads elsewhere.
func TestHTMLIsInert(t *testing.T) {
	var b bytes.Buffer
	if err := strange().html(&b); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	language := ""
	for n := range root.Descendants() {
		switch {
		case n.Type == html.TextNode && n.Parent.Data != "style":
			text.WriteString(n.Data)
		case n.Type == html.ElementNode:
			harmless(t, n)
			if n.Data == "html" {
				language = attribute(n, "lang")
			}
			if n.Data == "th" && attribute(n, "scope") == "" {
				t.Error("a th without a scope")
			}
		}
	}
	for _, name := range hostile {
		if n := strings.Count(text.String(), name); n < 4 {
			t.Errorf("%q stands there %d times", name, n)
		}
	}
	if language != "en" {
		t.Errorf("the language is %q", language)
	}
}

// tags are all that a document is made of.
var tags = strings.Fields("html head meta title style body main section footer h1 h2 p div table thead tbody tr th td span a")

func harmless(t *testing.T, n *html.Node) {
	t.Helper()
	if !slices.Contains(tags, n.Data) {
		t.Errorf("a %s stands there", n.Data)
	}
	for _, a := range n.Attr {
		if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" {
			t.Errorf("%s has the attribute %s=%q", n.Data, a.Key, a.Val)
		}
		if a.Key == "href" && !strings.HasPrefix(a.Val, "https://molva.test/") && !strings.HasPrefix(a.Val, "#note-") && !strings.HasPrefix(a.Val, "#mark-") {
			t.Errorf("a link to %s", a.Val)
		}
	}
}

func attribute(n *html.Node, key string) string {
	at := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
	if at < 0 {
		return ""
	}
	return n.Attr[at].Val
}

// A mark leads to its note, and the note back to the first of its marks; a stranger's mark without a note stays a word.
func TestMarksLeadToNotes(t *testing.T) {
	d := Document{Title: "x", Lead: []alerts.Line{alerts.Words("x⁷"), {{Text: "12%¹", URL: "https://molva.test/posts"}}, alerts.Words("–¹ –¹²")},
		Foot: alerts.Lines("¹ why", "¹² how", "formula = x²")}
	var b bytes.Buffer
	if err := d.html(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<p>x⁷</p>`,
		`<p><a href="https://molva.test/posts">12%</a><a class="mark" href="#note-1" id="mark-1">¹</a></p>`,
		`<p>–<a class="mark" href="#note-1">¹</a> –<a class="mark" href="#note-12" id="mark-12">¹²</a></p>`,
		`<p id="note-1"><a class="mark" href="#mark-1">¹</a> why</p>`,
		`<p id="note-12"><a class="mark" href="#mark-12">¹²</a> how</p>`,
		`<p>formula = x²</p>`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s is not there", want)
		}
	}
}

// An address that a browser must not follow is taken out of the page.
func TestHTMLLeadsOnlyToPages(t *testing.T) {
	d := Document{Title: "x", Lead: []alerts.Line{{{Text: "go", URL: "javascript:alert(1)"}}}}
	var b bytes.Buffer
	if err := d.html(&b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "javascript") {
		t.Error(b.String())
	}
}

func TestMarkdownIsInert(t *testing.T) {
	var b bytes.Buffer
	if err := strange().markdown(&b); err != nil {
		t.Fatal(err)
	}
	escaped := strings.NewReplacer(`\\`, "", `\]`, "", `\|`, "", `\!`, "") // what stands behind a backslash means nothing
	for i, line := range strings.Split(escaped.Replace(b.String()), "\n") {
		for _, bad := range []string{"<", "https://evil", "](javascript", " www.", "![]"} {
			if strings.Contains(line, bad) {
				t.Errorf("line %d has %q: %s", i+1, bad, line)
			}
		}
		if strings.HasPrefix(line, "| ") && strings.Count(line, "|") > 3 {
			t.Errorf("line %d has too many cells: %s", i+1, line)
		}
	}
}

func TestStory(t *testing.T) {
	r := sample(t)
	en, _ := printers(t)
	s := Story(r.Document(en, alerts.Links{Base: "https://molva.test"}), en)
	if len(s.Sections) != 2 || len(s.Sections[0].Lines) != len(r.Rows)+1 || len(s.Lines) != 1 || len(s.Foot) != 4 {
		t.Fatalf("%+v", s)
	}
	if got, want := s.Sections[0].Lines[2].String(), "10–16 Aug 2026: Positive 900, Negative 1,200, Neutral 300, Ratio 0.80\u00a0:\u00a01, 90% interval 0.69–0.92, Net, points −10, 90% interval −16 to −4"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if s.Sections[0].Lines[2][2].URL == "" {
		t.Error("a number leads nowhere")
	}
}

// A long foot is no footnote any more, and a long table is cut.
func TestLongStory(t *testing.T) {
	en, _ := printers(t)
	d := Document{Title: "x", Lead: []alerts.Line{{{Text: "42", URL: "https://molva.test/posts"}}}, Foot: alerts.Lines("a", "b", "c", "d", "e"),
		Parts: make([]Part, mostSections+1)}
	table := &Table{Head: []string{"n"}, Right: []bool{true}}
	for range mostRows + 5 {
		table.Rows = append(table.Rows, []Cell{plain("1")})
	}
	d.Parts[0].Table = table
	s := Story(d, en)
	if len(s.Sections) != mostSections || len(s.Details) != 2 || len(s.Details[1].Lines) != 5 || len(s.Foot) != 0 || len(s.Sections[0].Lines) != mostRows+1 {
		t.Errorf("%+v", s)
	}
	if s.Headline != "" || !slices.Equal(s.Lines[0], d.Lead[0]) {
		t.Errorf("the answer lost its evidence: %q %+v", s.Headline, s.Lines)
	}
}
