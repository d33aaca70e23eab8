package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// bar shows how far long work has come, its rate and how long it will still take. It writes to a terminal and to
// nothing else.
type bar struct {
	w     io.Writer // nil: nobody is looking
	say   printer
	name  string
	total int64 // bytes, 0 when unknown
	now   func() time.Time
	began time.Time
	shown time.Time
}

func (p *program) newProgress(name string, total int64) *bar {
	b := &bar{say: p.say(), name: name, total: total, now: time.Now, began: time.Now()}
	if f, ok := p.err.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		b.w = p.err
	}
	return b
}

// show draws at most ten times a second.
func (b *bar) show(p progress) {
	now := b.now()
	if b.w == nil || now.Sub(b.shown) < 100*time.Millisecond {
		return
	}
	b.shown = now
	fmt.Fprintf(b.w, "\r\x1b[K%s", b.line(p, now.Sub(b.began)))
}

func (b *bar) line(p progress, took time.Duration) string {
	rate := float64(p.Items) / max(took.Seconds(), 0.001)
	if b.total == 0 || p.Read == 0 {
		return b.say.Sprintf("%s: %d, %d a second", b.name, p.Items, int(rate))
	}
	done := float64(p.Read) / float64(b.total)
	left := time.Duration(float64(took) * (1 - done) / done).Round(time.Second)
	return b.say.Sprintf("%s: %d %%, %d, %d a second, %v left", b.name, int(100*done), p.Items, int(rate), left)
}

func (b *bar) done() {
	if b.w != nil && !b.shown.IsZero() {
		fmt.Fprint(b.w, "\r\x1b[K")
	}
}
