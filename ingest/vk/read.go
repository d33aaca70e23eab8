package vk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"slices"
	"time"

	"molva/ingest"
	"molva/ingest/fetch"
)

const (
	overlap  = 30 * time.Minute // how much later than others a post may come to be found
	patience = 30 * time.Minute // whoever asks to wait for longer means one method, not all of them
	maxPage  = 1000             // the most mentions that one page may hold
	fields   = "screen_name,followers_count,members_count"
)

// task is one thing to read.
type task struct {
	kind, of string
	owner    int64 // whose wall, board or name it is, once it is located
}

func (t task) name() string { return t.kind + " " + t.of }

// tasks are all that the options ask for, in their order.
func (s *Source) tasks() []task {
	var all []task
	for _, some := range []struct {
		kind string
		of   []string
	}{{"search", s.terms}, {"wall", s.options.Walls}, {"board", s.options.Boards}, {"mentions", s.options.Mentions}} {
		for _, of := range some.of {
			all = append(all, task{kind: some.kind, of: of})
		}
	}
	return all
}

// Read brings what is new, task by task, and then figures when it is time for them.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at place
	if err := after.Into(&at); err != nil {
		return err
	}
	tasks := s.tasks()
	r := &reader{at: at.without(tasks), emit: emit}
	failed, err := s.follow(ctx, tasks, r)
	if err != nil {
		return err
	}
	_, err = s.measure(ctx, r.at, emit)
	return cmp.Or(err, failed)
}

// follow goes through the tasks. failed is what went wrong with some and does not hold up the others; err ends the read. Where
// the limit of a day is reached that some methods have, or the token is not good for all of them, the others go on.
func (s *Source) follow(ctx context.Context, tasks []task, r *reader) (failed, err error) {
	spent := map[string]*ingest.Throttled{} // by kind
	went, waiting := 0, 0
	for _, t := range tasks {
		err := s.turn(ctx, t, r)
		var slow *ingest.Throttled
		switch throttled := errors.As(err, &slow); {
		case err == nil:
			went++
		case r.refused != nil || ctx.Err() != nil:
			return nil, err
		case s.waitsLong(err):
			spent[t.kind], waiting = slow, waiting+1
		case throttled || unreachable(err) || went == 0 && errors.Is(err, ingest.ErrDenied):
			return nil, err
		default:
			failed = errors.Join(failed, fmt.Errorf("%s: %w", t.name(), err))
		}
	}
	if waiting > 0 && waiting == len(tasks) && len(s.options.Accounts)+len(s.options.Members) == 0 {
		return nil, spent[tasks[0].kind]
	}
	s.remember(spent)
	return failed, nil
}

// remember lets nobody ask before for what is spent.
func (s *Source) remember(spent map[string]*ingest.Throttled) {
	for kind, method := range methods {
		if slow := spent[kind]; slow != nil {
			s.env.Governor.Heard(method, 0, slow.Until)
		}
	}
}

// waitsLong reports whether the limit of a day is reached.
func (s *Source) waitsLong(err error) bool {
	var slow *ingest.Throttled
	return errors.As(err, &slow) && slow.Until.Sub(s.env.Now()) >= patience
}

// unreachable reports whether it was not VK that answered, so that asking for something else does not help.
func unreachable(err error) bool {
	return errors.As(err, new(*fetch.StatusError)) || errors.As(err, new(net.Error))
}

// turn does one task if it is its turn. That its subject is gone is told once, and it is tried again the next time.
func (s *Source) turn(ctx context.Context, t task, r *reader) error {
	now, was := s.env.Now().UTC(), r.at.Lines[t.name()]
	l := was
	l.Shut, l.Until = "", min(l.Until, now.Unix()) // our clock may have been ahead
	if pause := s.pause(t.kind); pause > 0 {
		if since := now.Sub(l.Asked); since >= 0 && since < pause {
			return nil
		}
		l.Asked = now
	}
	t, err := s.located(ctx, t)
	if err == nil {
		err = s.do(ctx, t, l, r)
	}
	if !gone(err) {
		return err
	}
	var p ingest.Page
	if l = r.at.Lines[t.name()]; was.Shut != err.Error() {
		l.Shut = err.Error()
		p.Rejected = []ingest.Rejection{{Item: t.of, Reason: err.Error()}}
	}
	return r.bring(t, p, l)
}

