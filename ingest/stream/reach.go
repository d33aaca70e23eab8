package stream

import (
	"context"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"
)

// Reach reports whether an external server answers and has JetStream. It changes nothing there.
func Reach(ctx context.Context, o Options) error {
	if o.URL == "" {
		return errors.New("reach the stream: no URL is set")
	}
	if err := o.Validate(); err != nil {
		return err
	}
	s := &Stream{o: o.withDefaults()}
	nc, err := s.connect(ctx)
	if err != nil {
		return fmt.Errorf("reach the stream: %w", err)
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		return fmt.Errorf("use JetStream: %w", err)
	}
	if _, err := js.AccountInfo(ctx); err != nil {
		return fmt.Errorf("ask for JetStream: %w", err)
	}
	return nil
}
