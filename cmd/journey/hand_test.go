package journey

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// mostTabs is how often somebody may have to press Tab to come to the end of a page.
const mostTabs = 1500

// find makes the first element that can be seen, or unfolded, what the hands act on. Text is a part of its words.
func (x *tab) find(css, text string) {
	x.Helper()
	if amiss := eval[string](x, fmt.Sprintf("hands.want(%q, %q)", css, text)); amiss != "" {
		x.Fatalf("%s: no %s %q: %s", x.where(), css, text, amiss)
	}
	for eval[bool](x, "hands.unfold()") {
		x.touch()
		eval[bool](x, "hands.back(); true")
	}
}

func (x *tab) where() string { return strings.TrimPrefix(eval[string](x, "location.href"), x.url) }

// touch presses what was found: a click in its middle, or its key once Tab has come to it.
func (x *tab) touch() {
	x.Helper()
	if x.keys {
		x.focus()
		x.key(eval[string](x, `/^(A|SUMMARY)$/i.test(wanted.tagName) ? "\r" : " "`))
		return
	}
	x.point()
}

func (x *tab) point() {
	x.Helper()
	at := eval[struct {
		X, Y float64
		Over string
	}](x, "hands.place()")
	if at.Over != "" {
		x.Fatalf("%s: what is to be clicked is covered by %s", x.where(), at.Over)
	}
	x.do(chromedp.MouseClickXY(at.X, at.Y))
}

// focus goes on by Tab until it stands where the hands want to act.
func (x *tab) focus() {
	x.Helper()
	x.key(strings.Repeat(kb.Tab, eval[int](x, "hands.ahead()")))
	for range mostTabs {
		if eval[bool](x, "hands.focused()") {
			return
		}
		x.key(kb.Tab)
	}
	x.Fatalf("%s: Tab never comes to %s", x.where(), eval[string](x, "wanted.outerHTML.slice(0, 200)"))
}

func (x *tab) key(keys string) {
	x.Helper()
	for _, r := range keys {
		if r > unicode.MaxLatin1 && unicode.IsLetter(r) {
			x.letter(string(r))
			continue
		}
		x.do(chromedp.KeyEvent(string(r)))
	}
}

// letter presses a key of a keyboard that has other letters than Latin ones.
func (x *tab) letter(key string) {
	x.Helper()
	for _, what := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
		if _, err := chromedp.Call(x.ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: what, Key: key}); err != nil {
			x.Fatal(err)
		}
	}
}

// press acts on a control that stays on the page.
func (x *tab) press(css, text string) {
	x.Helper()
	x.find(css, text)
	x.touch()
}

// follow acts on a link or a button that leads to a page, and waits for that page.
func (x *tab) follow(css, text string) {
	x.Helper()
	x.find(css, text)
	eval[bool](x, "window.here = true")
	x.touch()
	x.arrive(css + " " + text)
}

// send sends the form in which somebody stands: by Enter, or by its button.
func (x *tab) send(css, text string) {
	x.Helper()
	x.follow(css, text)
}

// arrive waits until another page is there.
func (x *tab) arrive(by string) {
	x.Helper()
	x.await("another page, by "+by, `!window.here && document.readyState === "complete"`)
	x.ready()
}

// await waits for an effect.
func (x *tab) await(what, js string) {
	x.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(15 * time.Millisecond) {
		ok, err := chromedp.Run(x.ctx, chromedp.Evaluate[bool]("!!("+js+")"))
		if ok && err == nil {
			return
		}
		if time.Now().After(deadline) {
			x.Fatalf("%s: waited in vain for %s (%v)", x.where(), what, err)
		}
	}
}

// fill writes into a field in the place of what stands there.
func (x *tab) fill(css, text string) {
	x.Helper()
	x.find(css, "")
	if x.keys {
		x.focus()
	} else {
		x.point()
	}
	x.do(chromedp.KeyEvent("a", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	_, err := chromedp.Call(x.ctx, input.InsertText, input.InsertTextParams{Text: text})
	if err != nil {
		x.Fatal(err)
	}
	if got := eval[string](x, "wanted.value"); got != text {
		x.Fatalf("%s: %s holds %q, want %q", x.where(), css, got, text)
	}
}

// choose takes an option of a list: by the arrows, or in the list that the system opens, which is no part of the page.
func (x *tab) choose(css, value string) {
	x.Helper()
	x.find(css, "")
	steps := eval[int](x, fmt.Sprintf(`(() => { const at = [...wanted.options].findIndex((o) => o.value === %q); return at < 0 ? -1000 : at - wanted.selectedIndex })()`, value))
	if steps == -1000 {
		x.Fatalf("%s: %s offers %s, not %q", x.where(), css, eval[string](x, "[...wanted.options].map((o) => o.value).join()"), value)
	}
	if !x.keys {
		eval[bool](x, fmt.Sprintf(`wanted.value = %q; wanted.dispatchEvent(new Event("input", {bubbles: true})); wanted.dispatchEvent(new Event("change", {bubbles: true}))`, value))
		return
	}
	x.focus()
	key := kb.ArrowDown
	if steps < 0 {
		key, steps = kb.ArrowUp, -steps
	}
	x.key(strings.Repeat(key, steps))
	if got := eval[string](x, "wanted.value"); got != value {
		x.Fatalf("%s: %s stands at %q, want %q", x.where(), css, got, value)
	}
}

// text is what an element says; "" where there is none.
func (x *tab) text(css string) string {
	x.Helper()
	return eval[string](x, fmt.Sprintf(`(document.querySelector(%q)?.textContent ?? "").replace(/\s+/g, " ").trim()`, css))
}

// number is how many elements there are.
func (x *tab) number(css string) int {
	x.Helper()
	return eval[int](x, fmt.Sprintf("document.querySelectorAll(%q).length", css))
}

// has wants an element.
func (x *tab) has(css string) {
	x.Helper()
	if x.number(css) == 0 {
		x.Fatalf("%s: no %s; the page says %.400s", x.where(), css, x.text("main"))
	}
}

// says wants words in the body of the page.
func (x *tab) says(part string) {
	x.Helper()
	if !strings.Contains(x.text("main"), part) {
		x.Fatalf("%s does not say %q: %.600s", x.where(), part, x.text("main"))
	}
}

// rows is how many rows the list on the page has in all.
func (x *tab) rows() int {
	x.Helper()
	return eval[int](x, `Number(document.querySelector("main").dataset.rows ?? -1)`)
}

// shoot leaves a picture of the window for people to look at.
func (x *tab) shoot(name string) {
	dir := os.Getenv("MOLVA_SHOTS")
	if dir == "" {
		dir = x.ArtifactDir()
	}
	picture, err := chromedp.Run(x.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return // the tab is gone, and why is said elsewhere
	}
	file := strings.NewReplacer("/", "_", " ", "-").Replace(x.Name()) + "-" + name + ".png"
	if err := os.WriteFile(filepath.Join(dir, file), picture, 0o600); err != nil {
		x.Error(err)
	}
}
