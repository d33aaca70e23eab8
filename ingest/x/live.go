package x

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"time"

	"molva/ingest"
)

// How the stream is paid for. X bills what it sends, so there is always money taken for posts that are on their way.
const (
	block  = 20 // posts that are paid for at a time
	margin = 40 // posts that are paid for and have not come yet, at least
	burst  = 10 * time.Second

	backlog = 300 // posts that came and are not durable yet, at most

	silence = 40 * time.Second // of a stream that says every 20 seconds that it lives
	seam    = time.Minute      // after which the search knows all that was written before the stream began
)

// live reads one connection of the filtered stream to its end: it brings what the search has, takes the stream, and a minute later
// asks the search once more, for what was written in between. It returns the place that it reached and why the connection
// ended; nil never.
//
// Posts are paid for before they come: forty at least, and as many as came within ten seconds. When the budget has no more, or the
// month ends, the connection is closed, and what was taken stays taken, since posts may have been on their way; so it does when the
// connection breaks off without a word. The budget holds as long as no more of them were than that.
func (s *Source) live(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	if err := s.keepRules(ctx); err != nil {
		return at, err
	}
	at, err := s.catchUp(ctx, at, emit)
	if err != nil {
		return at, err
	}
	if at, err = s.besides(ctx, at, emit); err != nil {
		return at, err
	}
	t := tap{Source: s, at: at, emit: emit, next: s.env.Now().Add(seam), came: make(chan delivery, backlog)}
	err = t.run(ctx)
	return t.at, err
}

// tap is one connection of the stream. What comes is paid for at once, lest it come unpaid while the pipe, or the search, takes its
// time; it is made durable behind a queue.
type tap struct {
	*Source
	at   place
	emit func(ingest.Page) error
	came chan delivery

	paid   int // posts that have not come yet
	paidAt time.Time
	closed bool // by us

	since       time.Time // when the posts of now are counted from
	now, before int       // posts within this span of time, and in the one before

	sewn bool      // the search was asked for what was written before the stream began
	next time.Time // when to ask what no stream tells
}

// delivery is a post that came, or a sign of life.
type delivery struct {
	post    bool
	data    json.RawMessage
	authors map[string]user
}

// run reads the connection to its end.
func (t *tap) run(ctx context.Context) error {
	if err := t.pay(ctx); err != nil {
		t.settle(false, err)
		return err
	}
	wire, cut := context.WithCancel(ctx)
	defer cut()
	wire, sent := traced(wire)
	ended := make(chan error, 1)
	go func() {
		defer close(t.came)
		ended <- t.api.Lines(wire, "/2/tweets/search/stream", t.telling(url.Values{}), silence, func(line []byte) error { return t.line(ctx, line) })
	}()
	var failed error
	for d := range t.came {
		if failed == nil {
			failed = t.take(ctx, d)
		}
		if failed != nil {
			cut()
		}
	}
	err := <-ended
	t.closed = t.closed || failed != nil || ctx.Err() != nil
	t.settle(sent.Load(), err)
	return cmp.Or(failed, err)
}

// settle gives back what was paid for posts that never will come. Where we have cut the connection, or it broke off, some may have
// been on their way.
func (t *tap) settle(sent bool, err error) {
	whole := errors.Is(err, io.EOF) || errors.Is(err, errEnded) || refused(err)
	switch {
	case t.closed:
	case whole || !sent:
		t.purse.governor.GiveBack(ingest.USD, float64(t.paid)*t.each(), t.paidAt)
	default:
		t.purse.answered(false)
	}
}

// line takes a line of the stream: a post, an error, or nothing, which says that the stream lives. What was sent is ours, even if
// there is no money for what comes next.
func (t *tap) line(ctx context.Context, data []byte) error {
	err := t.receive(ctx, bytes.TrimSpace(data))
	if err == nil {
		err = t.purse.turning() // the next month pays for itself
	}
	t.closed = err != nil && !errors.Is(err, errEnded)
	return err
}

func (t *tap) receive(ctx context.Context, data []byte) error {
	var d delivery
	if len(data) > 0 {
		var said struct {
			answer
			Data json.RawMessage `json:"data"`
		}
		_ = json.Unmarshal(data, &said) // what cannot be read is rejected as a post
		if said.Data == nil && len(said.Errors) > 0 {
			return errEnded
		}
		d = delivery{post: true, data: said.Data, authors: authorsOf(said.answer)}
		t.count()
	}
	select {
	case t.came <- d:
		return t.pay(ctx)
	default:
	}
	if d.post {
		return errBehind
	}
	return nil
}

// take makes durable what came, and asks what no stream tells when it is time.
func (t *tap) take(ctx context.Context, d delivery) error {
	if d.post {
		if err := t.post(d); err != nil {
			return err
		}
	}
	if wait := t.next.Sub(t.env.Now()); wait > 0 && wait <= max(seam, t.options.Every) { // longer: the clock was set back
		return nil
	}
	return t.ask(ctx)
}

// errBehind: what is not taken any more comes by the search.
var errBehind = errors.New("posts come faster than they can be kept")

// errEnded is X's word that it ends the stream.
var errEnded = errors.New("the network ends the stream")

// post makes a post durable.
func (t *tap) post(d delivery) error {
	var p ingest.Page
	t.add(&p, d.data, d.authors)
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
	return nil
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

// count counts a post that came.
func (t *tap) count() {
	t.paid--
	now := t.env.Now()
	if since := now.Sub(t.since); since >= burst || since < 0 {
		if t.before = t.now; since >= 2*burst {
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
	t.at, err = t.besides(ctx, t.at, t.emit)
	return err
}

// besides is aside; what X does not answer there is no reason to leave the stream.
func (s *Source) besides(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	at, err := s.aside(ctx, at, emit)
	if unfit(err) {
		s.env.Log.Warn("not everything is read", "err", err)
		err = nil
	}
	return at, err
}
