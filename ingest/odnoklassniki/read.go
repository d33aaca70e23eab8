package odnoklassniki

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"molva/ingest"
)

const (
	maxStats  = 2 // pages of the topics that are followed
	maxFailed = 3 // threads of a group, after which the others are left alone
)

// place is where the reading stands.
type place struct {
	Groups  map[string]mark `json:"groups,omitempty"` // by number
	Round   time.Time       `json:"round,omitzero"`   // the last round of figures
	Day     time.Time       `json:"day,omitzero"`     // the last one with those of days
	Members walk            `json:"members,omitzero"`

	safe ingest.Cursor // the last one that was emitted
}

// mark is how far a group was read.
type mark struct {
	Until   time.Time        `json:"until"` // when the newest topic was published, or else the first read
	Threads map[string]heard `json:"threads,omitempty"`
}

// Read brings what is new in the groups, thread by thread, and figures when their time has come. A group that cannot be read
// keeps no other from being.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	at := place{Groups: map[string]mark{}}
	if err := after.Into(&at); err != nil {
		return err
	}
	at.safe = ingest.CursorOf(at)
	maps.DeleteFunc(at.Groups, func(g string, _ mark) bool { return !slices.Contains(s.options.Groups, g) })
	var failed []error
	var full error // what the pipe said
	give := func(p ingest.Page) error {
		full = emit(p)
		return full
	}
	further := func(err error) bool {
		failed = append(failed, err)
		return full == nil && ctx.Err() == nil && !errors.As(err, new(*ingest.Throttled))
	}
	others, err := s.discussions(ctx)
	on := further(err)
	for _, g := range s.options.Groups {
		on = on && further(s.follow(ctx, g, others[g], &at, give))
	}
	if on && further(s.figures(ctx, &at, give)) {
		further(s.members(ctx, &at, give))
	}
	return errors.Join(failed...)
}

// follow brings what is new in one group, in its topics and others of its threads, and moves the place with each page.
func (s *Source) follow(ctx context.Context, g string, others []thread, at *place, emit func(ingest.Page) error) error {
	now := s.env.Now().UTC()
	old, known := at.Groups[g]
	if !known {
		old.Until = now
	}
	topics, more, err := s.latest(ctx, g, now)
	if err != nil {
		return err
	}
	var p ingest.Page
	if more && known && len(topics.threads) > 0 && topics.threads[0].Topic.at().After(old.Until) {
		p.Gap, p.GapFrom = fmt.Sprintf("more topics came in %s than the newest %d, which are read", g, maxStats*perCall), old.Until
	}
	next := old.carried(topics, others, &p)
	if !p.Empty() {
		if err := at.leave(g, next, p, emit); err != nil {
			return err
		}
	}
	var failed []error
	for _, t := range slices.Concat(topics.threads, others) {
		p = ingest.Page{}
		h, ok := next.Threads[t.key()]
		if !ok {
			h = unheard(t, old.Until, now, known)
		}
		h, err := s.hear(ctx, t, h, &p)
		var shut ingest.Page
		if err := s.refused(ctx, t.key(), err, &shut); err != nil {
			failed = append(failed, err)
			if len(failed) == maxFailed || ctx.Err() != nil || errors.As(err, new(*ingest.Throttled)) {
				return errors.Join(failed...)
			}
		}
		for _, r := range shut.Rejected {
			h = h.shut(r, &p)
		}
		next.Threads[t.key()] = h
		if t.Topic != nil && t.Topic.at().After(next.Until) && !t.Topic.at().After(now) { // unless its clock is ahead
			next.Until = t.Topic.at()
		}
		if p.Empty() {
			continue
		}
		if err := at.leave(g, next, p, emit); err != nil {
			return err
		}
	}
	return errors.Join(append(failed, at.leave(g, next, ingest.Page{}, emit))...)
}

// latest are the topics that a group is followed by, and whether there are more.
func (s *Source) latest(ctx context.Context, g string, now time.Time) (all found, more bool, err error) {
	var ids []string
	page := statPage{paging: paging{More: true}}
	for n := 0; n < maxStats && page.More; n++ {
		if page, err = s.stats(ctx, g, ingest.Span{From: now.Add(-followed)}, page.Anchor); err != nil {
			return found{}, false, err
		}
		ids = append(ids, page.ids()...)
	}
	all, err = s.topics(ctx, ids)
	return all, page.More, err
}

// carried is a mark for threads that are still listed, and tells of those that cannot be read.
func (m mark) carried(topics found, others []thread, p *ingest.Page) mark {
	next := mark{Until: m.Until, Threads: map[string]heard{}}
	for _, t := range slices.Concat(topics.threads, others) {
		if h, ok := m.Threads[t.key()]; ok {
			next.Threads[t.key()] = h
		}
	}
	for key, h := range m.Threads {
		if len(topics.threads) == 0 && strings.HasPrefix(key, topicType) { // a list without any may be OK's mistake
			next.Threads[key] = h
		}
	}
	for _, r := range topics.bad {
		h, ok := m.Threads[r.Item]
		if !ok {
			h.Count = -1
		}
		next.Threads[r.Item] = h.shut(r, p)
	}
	return next
}

// leave moves the place and emits a page, unless there is nothing in it and the place stays where it was.
func (at *place) leave(g string, m mark, p ingest.Page, emit func(ingest.Page) error) error {
	at.Groups[g] = m
	if next := ingest.CursorOf(*at); next != at.safe {
		p.Next, at.safe = next, next
	}
	if p.Empty() {
		return nil
	}
	return emit(p)
}

// unheard is where the reading of a thread begins that was not read before. A topic that is no news is counted and no more,
// and so is everything at the first read; other things come to be listed because somebody spoke. What was said is looked for
// as far back as a day, whatever clock it is dated by.
func unheard(t thread, until, now time.Time, known bool) heard {
	h := heard{Count: t.Count, Trail: ingest.Trail{Until: now.Add(-day).Unix()}}
	switch {
	case t.Topic != nil && t.Topic.at().After(until.Add(-day)):
		return heard{Count: -1}
	case t.Topic == nil && known:
		h.Count--
	}
	return h
}
