package webhook

import (
	"context"
	"log/slog"
	"math"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"molva/ingest"
)

// shortKey is the least that Standard Webhooks asks of a key, in bytes.
const shortKey = 24

// source is both ends of the pipe's mouth: the handler that requests come in by, and the source that publishes them.
type source struct {
	options Options
	network string // of a mention that names none
	keys    [][]byte
	quota   *rate.Limiter
	own     *ingest.Room // of this source
	all     *ingest.Room // of all sources
	now     func() time.Time
	log     *slog.Logger

	mu   sync.RWMutex // held for reading while a page is being published
	emit func(ingest.Page) error
}

// New makes a source that is an http.Handler too.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	if err := o.Validate(); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	o = o.filled()
	s := &source{options: o, network: env.ID, own: ingest.NewRoom(maxHeld), all: env.Room, now: env.Now, log: env.Log,
		quota: rate.NewLimiter(rate.Inf, math.MaxInt)}
	if o.PerSecond > 0 {
		s.quota = rate.NewLimiter(rate.Limit(o.PerSecond), max(o.PerSecond, o.MaxItems))
	}
	for i, secret := range o.Secrets {
		k, err := key(i, secret)
		if err != nil {
			return nil, ingest.Rhythm{}, err
		}
		if len(k) < shortKey {
			s.log.Warn("a secret is short", "bytes", len(k), "want", shortKey)
		}
		s.keys = append(s.keys, k)
	}
	if o.BaseURL != "" {
		s.log.Info("push to", "url", strings.TrimRight(o.BaseURL, "/")+"/hooks/"+env.ID)
	}
	return s, ingest.Rhythm{Quiet: o.Quiet, Live: true}, nil
}

// Read lets requests in until ctx ends, and returns when the last of them has its answer from emit.
func (s *source) Read(ctx context.Context, _ ingest.Cursor, emit func(ingest.Page) error) error {
	s.listen(emit)
	<-ctx.Done()
	s.listen(nil)
	return nil
}

func (s *source) listen(emit func(ingest.Page) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.emit = emit
}

// Listening reports whether a request has a chance.
func (s *source) Listening() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.emit != nil
}

// publish hands a page over; nil means that it is durable.
func (s *source) publish(p ingest.Page) *refusal {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.emit == nil {
		return notListening()
	}
	if err := s.emit(p); err != nil {
		return s.unpublished(err)
	}
	return nil
}
