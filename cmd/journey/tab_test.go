package journey

import (
	"context"
	_ "embed"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// screen is how large a window is.
type screen struct {
	name          string
	width, height int64
}

// screens are those that the pages must look well on.
var screens = []screen{{"wide", 1440, 900}, {"narrow", 390, 844}}

// tab is one page of the browser, and who sits before it.
type tab struct {
	*testing.T
	*world
	screen
	ctx  context.Context
	keys bool // uses the keyboard only

	mu       sync.Mutex
	troubles []string
	expected []string // parts of troubles that the test provokes
}

//go:embed hands.js
var hands string

// open makes a tab with cookies of its own, which errands use one after the other.
func (w *world) open(t *testing.T, s screen, keys bool) *tab {
	t.Helper()
	x := &tab{T: t, world: w, screen: s, keys: keys}
	ctx, end := chromedp.NewContext(browser(t), chromedp.WithNewBrowserContext(), chromedp.WithListener(x.hear))
	x.ctx = ctx
	t.Cleanup(end)
	x.do(chromedp.EmulateViewport(s.width, s.height))
	return x
}

// patience is how long one errand may take.
const patience = time.Minute

// run does an errand, in which the page must not say a word that nobody expects.
func (x *tab) run(name string, errand func(*tab)) {
	x.T.Run(name, func(t *testing.T) {
		test, ctx := x.T, x.ctx
		defer func() { x.T, x.ctx, x.troubles, x.expected = test, ctx, nil, nil }()
		limited, stop := context.WithTimeout(ctx, patience)
		defer stop()
		x.T, x.ctx = t, limited
		defer x.quiet()
		defer func() {
			if t.Failed() {
				x.shoot("failed")
			}
		}()
		errand(x)
	})
}

// hear notes whatever a page must not do.
func (x *tab) hear(event any) {
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		x.note("console %s: %s", e.Type, words(e.Args))
	case *runtime.EventExceptionThrown:
		x.note("exception: %s", e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		x.note("log %s %s: %s %s", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL)
	case *network.EventLoadingFailed:
		if !e.Canceled && e.ErrorText != "net::ERR_ABORTED" {
			x.note("not loaded: %s %s", e.Type, e.ErrorText)
		}
	case *network.EventRequestWillBeSent:
		if at, err := url.Parse(e.Request.URL); err == nil && at.Scheme != "data" && !strings.HasPrefix(e.Request.URL, x.url+"/") {
			x.note("asks another host: %s", e.Request.URL)
		}
	case *page.EventJavascriptDialogOpening:
		x.note("dialog: %s", e.Message)
	}
}

func words(args []*runtime.RemoteObject) string {
	var all []string
	for _, a := range args {
		all = append(all, a.Description+string(a.Value))
	}
	return strings.Join(all, " ")
}

func (x *tab) note(format string, args ...any) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.troubles = append(x.troubles, fmt.Sprintf(format, args...))
}

// provokes allows troubles that have a part in their text, such as the log's line on a refusal that the test is after.
func (x *tab) provokes(part string) { x.expected = append(x.expected, part) }

// quiet wants that nothing was noted.
func (x *tab) quiet() {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, said := range x.troubles {
		if !slices.ContainsFunc(x.expected, func(part string) bool { return strings.Contains(said, part) }) {
			x.Errorf("%s", said)
		}
	}
}

func (x *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	x.Helper()
	if err := chromedp.Do(x.ctx, steps...); err != nil {
		x.Fatal(err)
	}
}

// eval computes an expression in a page.
func eval[T any](x *tab, js string) T {
	x.Helper()
	v, err := chromedp.Run(x.ctx, chromedp.Evaluate[T](js))
	if err != nil {
		x.Fatalf("%s: %v", js, err)
	}
	return v
}

// go to an address of the dashboard.
func (x *tab) to(path string) {
	x.Helper()
	answer, err := chromedp.Run(x.ctx, chromedp.NavigateResponse(x.url+path))
	if err != nil {
		x.Fatalf("%s: %v", path, err)
	}
	if answer.Status >= 400 {
		x.Fatalf("%s: %d %s", path, answer.Status, answer.StatusText)
	}
	x.ready()
}

// ready gives a page that has come the means to be looked at.
func (x *tab) ready() { eval[bool](x, hands+"; window.here = true") }
