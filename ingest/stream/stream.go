package stream

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"molva/ingest"
)

// Stream is where mentions wait until they are saved. All its methods may be called by several goroutines.
type Stream struct {
	o      Options
	srv    *embedded // nil with a URL
	nc     *nats.Conn
	up     atomic.Bool // whether the connection stands; to ask it may take as long as a handshake with a server that hangs
	js     jetstream.JetStream
	epoch  epoch
	raw    *Log
	places jetstream.KeyValue
	kept   pulse // of the places

	mu       sync.Mutex
	tagged   *Log
	restarts int
}

var _ ingest.Pipe = (*Stream)(nil)

// Open starts or reaches the server and makes sure that its logs are there and as large as the options say. Nothing
// after Open can tell whether the server runs in this process. ErrAway: an external server is not there at present.
func Open(ctx context.Context, o Options) (*Stream, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	s := &Stream{o: o.withDefaults()}
	s.epoch.turn()
	if err := s.open(ctx); err != nil {
		if s.o.URL != "" {
			err = markAway(err)
		}
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Stream) open(ctx context.Context) (err error) {
	if s.o.URL == "" {
		if s.srv, err = startServer(s.o); err != nil {
			return err
		}
	}
	if s.nc, err = s.connect(ctx); err != nil {
		return fmt.Errorf("reach the stream: %w", err)
	}
	if err := s.fitMessages(); err != nil {
		return err
	}
	if s.js, err = jetstream.New(s.nc, jetstream.WithDefaultTimeout(s.o.PublishTimeout),
		jetstream.WithPublishAsyncTimeout(s.o.PublishTimeout), jetstream.WithPublishAsyncMaxPending(4*batchMessages)); err != nil {
		return fmt.Errorf("use JetStream: %w", err)
	}
	if s.raw, err = s.openLog(ctx, "MOLVA_RAW", "molva.mention.*", "molva.note.*"); err != nil {
		return err
	}
	if s.srv != nil {
		if err := s.raw.mend(ctx); err != nil {
			return err
		}
	}
	return s.openPlaces(ctx)
}

// Close ends every wait of this stream, and the server in this process. What was acknowledged is on disk already.
func (s *Stream) Close() error {
	var errs []error
	for _, l := range s.logs() {
		l.in.close()
		errs = append(errs, l.mark.close())
	}
	if s.nc != nil {
		s.flush()
		s.nc.Close()
	}
	if s.srv != nil {
		errs = append(errs, s.srv.stop())
	}
	return errors.Join(errs...)
}

// flush lets acknowledgements of shared messages out before the connection goes.
func (s *Stream) flush() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := s.nc.FlushWithContext(ctx); err != nil {
		s.o.Log.Debug("stream flush", "err", err)
	}
}

// Raw is the log of mentions and notes as they came.
func (s *Stream) Raw() *Log { return s.raw }

// Tagged is the log of mentions with their verdicts, made on first use: one process alone needs none.
func (s *Stream) Tagged(ctx context.Context) (*Log, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tagged != nil {
		return s.tagged, nil
	}
	l, err := s.openLog(ctx, "MOLVA_TAGGED", "molva.tagged")
	if err != nil {
		return nil, err
	}
	s.tagged = l
	return l, nil
}

func (s *Stream) logs() []*Log {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []*Log
	for _, l := range []*Log{s.raw, s.tagged} {
		if l != nil {
			all = append(all, l)
		}
	}
	return all
}
