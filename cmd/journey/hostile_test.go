package journey

import (
	"encoding/csv"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestHostileText shows the same world twice, once with harmless words and once with what attackers write. Every page of the
// second is made of the same kinds of elements with the same attributes as pages of the first: all of it stayed text.
func TestHostileText(t *testing.T) {
	t.Parallel()
	plain := (&crowd{T: t, world: peopled(t, harmless), words: harmless}).shapes()
	c := &crowd{T: t, world: peopled(t, hostile), words: hostile, inert: true}
	for shape, at := range c.shapes() {
		if _, known := plain[shape]; !known {
			t.Errorf("%s has an element that harmless words do not make: %s", at, shape)
		}
	}
	t.Run("exports", c.exported)
	t.Run("in Chromium", func(t *testing.T) {
		x := c.open(t, screens[0], false)
		for _, at := range append(slices.Clone(sections), c.below("/complaints", "/complaints/c"), c.below("/mentions", "/mentions/"), c.below("/dead", "/dead/"), c.below("/complaints", "/complaints/why")) {
			x.run(at, func(x *tab) { x.to(at) })
		}
		for _, p := range payloads(t)[:30] {
			x.run("asked for "+p, func(x *tab) {
				x.provokes("400") // many are no questions
				x.to("/mentions?search=" + url.QueryEscape(p))
				x.to("/topics/preview?days=30&q=" + url.QueryEscape(p))
			})
		}
	})
}

// crowd is a world full of texts, which is walked through.
type crowd struct {
	*testing.T
	*world
	words func(string) string
	inert bool // elements are looked at one by one as well
}

// shapes are the kinds of elements of all pages, each with the address of a page that has it.
func (c *crowd) shapes() map[string]string {
	found := map[string]string{}
	w := newWalk(c.T, c.world)
	w.refusals = true
	var steps []step
	for _, at := range sections {
		steps = append(steps, step{"the menu", at})
	}
	ahead := w.visit(steps)
	w.visit(append(ahead, c.asked()...))
	shown := 0
	for at, s := range w.seen {
		if strings.Contains(s.body, "&lt;script&gt;pwn()") {
			shown++
		}
		each(s.root, func(n *html.Node) {
			found[shapeOf(n)] = at
			if why := c.unsafe(n, strings.Contains(at, ".html")); c.inert && why != "" {
				c.Errorf("%s: %s: %s", at, why, shapeOf(n))
			}
		})
	}
	if c.inert && shown < 20 {
		c.Errorf("only %d pages show what attackers write", shown)
	}
	c.Logf("%d pages, %d kinds of elements", len(w.seen), len(found))
	return found
}

// asked are questions that hold a payload, most of which are refused and none of which is believed.
func (c *crowd) asked() (steps []step) {
	steps = append(steps, step{"a mistake", "/topics/preview?days=30&q=kestrel+AND+%28"})
	for _, p := range payloads(c.T) {
		if len(p) > 500 {
			continue
		}
		p := c.words(p)
		for _, to := range []string{"/mentions?search=%s", "/mentions?topic=%s", "/mentions?assignee=%s", "/complaints?search=%s", "/topics/preview?days=30&q=%s", "/roi?what-if=%s", "/?at=%s", "/accuracy?topic=%s"} {
			steps = append(steps, step{"a payload", fmt.Sprintf(to, url.QueryEscape(p))})
		}
		for _, to := range []string{"/complaints/%s", "/mentions/%s", "/dead/%s", "/%s"} {
			steps = append(steps, step{"a payload", fmt.Sprintf(to, url.PathEscape(p))})
		}
	}
	return steps
}

// below is the first link of a page that begins so; the page itself where it has none.
func (c *crowd) below(at, prefix string) string {
	found := at
	each(c.get(c.T, at).root, func(n *html.Node) {
		if href := attribute(n, "href"); n.Data == "a" && found == at && strings.HasPrefix(href, prefix) {
			found = href
		}
	})
	return found
}

// shapeOf is an element without its words: the names of it, of what it stands in, and of its attributes.
func shapeOf(n *html.Node) string {
	names := map[string]bool{}
	for _, a := range n.Attr {
		names[a.Key] = true
	}
	above := ""
	if n.Parent != nil {
		above = n.Parent.Data
	}
	return above + " > " + n.Data + " " + strings.Join(slices.Sorted(maps.Keys(names)), " ")
}

// unsafe says what an element could do that no text may make it do. A file that is taken away brings its style along.
func (c *crowd) unsafe(n *html.Node, file bool) string {
	if file && n.Data == "style" {
		return ""
	}
	if slices.Contains([]string{"iframe", "object", "embed", "base", "img", "style", "math", "template", "audio", "video"}, n.Data) || strings.Contains(n.Data, "pwn") {
		return "a foreign element"
	}
	for _, a := range n.Attr {
		value := strings.ToLower(strings.TrimSpace(a.Val))
		switch {
		case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc", strings.Contains(a.Key, "pwn"):
			return "a foreign attribute"
		case n.Data == "script" && a.Key == "src" && !strings.HasPrefix(value, "/static/"), n.Data == "form" && a.Key == "action" && !strings.HasPrefix(value, "/"):
			return "it reaches out"
		case a.Key == "href" && !strings.HasPrefix(value, "/") && !strings.HasPrefix(value, "?") && !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "http://") && !strings.HasPrefix(value, "https://"):
			return "a link that is none: " + a.Val
		case a.Key == "href" && strings.HasPrefix(value, "http") && !strings.HasPrefix(value, c.url) && !strings.Contains(attribute(n, "rel"), "noopener"):
			return "a link away that does not say so"
		}
	}
	return ""
}

// exported: no cell of an export is a formula.
func (c *crowd) exported(t *testing.T) {
	s := c.get(t, "/mentions.csv")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(s.body, "\ufeff"))).ReadAll()
	if err != nil || len(rows) < 100 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows {
		for _, cell := range row {
			for line := range strings.Lines(cell) {
				if line = strings.TrimSpace(line); line != "" && strings.ContainsAny(line[:1], "=+-@") {
					t.Errorf("a cell would be computed: %.60q", line)
				}
			}
		}
	}
}
