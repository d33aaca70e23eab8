package stream

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go"

	"molva/ingest"
)

// connect dials once; later the connection heals by itself, forever, and says when it did.
func (s *Stream) connect(ctx context.Context) (*nats.Conn, error) {
	s.up.Store(true) // until we hear otherwise; if this fails nobody asks
	opts := []nats.Option{
		nats.Name("molva"),
		nats.Timeout(untilDeadline(ctx, 3*time.Second)),
		nats.MaxReconnects(-1),
		nats.ReconnectWait(50 * time.Millisecond),
		nats.ReconnectJitter(50*time.Millisecond, 500*time.Millisecond),
		nats.ReconnectBufSize(-1), // what cannot be sent now fails now; the caller has it and sends it again
		nats.PingInterval(10 * time.Second),
		nats.FlusherTimeout(s.o.PublishTimeout), // a server that hangs takes no bytes either, and holds everybody meanwhile
		nats.DisconnectErrHandler(s.lost),
		nats.ReconnectHandler(s.back),
		nats.ClosedHandler(func(*nats.Conn) { s.epoch.turn() }),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { s.o.Log.Warn("stream connection", "err", err) }),
	}
	if s.srv != nil {
		opts = append(opts, nats.InProcessServer(s.srv))
	}
	if s.o.Credentials != "" {
		opts = append(opts, nats.UserCredentials(s.o.Credentials))
	}
	if s.o.CA != "" {
		opts = append(opts, nats.RootCAs(s.o.CA))
	}
	return nats.Connect(s.o.URL, opts...)
}

func (s *Stream) lost(_ *nats.Conn, err error) {
	s.up.Store(false)
	s.epoch.turn()
	if err != nil { // nil: it was closed
		s.o.Log.Warn("stream lost", "err", err)
	}
}

func (s *Stream) back(*nats.Conn) {
	s.up.Store(true)
	s.epoch.turn()
	s.o.Log.Info("stream is back")
}

func untilDeadline(ctx context.Context, most time.Duration) time.Duration {
	if end, ok := ctx.Deadline(); ok {
		return max(min(most, time.Until(end)), time.Millisecond)
	}
	return most
}

// await waits for a connection that is lost, as long as for an answer.
func (s *Stream) await(ctx context.Context) error {
	timed, cancel := context.WithTimeout(ctx, s.o.PublishTimeout)
	defer cancel()
	for timed.Err() == nil {
		turned, fail := s.epoch.within(timed)
		if s.up.Load() || s.nc.IsClosed() {
			fail(nil)
			break
		}
		<-turned.Done()
		fail(nil)
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return s.connected()
}

// ask repeats a question, one that may be repeated, when the connection was replaced before its answer.
func (s *Stream) ask(ctx context.Context, question func(context.Context) error) error {
	for {
		if err := s.await(ctx); err != nil {
			return err
		}
		during, fail := s.epoch.within(ctx)
		err := question(during)
		again := context.Cause(during) == errReconnected || !s.up.Load() || replaced(err)
		fail(nil)
		if err == nil || !again || ctx.Err() != nil {
			return err
		}
		pause(ctx, time.Millisecond) // we may hear of the connection's end later than this did
	}
}

// replaced reports whether an error tells of the connection, not of the server that is there now.
func replaced(err error) bool {
	return errors.Is(err, errReconnected) || errors.Is(err, nats.ErrReconnectBufExceeded) || errors.Is(err, nats.ErrDisconnected)
}

// once makes a request that changes something. Silence, and a connection that was replaced before the answer, are
// ErrStreamed.
func (s *Stream) once(ctx context.Context, patience time.Duration, request func(context.Context) error) error {
	timed, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	during, fail := s.epoch.within(timed)
	defer fail(nil)
	err := request(during)
	if err != nil && during.Err() != nil {
		err = context.Cause(during)
	}
	return explain(err)
}

// connected refuses at once what would otherwise wait in vain.
func (s *Stream) connected() error {
	if !s.up.Load() {
		return fmt.Errorf("no connection to %s: %w", s.where(), ingest.ErrStreamed)
	}
	return nil
}

// fitMessages bows to a server that takes smaller messages than the options ask for.
func (s *Stream) fitMessages() error {
	room := s.nc.MaxPayload() - 2*headerRoom
	if room <= 0 {
		return fmt.Errorf("the stream's server takes messages of %d bytes, want more than %d", s.nc.MaxPayload(), 2*headerRoom)
	}
	if int64(s.o.MaxMessage) > room {
		s.o.Log.Warn("stream takes smaller messages", "bytes", room)
		s.o.MaxMessage = int32(room)
	}
	return nil
}

// where names the server in messages, without its password.
func (s *Stream) where() string {
	if s.srv != nil {
		return s.o.Dir
	}
	return Hosts(s.o.URL)
}

func splitURLs(s string) []string {
	if s == "" {
		return nil
	}
	parts := strings.Split(s, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}