// located is a task that knows whose wall, board or name it is.
func (s *Source) located(ctx context.Context, t task) (task, error) {
	if t.kind == "search" {
		return t, nil
	}
	var err error
	if t.owner, err = s.owner(ctx, t.of); err == nil && t.kind == "board" && t.owner > 0 {
		err = fmt.Errorf("a person has no board: %w", ingest.ErrGone)
	}
	return t, err
}

func (s *Source) do(ctx context.Context, t task, l line, r *reader) error {
	switch t.kind {
	case "search":
		return s.seek(ctx, t, l, r)
	case "wall":
		return s.readWall(ctx, t, l, r)
	case "board":
		return s.readBoard(ctx, t, l, r)
	}
	return s.named(ctx, t, l, r)
}

// pause is how long a task of the kind waits for its turn, so that the calls of a day last; 0 when every read is one. A fifth
// of the calls is for figures and for looking back.
func (s *Source) pause(kind string) time.Duration {
	var pause time.Duration
	switch kind {
	case "search":
		pause = day * time.Duration(len(s.terms)) / (searchesADay * 4 / 5)
	case "wall":
		pause = day * time.Duration(len(s.options.Walls)) / (wallsADay * 4 / 5)
	}
	if pause <= s.options.Every {
		return 0
	}
	return pause
}

// gone reports whether VK itself says that something is not there, or not for us. A bare 404 may be anybody's.
func gone(err error) bool {
	return errors.Is(err, ingest.ErrGone) && !errors.As(err, new(*fetch.StatusError))
}

// reader is a read under way.
type reader struct {
	at      place
	emit    func(ingest.Page) error
	refused error // what emit said
}

// list brings what came of a list, whose bad items may come again with every read.
func (r *reader) list(t task, p ingest.Page, l line) error {
	l, p.Rejected = l.news(p.Rejected)
	return r.bring(t, p, l)
}

// bring emits a page and moves on, unless there is nothing to say. Where a page is long, the last part of it has the cursor.
func (r *reader) bring(t task, p ingest.Page, l line) error {
	next := r.at.with(t.name(), l)
	if p.Next = ingest.CursorOf(next); p.Next == ingest.CursorOf(r.at) && len(p.Mentions)+len(p.Rejected) == 0 && p.Gap == "" {
		return nil
	}
	if r.refused = inParts(p, r.emit); r.refused == nil {
		r.at = next
	}
	return r.refused
}

// inParts emits a page oldest first, a long one in several.
func inParts(p ingest.Page, emit func(ingest.Page) error) error {
	slices.SortStableFunc(p.Mentions, func(a, b ingest.Mention) int { return a.Published.Compare(b.Published) })
	for len(p.Mentions) > maxPage {
		if err := emit(ingest.Page{Mentions: p.Mentions[:maxPage]}); err != nil {
			return err
		}
		p.Mentions = p.Mentions[maxPage:]
	}
	return emit(p)
}

// sifting takes the new posts out of what came.
type sifting struct {
	page   ingest.Page
	line   line
	seen   map[string]int64          // those that are new, by their last change
	wanted func(ingest.Mention) bool // nil: all of them
	posts  []post                    // all that came, in their order
}

func sift(l line, wanted func(ingest.Mention) bool) *sifting {
	return &sifting{line: l, seen: map[string]int64{}, wanted: wanted}
}

// take takes a list and reports whether its last post was new.
func (f *sifting) take(found list) (fresh bool) {
	who := found.people()
	for _, data := range found.Items {
		p, ok := decode(&f.page, data, post.usable)
		if !ok {
			continue
		}
		f.posts = append(f.posts, p)
		if fresh = f.isNew(p); !fresh {
			continue
		}
		f.seen[p.id()] = p.changed()
		if m, speaks := p.mention(who); speaks && (f.wanted == nil || f.wanted(m)) {
			f.page.Mentions = append(f.page.Mentions, m)
		}
	}
	return fresh
}

func (f *sifting) isNew(p post) bool {
	_, twice := f.seen[p.id()]
	return !twice && p.changed() >= f.line.since() && !f.line.Has(p.id(), p.changed())
}

// changed is when the post was edited, or else written.
func (p post) changed() int64 { return max(p.Edited, p.Date) }

// lost says that a list was not read to where the last read ended.
func (f *sifting) lost(why string) {
	f.page.Gap, f.page.GapFrom = why, moment(f.line.Until)
}

// items are those of a list that can be read.
func items[T any](p *ingest.Page, all []json.RawMessage, usable func(T) error) (good []T) {
	for _, data := range all {
		if item, ok := decode(p, data, usable); ok {
			good = append(good, item)
		}
	}
	return good
}
