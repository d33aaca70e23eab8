package mastodon

import (
	"context"
	"strings"
	"time"

	"molva/ingest"
)

// steady is how long a connection must have held to be renewed here; a shorter one is the worker's to pace.
const steady = time.Minute

// Read brings what is newer than the cursor. With Stream it stays until ctx ends, which is no error, or until a
// connection fails within a minute.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	at, err := parsePlace(after)
	if err != nil {
		return err
	}
	if !s.options.Stream {
		if at, err = s.catchUp(ctx, at, emit); err != nil {
			return err
		}
		_, err := s.poll(ctx, at, emit)
		return err
	}
	for {
		var refused error
		start := s.env.Now()
		at, err = s.live(ctx, at, func(p ingest.Page) error {
			refused = emit(p)
			return refused
		})
		switch {
		case refused != nil:
			return refused
		case ctx.Err() != nil:
			return nil
		case s.env.Now().Sub(start) < steady:
			return err
		}
		s.env.Log.Info("connection ended, connecting again", "err", err)
	}
}

// poll does what no stream brings: it searches, and when a round of figures is due it makes one.
func (s *Source) poll(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	at, err := s.search(ctx, at, emit)
	if err != nil {
		return at, err
	}
	return s.measure(ctx, at, emit)
}

// address makes an account's name complete: an instance leaves its own host out.
func address(acct, host string) string {
	if acct == "" || strings.Contains(acct, "@") {
		return acct
	}
	return acct + "@" + host
}
