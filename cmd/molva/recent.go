package main

import (
	"context"
	"log/slog"
	"regexp"
	"slices"
	"sync"
)

// keptLines is how many of the last log lines are kept in memory for a report of a fault, and keptBytes how much of each.
const (
	keptLines = 500
	keptBytes = 4 << 10
)

// recent keeps the last lines of the log. It is a ring: the oldest goes when a new one comes.
type recent struct {
	mu    sync.Mutex
	lines []string
	next  int
}

// named finds what a mention is called within an error: its id leads to who wrote it.
var namedMention = regexp.MustCompile(`mention "?[a-z0-9-]+:[^\s:"]+`)

// Write takes one line, as a handler of slog writes it.
func (r *recent) Write(line []byte) (int, error) {
	text := namedMention.ReplaceAllString(string(line[:min(len(line), keptBytes)]), "mention …")
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.lines) < keptLines {
		r.lines = append(r.lines, text)
	} else {
		r.lines[r.next] = text
	}
	r.next = (r.next + 1) % keptLines
	return len(line), nil
}

// all are the lines, the oldest first.
func (r *recent) all() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.lines) < keptLines {
		return slices.Clone(r.lines)
	}
	return slices.Concat(r.lines[r.next:], r.lines[:r.next])
}

// personal are the keys of the log under which somebody may be named.
var personal = []string{"mention", "author", "name", "user", "who", "by", "from", "address", "contact"}

// beside is a log whose lines are kept too: without those of debugging, and without names.
func (r *recent) beside(log *slog.Logger) *slog.Logger {
	hide := func(_ []string, a slog.Attr) slog.Attr {
		if slices.Contains(personal, a.Key) {
			a.Value = slog.StringValue("…")
		}
		return a
	}
	return slog.New(slog.NewMultiHandler(log.Handler(), slog.NewTextHandler(r, &slog.HandlerOptions{ReplaceAttr: hide})))
}

// recentOrder asks the running instance for the last lines of its log.
var recentOrder = order[struct{}, []string]{"recent", func(r *rooms, _ context.Context, _ struct{}) ([]string, error) {
	if r.recent == nil {
		return nil, nil
	}
	return r.recent.all(), nil
}}
