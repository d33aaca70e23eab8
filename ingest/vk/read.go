package vk

import (
	"cmp"
	"context"
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
	failed, err := s.follow(ctx, s.turned(tasks), r)
	if err != nil {
		return err
	}
	_, err = s.measure(ctx, r.at, emit)
	return cmp.Or(err, failed)
}

// turned are the tasks in the order of this read. The one that ended the last read comes last, or it might end every read before
// the others have had their turn.
func (s *Source) turned(tasks []task) []task {
	i := slices.IndexFunc(tasks, func(t task) bool { return t.name() == s.behind })
	s.behind = ""
	return slices.Concat(tasks[i+1:], tasks[:i+1])
}

// follow goes through the tasks. err ends the read: nobody answers, or wants to be left alone. What is wrong with some tasks does
// not hold up the others: that the token is not good for them is failed, anything else is told once. Where the limit of a day is
// reached that some methods have, the others go on.
func (s *Source) follow(ctx context.Context, tasks []task, r *reader) (failed, err error) {
	spent := map[string]*ingest.Throttled{} // by kind
	var odd []trouble
	went, waiting := 0, 0
	for _, t := range tasks {
		if spent[t.kind] != nil {
			waiting++
			continue
		}
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
			s.behind = t.name()
			return nil, err
		case errors.Is(err, ingest.ErrDenied):
			failed = errors.Join(failed, trouble{t, err})
		default:
			odd = append(odd, trouble{t, err})
		}
	}
	if waiting > 0 && waiting == len(tasks) && len(s.options.Accounts)+len(s.options.Members) == 0 {
		return nil, spent[tasks[0].kind]
	}
	s.remember(spent)
	for _, o := range odd {
		if went+waiting == 0 {
			failed = errors.Join(failed, o)
		} else if err := s.tell(o, r); err != nil {
			return nil, err
		}
	}
	return failed, nil
}

// trouble is what is wrong with one task.
type trouble struct {
	task
	error
}

func (t trouble) Error() string { return t.name() + ": " + t.error.Error() }
func (t trouble) Unwrap() error { return t.error }

// tell says once what is wrong with a task while others go well. It is tried again when it is its turn.
func (s *Source) tell(o trouble, r *reader) error {
	var p ingest.Page
	l := r.at.Lines[o.name()]
	if why := o.error.Error(); l.Shut != why {
		l.Shut = why
		p.Rejected = []ingest.Rejection{{Item: o.of, Reason: why}}
	}
	if s.pause(o.kind, l.Calls) > 0 {
		l.Asked = s.env.Now().UTC()
	}
	return r.bring(o.task, p, l)
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

// turn does one task if it is its turn.
func (s *Source) turn(ctx context.Context, t task, r *reader) error {
	now, l := s.env.Now().UTC(), r.at.Lines[t.name()]
	l.Until = min(l.Until, now.Unix()) // our clock may have been ahead
	if pause := s.pause(t.kind, l.Calls); pause > 0 {
		if since := now.Sub(l.Asked); since >= 0 && since < pause {
			return nil
		}
		l.Asked = now
	}
	t, err := s.located(ctx, t)
	if err == nil {
		err = s.do(ctx, t, l, r)
	}
	if l = r.at.Lines[t.name()]; err != nil || l.Shut == "" {
		return err
	}
	l.Shut = ""
	return r.bring(t, ingest.Page{}, l)
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

// pause is how long a task of the kind waits for its turn that took so many calls the last time, so that the calls of a day last;
// 0 when every read is one. A fifth of the calls is for figures and for looking back.
func (s *Source) pause(kind string, calls int) time.Duration {
	var pause time.Duration
	switch kind {
	case "search":
		pause = day / (searchesADay * 4 / 5) * time.Duration(len(s.terms)*max(calls, 1))
	case "wall":
		pause = day / (wallsADay * 4 / 5) * time.Duration(len(s.options.Walls)*max(calls, 1))
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
