package x

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"time"

	"molva/ingest"
)

// How the stream is paid for. X bills what it sends, so there is always money taken for posts that are on their way.
const (
	block  = 20 // posts that are paid for at a time
	margin = 40 // posts that are paid for and have not come yet, at least
	burst  = 10 * time.Second

	silence = 40 * time.Second // of a stream that says every 20 seconds that it lives
	seam    = time.Minute      // after which the search knows all that was written before the stream began
)

// live reads one connection of the filtered stream to its end: it brings what the search has, takes the stream, and a minute later
// asks the search once more, for what was written in between. It returns the place that it reached and why the connection
// ended; nil never.
//
// Posts are paid for before they come: forty at least, and as many as came within ten seconds. When the budget has no more, the
// connection is closed, and what was taken stays taken; so it does whenever it is we who close, since posts may have been on their
// way. The budget holds as long as no more of them were than that.
func (s *Source) live(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	if err := s.keepRules(ctx); err != nil {
		return at, err
	}
	at, err := s.catchUp(ctx, at, emit)
	if err != nil {
		return at, err
	}
	if at, err = s.aside(ctx, at, emit); err != nil {
		return at, err
	}
	t := tap{Source: s, at: at, emit: emit, next: s.env.Now().Add(seam)}
	if err = t.pay(ctx); err == nil {
		err = s.api.Lines(ctx, "/2/tweets/search/stream", s.telling(url.Values{}), silence,
			func(line []byte) error { return t.line(ctx, line) })
	}
	if !t.closed && ctx.Err() == nil {
		s.purse.governor.GiveBack(ingest.USD, float64(t.paid)*s.each(), t.paidAt)
	}
	return t.at, err
}

// tap is one connection of the stream.
type tap struct {
	*Source
	at   place
	emit func(ingest.Page) error

	paid   int // posts that have not come yet
	paidAt time.Time
	closed bool // by us

	since       time.Time // when the posts of now are counted from
	now, before int       // posts within this span of time, and in the one before

	sewn bool      // the search was asked for what was written before the stream began
	next time.Time // when to ask what no stream tells
}

// line takes a line of the stream: a post, an error, or nothing, which says that the stream lives.
func (t *tap) line(ctx context.Context, data []byte) error {
	err := t.take(ctx, data)
	t.closed = err != nil && !errors.Is(err, errEnded)
	return err
}

func (t *tap) take(ctx context.Context, data []byte) error {
	if data = bytes.TrimSpace(data); len(data) > 0 {
		if err := t.post(ctx, data); err != nil {
			return err
		}
	}
	if t.env.Now().Before(t.next) {
		return nil
	}
	return t.ask(ctx)
}

// errEnded is X's word that it ends the stream.
var errEnded = errors.New("the network ends the stream")

// post makes a post durable that was paid for.
func (t *tap) post(ctx context.Context, data []byte) error {
	var said struct {
		answer
		Data json.RawMessage `json:"data"`
	}
	_ = json.Unmarshal(data, &said) // what cannot be read is rejected as a post
	if said.Data == nil && len(said.Errors) > 0 {
		return errEnded
	}
	t.came()
	var p ingest.Page
	t.add(&p, said.Data, authorsOf(said.answer))
	next := t.at
	if t.sewn {
		for _, m := range p.Mentions {
			next = next.passed(t.searches(), number(m.ID), t.env.Now())
		}
	}
	p.Next = ingest.CursorOf(next)
	if err := t.emit(p); err != nil {
		return err
	}
	t.at = next
	return t.pay(ctx)
}

// passed is a place whose searches are read up to a post that came by the stream.
func (p place) passed(lines []line, id int64, now time.Time) place {
	for _, l := range lines {
		if w := p.Lines[l.key]; w.Until == 0 && id > w.Since {
			p = p.with(l.key, walk{Since: passed(id, now)})
		}
	}
	return p
}

// came counts a post.
func (t *tap) came() {
	t.paid--
	if now := t.env.Now(); now.Sub(t.since) >= burst {
		if t.before = t.now; now.Sub(t.since) >= 2*burst {
			t.before = 0
		}
		t.since, t.now = now, 0
	}
	t.now++
}

// pay sees to it that what is on its way is paid for.
func (t *tap) pay(ctx context.Context) error {
	for t.paid < max(margin, t.now+t.before) {
		at := t.env.Now()
		if _, err := t.purse.take(ctx, block, block, t.each()); err != nil {
			return err
		}
		t.paid, t.paidAt = t.paid+block, at
	}
	return nil
}

// ask asks what no stream tells.
func (t *tap) ask(ctx context.Context) (err error) {
	if !t.sewn {
		if t.at, err = t.catchUp(ctx, t.at, t.emit); err != nil {
			return err
		}
		t.sewn = true
	}
	t.next = t.env.Now().Add(t.options.Every)
	t.at, err = t.aside(ctx, t.at, t.emit)
	return err
}
