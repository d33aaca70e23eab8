package sourcetest

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"molva/ingest"
)

// Run puts the source that opener makes through everything that one fixture can show.
func Run(t *testing.T, path string, opener ingest.Opener) {
	t.Helper()
	load(t, path, "").run(t, replayed(opener))
}

// RunAll is Run for each of the files that pattern matches, all of one network. Together they must show two pages and an empty
// one, a deleted author, an edit, a bad item, a slow-down and an expired token, or say in sections lacks why they cannot.
func RunAll(t *testing.T, pattern string, opener ingest.Opener) {
	t.Helper()
	runAll(t, pattern, "", replayed(opener))
}

// RunWith is RunAll for a source whose network is no HTTP server and is brought by the test: start is called for each trial,
// inside its bubble of testing/synctest, with the fixture, where it finds its own sections by their first word; it starts a
// network that holds what the fixture expects and lets t.Cleanup end it. In place of the trials that need recorded replies
// there are those of a server in trouble.
func RunWith(t *testing.T, pattern, own string, start func(t *testing.T, fixture *txtar.Archive) Server) {
	t.Helper()
	runAll(t, pattern, own, start)
}

func runAll(t *testing.T, pattern, own string, start starter) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: no fixture: %v", pattern, err)
	}
	var all []*fixture
	for _, path := range paths {
		f := load(t, path, own)
		all = append(all, f)
		t.Run(filepath.Base(path), func(t *testing.T) { f.run(t, start) })
	}
	t.Run("complete", func(t *testing.T) { complete(t, all, start) })
}

func (f *fixture) run(t *testing.T, start starter) {
	t.Helper()
	t.Run("options", func(t *testing.T) { f.tellNothing(t, start) })
	t.Run("schemas", f.obeyed)
	t.Run("examined", func(t *testing.T) { f.reading(start).examined(t) })
	f.reading(start).trials(t)
	if f.backfill != nil {
		t.Run("backfill", func(t *testing.T) { f.backfilling(start).trials(t) })
	}
	if f.refresh != nil {
		t.Run("refresh", func(t *testing.T) { f.refreshing(start).trials(t) })
	}
}

// trials runs each trial as a test of its own.
func (c *course) trials(t *testing.T) {
	alone := func(name string, do func(*trial)) {
		t.Run(name, func(t *testing.T) { c.try(t, do) })
	}
	alone("mentions", mentions)
	alone("bounds", bounds)
	t.Run("clock", c.skewed)
	t.Run("resumed", c.resumed)
	t.Run("refused", c.refused)
	alone("stopped", stopped)
	switch {
	case c.own != "":
		c.troubled(t)
		return
	case len(c.replies) == 0:
		return
	case c.listens(t):
		t.Run("unheard", c.unheard)
		return
	}
	t.Run("throttled", c.slowed)
	t.Run("expired", c.locked)
	alone("denied", refusing)
	alone("broken", failing(broken))
	alone("page", failing(page))
	alone("halved", cut)
	alone("cancelled", cancelled)
}

// mentions goes once through and compares all that came with the fixture.
func mentions(tr *trial) {
	if os.Getenv("MOLVA_UPDATE") != "" {
		tr.patience = 40 * time.Second
		tr.update(tr.t, tr.see(tr.t, tr.read(tr.after, []string{"more"}, 0)))
		return
	}
	got := tr.read(tr.after, tr.want.Mentions, 0)
	tr.ended(got)
	if diff := cmp.Diff(tr.want, tr.see(tr.t, got)); diff != "" {
		tr.t.Errorf("what came differs from %s (-want +got):\n%s", tr.path, diff)
	}
	for i, s := range tr.sends {
		if i < len(got.status) && got.status[i] != s.status {
			tr.t.Errorf("%s %s: status %d, want %d", s.method, s.target, got.status[i], s.status)
		}
	}
}

// skewed sets the source's clock an hour off, in either direction. (Who listens may rightly refuse what is signed for
// another hour.)
func (c *course) skewed(t *testing.T) {
	for _, off := range []time.Duration{-time.Hour, time.Hour} {
		c.tryAt(t, off, func(tr *trial) {
			if _, listens := tr.source.(http.Handler); listens {
				return
			}
			got := tr.read(tr.after, tr.want.Mentions, 0)
			tr.ended(got)
			tr.complete(fmt.Sprintf("with a clock that is off by %s", off), got)
		})
	}
}

// resumed stops after each page in turn, as a crash would, and lets another source go on from its cursor. After the last
// one there is nothing more to bring, and figures are not due for long.
func (c *course) resumed(t *testing.T) {
	var whole reading
	c.try(t, func(tr *trial) { whole = tr.read(c.after, c.want.Mentions, 0) })
	for i, p := range whole.pages {
		if p.Next == "" {
			continue
		}
		c.try(t, func(tr *trial) {
			before := reading{pages: whole.pages[:i+1]}
			rest := tr.read(p.Next, without(c.want.Mentions, tr.see(tr.t, before).Mentions), 0)
			tr.ended(rest)
			if again := tr.see(tr.t, rest).Figures; p.Next == whole.next && len(again) > 0 {
				tr.t.Errorf("figures come again at once, want the time of the last round in the cursor: %q", again)
			}
			tr.complete(fmt.Sprintf("resumed after page %d", i+1), before, rest)
		})
	}
}

// refused has the pipe refuse each page in turn; the same source must bring it again. (What comes close together may make
// a page more or less than the time before.)
func (c *course) refused(t *testing.T) {
	pages := 0
	c.try(t, func(tr *trial) { pages = len(tr.read(c.after, c.want.Mentions, 0).pages) })
	for i := 1; i <= pages; i++ {
		c.try(t, func(tr *trial) {
			first := tr.read(c.after, c.want.Mentions, i)
			_, listens := tr.source.(http.Handler)
			if first.refused && !listens && !errors.Is(first.err, errRefused) {
				tr.t.Errorf("%s whose page %d was refused: %v, want the pipe's error", tr.name, i, first.err)
			}
			second := tr.read(first.next, without(c.want.Mentions, tr.see(tr.t, first).Mentions), 0)
			tr.ended(second)
			tr.complete(fmt.Sprintf("page %d refused", i), first, second)
		})
	}
}
