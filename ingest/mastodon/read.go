package mastodon

import (
	"context"
	"strings"

	"molva/ingest"
)

// Read brings what is newer than the cursor. With Stream it stays until ctx ends, which is no error, or as [ingest.Stay]
// has it.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at place
	err := after.Into(&at)
	if err != nil {
		return err
	}
	if s.options.Stream {
		return ingest.Stay(ctx, s.env, emit, func(emit func(ingest.Page) error) (err error) {
			at, err = s.live(ctx, at, emit)
			return err
		})
	}
	if at, err = s.catchUp(ctx, at, emit); err != nil {
		return err
	}
	_, err = s.poll(ctx, at, emit)
	return err
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
