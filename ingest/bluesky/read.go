package bluesky

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/coder/websocket"

	"molva/ingest"
)

const (
	// silence without one event means that the connection is dead: somebody always writes. It is shorter than the minute
	// after which a connection counts as one that worked, or a server that says nothing would never look broken.
	silence = 45 * time.Second

	flush = time.Second      // the longest that a mention waits for others
	move  = 10 * time.Second // the longest that the cursor stays behind when nothing names a topic
	batch = 500              // mentions in a page
)

// Read listens until ctx ends, which is no error, or as [ingest.Stay] has it.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at place
	if err := after.Into(&at); err != nil {
		return err
	}
	return ingest.Stay(ctx, s.env, emit, func(emit func(ingest.Page) error) error {
		b := &builder{source: s, at: at, emit: emit}
		err := s.listen(ctx, b)
		at = b.at
		return err
	})
}

// listen reads one connection to its end. It returns why that came; nil never.
func (s *Source) listen(ctx context.Context, b *builder) error {
	at := b.at
	conn, gap, err := s.connect(ctx, &at)
	if err != nil {
		return err
	}
	defer conn.CloseNow()
	b.lose(gap)
	b.at = at

	ctx, cancel := context.WithCancel(ctx)
	frames, ended := make(chan []byte, batch), make(chan error, 1)
	go func() {
		defer close(frames)
		ended <- pump(ctx, conn, frames)
	}()
	rounds := s.rounds(ctx, time.Unix(b.at.Figures, 0))
	defer func() {
		cancel()
		for range frames { // until pump has gone
		}
		for range rounds { // and measure
		}
	}()
	return b.run(ctx, frames, rounds, ended)
}

// rounds gives the figures of the accounts, until ctx ends; then it is closed.
func (s *Source) rounds(ctx context.Context, last time.Time) <-chan ingest.Page {
	rounds := make(chan ingest.Page)
	go func() {
		defer close(rounds)
		if len(s.options.Accounts) > 0 {
			s.measure(ctx, last, rounds)
		}
		<-ctx.Done()
	}()
	return rounds
}

// pump reads frames until the connection ends or is silent for too long.
func pump(ctx context.Context, conn *websocket.Conn, frames chan<- []byte) error {
	for {
		data, err := next(ctx, conn)
		if err != nil {
			return err
		}
		select {
		case frames <- data:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func next(ctx context.Context, conn *websocket.Conn) ([]byte, error) {
	bounded, cancel := context.WithTimeout(ctx, silence)
	defer cancel()
	_, data, err := conn.Read(bounded)
	if errors.Is(bounded.Err(), context.DeadlineExceeded) {
		return nil, fmt.Errorf("no event came for %s", silence)
	}
	if err != nil {
		return nil, fmt.Errorf("read stream: %w", err)
	}
	return data, nil
}
