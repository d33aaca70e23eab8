package fetch

import (
	"context"
	"fmt"
	"time"

	"github.com/coder/websocket"
)

// patience is how long the other end of a websocket may take to say that it lives.
const patience = 10 * time.Second

// Socket reads a websocket. Its frames wait in a queue for whoever takes them.
type Socket struct {
	Frames <-chan []byte // closed at the end

	conn  *websocket.Conn
	stop  context.CancelFunc
	ended error // is set before Frames is closed
}

// Listen begins to read. The socket is to be closed in the end, and closes the connection.
func Listen(ctx context.Context, conn *websocket.Conn, queue int) *Socket {
	ctx, stop := context.WithCancel(ctx)
	frames := make(chan []byte, queue)
	s := &Socket{Frames: frames, conn: conn, stop: stop}
	go func() {
		defer close(frames)
		s.ended = s.read(ctx, frames)
	}()
	return s
}

func (s *Socket) read(ctx context.Context, frames chan<- []byte) error {
	for {
		_, data, err := s.conn.Read(ctx)
		if err != nil {
			return fmt.Errorf("read stream: %w", err)
		}
		select {
		case frames <- data:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Ended is why there are no more frames; it is known once Frames is closed.
func (s *Socket) Ended() error { return s.ended }

// Ping returns an error when the other end does not live, which may rightly be silent for hours. While frames wait it does live;
// and as nobody may be reading then, its answer would not be heard.
func (s *Socket) Ping(ctx context.Context) error {
	if len(s.Frames) > 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := s.conn.Ping(ctx); err != nil {
		return fmt.Errorf("the stream does not answer: %w", err)
	}
	return nil
}

// Close ends the connection, and returns once nothing reads it any more.
func (s *Socket) Close() {
	s.stop()
	for range s.Frames {
	}
	_ = s.conn.CloseNow()
}
