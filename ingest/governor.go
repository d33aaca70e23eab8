package ingest

import (
	"context"
	"time"
)

// Governor holds one source to what its network and its owner allow. What is spent is kept with the source's place, so
// that a restart is no excuse. A nil Governor allows everything. Safe for any goroutine.
type Governor struct{}

// Take uses so much of a quota before it is spent. Where that is more than what is left, nothing is taken and the error is
// a *Throttled until the window ends. Of a quota that nobody set everything is allowed, and counted.
func (g *Governor) Take(ctx context.Context, name string, amount float64) error { return nil }

// Heard notes what the network itself says of a quota: what is left until when. It may be less than what we counted.
func (g *Governor) Heard(name string, left float64, until time.Time) {}

// Expires notes when the credentials will stop working. Zero is unknown.
func (g *Governor) Expires(at time.Time) {}
