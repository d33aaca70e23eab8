package odnoklassniki

import (
	"context"
	"errors"
	"slices"
	"time"

	"molva/ingest"
)

const maxStats = 3 // pages of the topics that are followed

// place is where the reading stands.
type place struct {
	Groups  map[string]mark `json:"groups,omitempty"` // by number
	Round   time.Time       `json:"round,omitzero"`   // the last round of figures
	Day     time.Time       `json:"day,omitzero"`     // the last one with those of days
	Members walk            `json:"members,omitzero"`
}

// mark is how far a group was read.
type mark struct {
	Until   time.Time        `json:"until"` // when the newest topic was published, or else the first read
	Threads map[string]heard `json:"threads,omitempty"`
	Bad     []string         `json:"bad,omitempty"` // topics that cannot be read, told once
}

// heard is how far a thread was read.
type heard struct {
	Count        int64 `json:"count"` // comments that it had then
	ingest.Trail       // of them
}

// Read brings what is new in the groups, thread by thread, and figures when their time has come. A group that cannot be read
// keeps no other from being.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	at := place{Groups: map[string]mark{}}
	if err := after.Into(&at); err != nil {
		return err
	}
	var failed []error
	for _, g := range s.options.Groups {
		err := s.follow(ctx, g, &at, emit)
		if err != nil && !errors.Is(err, ingest.ErrDenied) && !errors.Is(err, ingest.ErrGone) {
			return err
		}
		failed = append(failed, err)
	}
	for _, further := range []func(context.Context, *place, func(ingest.Page) error) error{s.figures, s.members} {
		if err := further(ctx, &at, emit); err != nil {
			return errors.Join(append(failed, err)...)
		}
	}
	return errors.Join(failed...)
}

// follow brings what is new in one group and moves the place with each page.
func (s *Source) follow(ctx context.Context, g string, at *place, emit func(ingest.Page) error) error {
	now := s.env.Now().UTC()
	old, known := at.Groups[g]
	if !known {
		old.Until = now
	}
	threads, bad, err := s.threads(ctx, g, now)
	if err != nil {
		return err
	}
	var p ingest.Page
	next := old.carried(threads, bad)
	next.reject(&p, bad, old.Bad)
	for _, t := range threads {
		h, ok := next.Threads[t.key()]
		if !ok {
			h = unheard(t, old.Until, now, known)
		}
		next.Threads[t.key()], err = s.hear(ctx, t, h, &p)
		if errors.Is(err, ingest.ErrDenied) { // this one's comments, since the others are given
			next.reject(&p, []ingest.Rejection{{Item: t.key(), Reason: err.Error()}}, old.Bad)
		} else if err != nil {
			return err
		}
		next.Until = latest(next.Until, t, now)
		if p.Empty() {
			continue
		}
		if err := s.leave(g, next, at, p, emit); err != nil {
			return err
		}
		p = ingest.Page{}
	}
	return s.leave(g, next, at, p, emit)
}

// carried is a mark for threads that are still listed, and for those that may be readable again.
func (m mark) carried(threads []thread, bad []ingest.Rejection) mark {
	next := mark{Until: m.Until, Threads: map[string]heard{}}
	keep := func(key string) {
		if h, ok := m.Threads[key]; ok {
			next.Threads[key] = h
		}
	}
	for _, t := range threads {
		keep(t.key())
	}
	for _, r := range bad {
		keep(r.Item)
	}
	return next
}

// leave moves the place and emits a page, unless there is nothing in it and the place stays where it was.
func (s *Source) leave(g string, m mark, at *place, p ingest.Page, emit func(ingest.Page) error) error {
	before := ingest.CursorOf(*at)
	at.Groups[g] = m
	if next := ingest.CursorOf(*at); next != before {
		p.Next = next
	}
	if p.Empty() {
		return nil
	}
	return emit(p)
}

// reject tells of what cannot be read and was not told before.
func (m *mark) reject(p *ingest.Page, bad []ingest.Rejection, told []string) {
	for _, r := range bad {
		m.Bad = append(m.Bad, r.Item)
		if !slices.Contains(told, r.Item) {
			p.Rejected = append(p.Rejected, r)
		}
	}
}

// threads are those of a group that may have something new: topics, oldest first, and whatever else is talked about.
func (s *Source) threads(ctx context.Context, g string, now time.Time) (all []thread, bad []ingest.Rejection, err error) {
	var ids []string
	page := statPage{More: true}
	for n := 0; n < maxStats && page.More; n++ {
		if page, err = s.stats(ctx, g, ingest.Span{From: now.Add(-followed)}, page.Anchor); err != nil {
			return nil, nil, err
		}
		for _, t := range *page.Topics {
			ids = append(ids, t.ID)
		}
	}
	topics, err := s.topics(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	for _, t := range topics.topics {
		x := t.thread()
		x.Names = topics.names
		all = append(all, x)
	}
	others, err := s.discussions(ctx, g)
	return append(all, others...), topics.bad, err
}

// unheard is where the reading of a thread begins that was not read before. A topic that is no news is counted and no more,
// and so is everything at the first read; other things come to be listed because somebody spoke.
func unheard(t thread, until, now time.Time, known bool) heard {
	switch {
	case t.Topic != nil && t.Topic.at().After(until.Add(-day)):
		return heard{Count: -1}
	case t.Topic == nil && known:
		return heard{Count: t.Count - 1, Trail: ingest.Trail{Until: now.Add(-day).Unix()}}
	}
	return heard{Count: t.Count, Trail: ingest.Trail{Until: now.Unix()}}
}

// latest is the later one of a time and that of a topic, unless its clock is ahead.
func latest(until time.Time, t thread, now time.Time) time.Time {
	if t.Topic == nil || t.Topic.at().After(now) || t.Topic.at().Before(until) {
		return until
	}
	return t.Topic.at()
}
