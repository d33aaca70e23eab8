package journey

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestAccessible has axe-core look at every page, in both languages, on both screens, light and dark. Without -every the
// wide screen speaks English and the narrow one Russian, whose words are longer.
func TestAccessible(t *testing.T) {
	axe := axeCore(t)
	for _, language := range languages {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			w := demoIn(t, language)
			for _, s := range screens {
				if (language == "en") != (s.name == "wide") && !*every {
					continue
				}
				x := w.open(t, s, false)
				for _, at := range looked(x) {
					x.run(s.name+" "+strings.Trim(at, "/"), func(x *tab) { x.accessible(at, axe) })
				}
			}
		})
	}
}

// axeCore is the source of axe-core.
func axeCore(t *testing.T) string {
	t.Helper()
	path := os.Getenv("MOLVA_AXE")
	if path == "" {
		lacking(t, "MOLVA_AXE does not name axe.min.js")
	}
	source, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

// looked are all pages of the menu, and one of each kind below them.
func looked(x *tab) []string {
	all := append([]string{"/sign-in", "/welcome"}, sections...)
	x.to("/accuracy/label")
	x.draws()
	for _, below := range []struct{ from, css string }{
		{"/complaints", `main article h2 a[href^="/complaints/c"]`},
		{"/complaints", `main a[href^="/complaints/why"]`},
		{"/mentions", `main a[href^="/mentions/"]`},
		{"/mentions", `main a[href^="/threads"]`},
	} {
		x.to(below.from)
		if at := eval[string](x, fmt.Sprintf(`document.querySelector(%q)?.getAttribute("href") ?? ""`, below.css)); at != "" {
			all = append(all, at)
		}
	}
	return append(all, "/topics?with=kestrel&with=lumen", "/reports/ratio", "/reports/metrics", "/reports/goals", "/inputs", "/posts",
		"/topics/preview?q=kestrel+AND+%28&days=30", "/complaints/merges")
}

// wear chooses a colour scheme, as the system's settings do.
func (x *tab) wear(scheme string) {
	x.Helper()
	_, err := chromedp.Call(x.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
	})
	if err != nil {
		x.Fatal(err)
	}
}

// What axe is asked for: the rules of WCAG 2.2 AA, and what it calls best practice; in the dark, what colours decide.
const (
	rules = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`
	hues  = `{type: "rule", values: ["color-contrast", "link-in-text-block"]}`
)

func (x *tab) accessible(at, axe string) {
	x.wear("light")
	x.to(at)
	if got := eval[string](x, "document.documentElement.lang"); got != x.language {
		x.Errorf("%s says that its language is %q", at, got)
	}
	if wide := eval[int](x, "document.documentElement.scrollWidth - innerWidth"); wide > 0 {
		x.Errorf("%s is %d pixels wider than the window", at, wide)
	}
	eval[bool](x, axe+"; true")
	x.asks(at, "light", rules)
	x.shoot("light")
	x.wear("dark")
	x.asks(at, "dark", hues)
}

// asks has axe look at the page as it is.
func (x *tab) asks(at, scheme, only string) {
	x.Helper()
	found, err := chromedp.Run(x.ctx, chromedp.Evaluate[[]string](`axe.run(document, {runOnly: `+only+`, resultTypes: ["violations"]}).then((r) => r.violations.flatMap((v) =>
		v.nodes.slice(0, 3).map((n) => v.id + " (" + v.nodes.length + "): " + n.target.join(" ") + ": " + n.failureSummary.split("\n").slice(1, 3).join(" "))))`, chromedp.EvalAwaitPromise))
	if err != nil {
		x.Fatal(err)
	}
	for _, violation := range found {
		x.Errorf("%s %s: %s", scheme, at, violation)
	}
}

// TestTabOrder goes through pages by the Tab key: the way leads down each column as people read, and where one stands is to be seen.
func TestTabOrder(t *testing.T) {
	w := demoIn(t, languages[0])
	for _, s := range screens {
		x := w.open(t, s, true)
		for _, at := range sections {
			x.run(s.name+" "+strings.Trim(at, "/"), func(x *tab) { x.inOrder(at) })
		}
	}
}

// stop is where the Tab key stands.
type stop struct {
	Name   string
	Place  int // among the elements of the page; -1: none has the focus
	Ringed bool
	Hidden bool
}

// inOrder presses Tab up to a hundred times. The order of the elements is that in which they are read; no tabindex changes it.
func (x *tab) inOrder(at string) {
	x.to(at)
	last := -1
	for range 100 {
		x.key("\t")
		s := eval[stop](x, `(() => {
			const el = document.activeElement, style = getComputedStyle(el), box = el.getBoundingClientRect();
			const place = el === document.body ? -1 : [...document.querySelectorAll("*")].indexOf(el);
			const drawn = el instanceof SVGElement && [...el.children].some((part) => getComputedStyle(part).stroke !== "none");
			const ringed = drawn || style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
			return {name: el.outerHTML.slice(0, 120), place, ringed, hidden: box.width * box.height === 0 || box.bottom < 0 || box.top > innerHeight};
		})()`)
		if s.Place < 0 || s.Place < last {
			return // round
		}
		if s.Place == last {
			x.Fatalf("%s: Tab is held by %s", at, s.Name)
		}
		if !s.Ringed {
			x.Errorf("%s: nothing shows that one stands on %s", at, s.Name)
		}
		if s.Hidden {
			x.Errorf("%s: one stands where nothing is seen: %s", at, s.Name)
		}
		last = s.Place
	}
	if positive := x.number(`[tabindex]:not([tabindex="0"], [tabindex="-1"])`); positive > 0 {
		x.Errorf("%s: %d elements have an order of their own", at, positive)
	}
}
