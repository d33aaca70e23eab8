package stream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"

	"molva/ingest"
)

// openPlaces makes the bucket in which sources remember where they stand. It lives in the stream rather than in the
// database so that a machine that only ingests needs no database.
func (s *Stream) openPlaces(ctx context.Context) (err error) {
	s.places, err = s.js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{
		Bucket:   "MOLVA_PLACES",
		History:  1,
		MaxBytes: 64 << 20,
		Storage:  jetstream.FileStorage,
		Replicas: s.o.Replicas,
	})
	if err != nil {
		return fmt.Errorf("open the places of sources: %w", err)
	}
	return nil
}

// Place implements [ingest.Pipe].
func (s *Stream) Place(ctx context.Context, source string) (p ingest.Place, err error) {
	if !isToken(source) {
		return p, fmt.Errorf("source is %q, want a-z, 0-9 and -, up to %d", source, nameMost)
	}
	var kept jetstream.KeyValueEntry
	err = s.ask(ctx, func(ctx context.Context) (err error) {
		kept, err = s.places.Get(ctx, source)
		return err
	})
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return p, nil
	}
	if err != nil {
		return p, fmt.Errorf("load the place of %s: %w", source, err)
	}
	if err := json.Unmarshal(kept.Value(), &p); err != nil {
		return p, fmt.Errorf("read the place of %s: %w", source, err)
	}
	return p, nil
}

// Keep implements [ingest.Pipe].
func (s *Stream) Keep(ctx context.Context, source string, p ingest.Place) error {
	if !isToken(source) {
		return fmt.Errorf("source is %q, want a-z, 0-9 and -, up to %d", source, nameMost)
	}
	value, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("write the place of %s: %w", source, err)
	}
	if len(value) > int(s.o.MaxMessage) { // the connection would refuse it, which looks like silence of the server
		return fmt.Errorf("the place of %s has %d bytes, the stream takes up to %d", source, len(value), s.o.MaxMessage)
	}
	if err := s.connected(); err != nil {
		return err
	}
	s.o.Step("keep")
	err = s.once(ctx, s.o.PublishTimeout, func(ctx context.Context) error {
		_, err := s.places.Put(ctx, source, value)
		return err
	})
	s.o.Step("kept")
	if ctx.Err() == nil {
		s.heard(&s.kept, err)
	}
	if err != nil {
		return fmt.Errorf("keep the place of %s: %w", source, err)
	}
	return nil
}
