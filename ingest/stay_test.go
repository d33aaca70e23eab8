package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"molva/ingest"
)

func TestStay(t *testing.T) {
	broken, full := errors.New("broken"), errors.New("full")
	wait := fmt.Errorf("ask: %w", &ingest.Throttled{})
	type held struct {
		last time.Duration
		err  error
	}
	for name, c := range map[string]struct {
		conns []held
		emits error
		want  error
	}{
		"long ones are renewed":              {conns: []held{{time.Hour, broken}, {time.Minute, broken}, {time.Second, broken}}, want: broken},
		"the network asks to wait":           {conns: []held{{time.Hour, wait}}, want: wait},
		"the network denies it":              {conns: []held{{time.Hour, ingest.ErrDenied}}, want: ingest.ErrDenied},
		"a page that is refused ends it":     {conns: []held{{time.Hour, broken}}, emits: full, want: full},
		"the end of the context is no error": {conns: []held{{time.Hour, context.Canceled}}},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			now, made := time.Unix(0, 0), 0
			env := ingest.Env{Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler)}
			err := ingest.Stay(ctx, env, func(ingest.Page) error { return c.emits }, func(emit func(ingest.Page) error) error {
				conn := c.conns[made]
				made, now = made+1, now.Add(conn.last)
				if conn.err == context.Canceled {
					cancel()
				}
				if err := emit(ingest.Page{}); err != nil {
					return fmt.Errorf("emit: %w", err)
				}
				return conn.err
			})
			if !errors.Is(err, c.want) || made != len(c.conns) {
				t.Errorf("Stay: %v after %d connections, want %v after %d", err, made, c.want, len(c.conns))
			}
		})
	}
}
