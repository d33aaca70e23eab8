package frame

import (
	"container/list"
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"molva/store"
)

// How long a view is good, and what keeping them may cost.
const (
	unmoved  = 15 * time.Minute      // a view of what is still so is shown no longer than this: it may say how long ago something was
	oldest   = time.Minute           // a view of what has changed since, no longer than this
	brief    = 2 * time.Second       // one of what is not stored is made anew after this
	patience = 20 * time.Millisecond // a reader waits so long for a new view where there is an older one
	light    = 25 * time.Millisecond // a view that takes no longer is made anew whenever something has changed
	rest     = 9                     // any other only after so many times what it took: at most a tenth of the time goes into one
	allotted = 20 * time.Second      // for making one
	maxKept  = 256
	maxBytes = 32 << 20
)

// shelf keeps views that were made, by what was asked for. As long as nothing has changed one is shown again; after that the
// first who asks has it made anew, once for all who ask. While that takes long an older view is shown, which says how old it is;
// never one from before something that a person did, who looks for it, and never one of another day, on which other periods are over.
type shelf struct {
	revision func(context.Context) (store.Revision, error)
	day      func() string // which it is, wherever topics are
	log      *slog.Logger
	waited   chan struct{} // a place for each view that somebody waits for
	quiet    chan struct{} // and for each that is made while an older one is shown

	mu    sync.Mutex
	acts  int64 // what people did through the pages
	kept  map[string]*kept
	order *list.List // of *kept, the one that was asked for last in front
	bytes int
}

// kept is a place on the shelf.
type kept struct {
	key    string
	at     *list.Element
	shown  *shown // nil: none is made yet
	moment moment
	since  time.Time
	cost   time.Duration
	making *making // nil: none is being made
}

// moment is when a view was begun, as far as that decides what it shows.
type moment struct {
	store.Revision
	day string
}

// making is a view that somebody waits for.
type making struct {
	moment moment
	began  time.Time
	done   chan struct{}
	shown  *shown
	err    error
}

func newShelf(revision func(context.Context) (store.Revision, error), day func() string, log *slog.Logger) *shelf {
	return &shelf{revision: revision, day: day, log: log, waited: make(chan struct{}, 3), quiet: make(chan struct{}, 1), kept: map[string]*kept{}, order: list.New()}
}

// acted is called after whatever a person did.
func (s *shelf) acted() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.acts++
}

// take returns the view that is kept by a key, or has it made, and what was stored when it was begun.
func (s *shelf) take(ctx context.Context, key string, view func(context.Context) (*shown, error)) (*shown, store.Revision, error) {
	now, err := s.moment(ctx)
	if err != nil {
		return nil, now.Revision, err
	}
	older, next := s.look(key, now, view)
	if next == nil {
		return older.shown, older.moment.Revision, nil
	}
	var enough <-chan time.Time
	if older.shown != nil {
		timer := time.NewTimer(patience)
		defer timer.Stop()
		enough = timer.C
	}
	select {
	case <-next.done:
		return next.shown, next.moment.Revision, next.err
	case <-enough:
		return older.shown, older.moment.Revision, nil
	case <-ctx.Done():
		return nil, now.Revision, ctx.Err()
	}
}

func (s *shelf) moment(ctx context.Context) (moment, error) {
	s.mu.Lock()
	acts := s.acts
	s.mu.Unlock()
	r, err := s.revision(ctx)
	r.Acts += acts
	return moment{r, s.day()}, err
}

// look returns what may be shown, with nothing in it where there is none, and the new view that is being made; nil: what there
// is will do.
func (s *shelf) look(key string, now moment, view func(context.Context) (*shown, error)) (older kept, next *making) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.place(key)
	if k.good(now) {
		older = *k
		if k.fresh(now) {
			return older, nil
		}
	}
	if k.making == nil || k.making.moment.Acts != now.Acts || k.making.moment.day != now.day {
		k.making = &making{moment: now, began: time.Now(), done: make(chan struct{})}
		room := s.waited
		if older.shown != nil {
			room = s.quiet
		}
		go s.make(k, k.making, room, view)
	}
	return older, k.making
}

// place finds the place of a key, or makes it.
func (s *shelf) place(key string) *kept {
	k := s.kept[key]
	if k == nil {
		k = &kept{key: key}
		k.at = s.order.PushFront(k)
		s.kept[key] = k
		return k
	}
	s.order.MoveToFront(k.at)
	return k
}

// good reports whether a view may still be shown.
func (k *kept) good(now moment) bool {
	if k.shown == nil || k.moment.Acts != now.Acts || k.moment.day != now.day {
		return false
	}
	age := time.Since(k.since)
	return age <= oldest || k.moment == now && age <= unmoved
}

// fresh reports whether no other needs to be made.
func (k *kept) fresh(now moment) bool {
	age := time.Since(k.since)
	switch {
	case k.shown.Brief:
		return age <= brief
	case k.moment == now:
		return age <= oldest
	}
	return k.cost > light && age <= rest*k.cost
}

// make makes a view and puts it in its place. Nobody's leaving ends it: others may wait, and the next to come will ask for it.
func (s *shelf) make(k *kept, m *making, room chan struct{}, view func(context.Context) (*shown, error)) {
	room <- struct{}{}
	defer func() { <-room }()
	ctx, cancel := context.WithTimeout(context.Background(), allotted)
	defer cancel()
	began := time.Now()
	m.shown, m.err = s.safely(ctx, view)
	s.put(k, m, time.Since(began))
	close(m.done)
}

func (s *shelf) safely(ctx context.Context, view func(context.Context) (*shown, error)) (v *shown, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %T at\n%s", p, debug.Stack()) // its value may hold an author's text
		}
	}()
	return view(ctx)
}

// put keeps what was made, unless something else has been begun meanwhile; what failed is not kept.
func (s *shelf) put(k *kept, m *making, cost time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if k.making != m {
		return
	}
	k.making = nil
	if s.kept[k.key] != k {
		return
	}
	s.bytes -= k.size()
	if m.err != nil {
		k.shown = nil
	} else {
		k.shown, k.moment, k.since, k.cost = m.shown, m.moment, m.began, cost
	}
	s.bytes += k.size()
	s.clear()
}

func (k *kept) size() int {
	if k.shown == nil {
		return 0
	}
	return len(k.shown.body) + len(k.shown.packed)
}

// clear makes room: what nobody has asked for in the longest time goes first.
func (s *shelf) clear() {
	for s.order.Len() > maxKept || s.bytes > maxBytes {
		k := s.order.Remove(s.order.Back()).(*kept)
		delete(s.kept, k.key)
		s.bytes -= k.size()
	}
}
