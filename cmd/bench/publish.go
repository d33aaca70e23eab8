package bench

import (
	"context"
	"errors"

	"molva/ingest"
	"molva/ingest/stream"
)

func (b *bench) publish(ctx context.Context, m *meter) error {
	return b.withStream(ctx, func(s *stream.Stream) error {
		return b.publishInto(ctx, s, func(do func(from, to int) error) error { return b.alone(ctx, m, page, do) })
	})
}

func (b *bench) consume(ctx context.Context, m *meter) error {
	return b.withStream(ctx, func(s *stream.Stream) error {
		err := b.publishInto(ctx, s, func(do func(from, to int) error) error { return steps(ctx, 0, b.warm+b.Mentions, page, do) })
		if err != nil {
			return err
		}
		if err := readOn(ctx, s.Raw(), 0, b.warm); err != nil {
			return err
		}
		return m.time(b.Mentions, func() error { return readOn(ctx, s.Raw(), b.warm, b.Mentions) })
	})
}

// withStream runs do with an empty stream in this process.
func (b *bench) withStream(ctx context.Context, do func(*stream.Stream) error) error {
	return b.folder(func(dir string) error {
		s, err := stream.Open(ctx, stream.Options{Dir: dir, Log: b.Log})
		if err != nil {
			return err
		}
		return errors.Join(do(s), s.Close())
	})
}

func (b *bench) publishInto(ctx context.Context, s *stream.Stream, all func(do func(from, to int) error) error) error {
	envelopes, err := envelopes(b.mentions())
	if err != nil {
		return err
	}
	return all(func(from, to int) error { return publishAll(ctx, s, envelopes[from:to]) })
}

func publishAll(ctx context.Context, s *stream.Stream, envelopes []ingest.Envelope) error {
	receipt, err := s.Publish(ctx, envelopes)
	if err == nil && receipt.Taken != len(envelopes) {
		err = errors.New("the stream knew some of them")
	}
	return err
}

var errEnough = errors.New("that is all")

// readOn reads the next n items of a log.
func readOn(ctx context.Context, log *stream.Log, after, n int) error {
	err := log.Read(ctx, uint64(after), batch, func(_ context.Context, items []stream.Item) error {
		if n -= len(items); n <= 0 {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return errors.Join(err, ctx.Err())
}
