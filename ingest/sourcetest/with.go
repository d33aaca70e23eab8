package sourcetest

import (
	"context"
	"errors"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"molva/ingest"
)

// Secret stands in a fixture's options where they say $SECRET. It may show nowhere.
const Secret = canary

// Trouble is how a server is to behave.
type Trouble int

// The troubles of a server.
const (
	Well      Trouble = iota
	CutOff            // every connection breaks in the middle of what the server says
	Silent            // connections open, and nothing is said
	Garbled           // connections open, and something is said that is no word of the protocol
	Unwelcome         // whoever knocks is told that the password is wrong
)

func (t Trouble) String() string {
	return [...]string{"well", "cut off", "silent", "garbled", "unwelcome"}[t]
}

// Server is a network that speaks no HTTP.
type Server interface {
	// Opener makes sources that are connected to the server, in memory.
	Opener() ingest.Opener
	// Suffer sets how connections that are made from now on go.
	Suffer(Trouble)
}

// starter begins a network for one trial, inside its bubble, and ends it by t.Cleanup.
type starter func(t *testing.T, fixture *txtar.Archive) Server

// recorded is the server of a source that speaks HTTP, which is answered by the fixture.
type recorded struct{ opener ingest.Opener }

func (r recorded) Opener() ingest.Opener { return r.opener }
func (recorded) Suffer(Trouble)          {}

// replayed starts nothing beside the recorded replies.
func replayed(opener ingest.Opener) starter {
	return func(*testing.T, *txtar.Archive) Server { return recorded{opener} }
}

// troubled are the trials of a server that is no HTTP server.
func (c *course) troubled(t *testing.T) {
	for _, trouble := range []Trouble{CutOff, Silent, Garbled, Unwelcome} {
		t.Run(trouble.String(), func(t *testing.T) { c.try(t, func(tr *trial) { tr.suffer(trouble) }) })
	}
	t.Run("cancelled", func(t *testing.T) {
		c.try(t, func(tr *trial) {
			tr.server.Suffer(Silent)
			tr.cancel(0, func(context.Context) error { return nil })
		})
	})
}

// suffer reads from a server in trouble, and again when it is well. A wrong password is ingest.ErrDenied; nothing else is.
func (tr *trial) suffer(trouble Trouble) {
	tr.t.Helper()
	tr.server.Suffer(trouble)
	tr.network.set(broken, nil) // whoever is told to wait is not asked again
	got := tr.read(tr.after, tr.want.Mentions, 0)
	switch denied := errors.Is(got.err, ingest.ErrDenied); {
	case got.err == nil || errors.Is(got.err, context.Canceled) || errors.Is(got.err, context.DeadlineExceeded):
		tr.t.Errorf("%s: %v, want an error that says what is wrong", tr.name, got.err)
	case denied != (trouble == Unwelcome):
		tr.t.Errorf("%s: %v; want ingest.ErrDenied of a wrong password, and of nothing else", tr.name, got.err)
	}
	tr.server.Suffer(Well)
	tr.recovers(got)
}
