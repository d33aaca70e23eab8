package vk

import (
	"context"
	"time"

	"molva/ingest"
	"molva/ingest/fetch"
)

const (
	beat     = time.Minute      // between two looks whether the stream lives: it may rightly be silent for hours
	outage   = 90 * time.Second // who was away for longer has missed something
	queue    = 100              // frames that wait, and the most that make a page
	maxFrame = 1 << 20
)

// StreamingOptions says whether to listen to the Streaming API.
type StreamingOptions struct {
	// Streaming listens for the terms of search, with a service token. VK shows one matching post or comment of a hundred there,
	// unless it has granted the application all of them, and does not send again what was missed.
	Streaming bool `yaml:"streaming"`
}

func (o StreamingOptions) validate(all Options) error {
	beside := len(all.Walls)+len(all.Boards)+len(all.Mentions)+len(all.Accounts)+len(all.Members) > 0
	if o.Streaming && (beside || all.Callback != nil || all.LongPoll != 0) {
		return ingest.Complain("a source with streaming reads nothing else: make it two sources")
	}
	return nil
}

// heard is the cursor of the stream: until when it was listened to.
type heard struct {
	Until int64 `json:"until,omitempty"` // Unix time
}

// stream is a source that listens for new posts and comments. What it brought, and what was before, is asked for as ever.
type stream struct{ *Source }

// Read listens until ctx ends.
func (s *stream) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at heard
	if err := after.Into(&at); err != nil {
		return err
	}
	return ingest.Stay(ctx, s.env, emit, func(emit func(ingest.Page) error) (err error) {
		at, err = s.listen(ctx, at, emit)
		return err
	})
}

// listen reads one connection to its end, and returns until when it was heard and why it ended; nil never.
func (s *stream) listen(ctx context.Context, at heard, emit func(ingest.Page) error) (heard, error) {
	server, err := s.server(ctx)
	if err != nil {
		return at, err
	}
	rejected, err := server.agree(ctx, s.tag(), s.rules())
	if err != nil {
		return at, err
	}
	conn, err := server.dial(ctx)
	if err != nil {
		return at, err
	}
	socket := fetch.Listen(ctx, conn, queue)
	defer socket.Close()

	p := s.missed(at)
	p.Rejected = rejected
	if !p.Empty() {
		if err := emit(p); err != nil {
			return at, err
		}
	}
	return s.hear(ctx, socket, s.now(), emit)
}

// now is the place of who listens at this moment.
func (s *stream) now() heard { return heard{s.env.Now().Unix()} }

// missed is the gap since the stream was last heard; an empty page for none.
func (s *stream) missed(at heard) (p ingest.Page) {
	since := moment(at.Until)
	if at.Until > 0 && s.env.Now().Sub(since) > outage {
		p.Gap, p.GapFrom, p.Next = "the stream was not heard, and VK does not send again what was missed", since, ingest.CursorOf(s.now())
	}
	return p
}

// hear emits frames as they come, those that wait as one page.
func (s *stream) hear(ctx context.Context, socket *fetch.Socket, at heard, emit func(ingest.Page) error) (heard, error) {
	pulse := time.NewTicker(beat)
	defer pulse.Stop()
	for {
		var p ingest.Page
		select {
		case data, open := <-socket.Frames:
			if !open {
				return s.now(), socket.Ended()
			}
			s.gather(&p, data, socket.Frames)
		case <-pulse.C:
			if err := socket.Ping(ctx); err != nil {
				return at, err
			}
		case <-ctx.Done():
			return at, ctx.Err()
		}
		next := s.now()
		p.Next = ingest.CursorOf(next)
		if err := emit(p); err != nil {
			return at, err
		}
		at = next
	}
}

// gather adds a frame, and those that wait behind it.
func (s *stream) gather(p *ingest.Page, data []byte, frames <-chan []byte) {
	for n := 1; ; n++ {
		s.frame(p, data)
		if n >= queue || len(frames) == 0 {
			return
		}
		data = <-frames // also nil, when they have just ended: the next look finds that out
	}
}
