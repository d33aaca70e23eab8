package sourcetest

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"molva/ingest"
)

// slowed answers everything with "slow down", in the plain dialect and in those of the fixture.
func (c *course) slowed(t *testing.T) {
	plain := throttled{
		until: Now().Add(2 * time.Minute),
		raw:   []byte("HTTP/1.1 429 Too Many Requests\nRetry-After: 120\nContent-Type: text/plain\n\nslow down\n"),
	}
	for _, dialect := range append([]throttled{plain}, c.throttled...) {
		c.try(t, func(tr *trial) {
			tr.network.set(busy, dialect.raw)
			got := tr.read(tr.after, tr.want.Mentions, 0)
			var wait *ingest.Throttled
			if !errors.As(got.err, &wait) {
				tr.t.Fatalf("%s: %v, want *ingest.Throttled", tr.name, got.err)
			}
			if off := wait.Until.Sub(dialect.until).Abs(); off > time.Second {
				tr.t.Errorf("wait until %s, want %s", wait.Until, dialect.until)
			}
			tr.recovers(got)
		})
	}
}

// locked answers everything with what the network says of a token that is no longer good.
func (c *course) locked(t *testing.T) {
	for _, raw := range c.expired {
		c.try(t, func(tr *trial) {
			tr.network.set(busy, raw)
			tr.shut()
		})
	}
}

// refusing answers everything with 401.
func refusing(tr *trial) {
	tr.network.set(denied, nil)
	tr.shut()
}

// shut reads from a network that lets nobody in.
func (tr *trial) shut() {
	tr.t.Helper()
	got := tr.read(tr.after, tr.want.Mentions, 0)
	if !errors.Is(got.err, ingest.ErrDenied) {
		tr.t.Errorf("%s: %v, want ingest.ErrDenied", tr.name, got.err)
	}
	tr.recovers(got)
}

// failing answers everything in a mood that brings nothing.
func failing(m mood) func(*trial) {
	return func(tr *trial) {
		tr.network.set(m, nil)
		got := tr.read(tr.after, tr.want.Mentions, 0)
		if got.err == nil || errors.Is(got.err, context.Canceled) || errors.Is(got.err, context.DeadlineExceeded) {
			tr.t.Errorf("%s: %v, want an error that says what is wrong", tr.name, got.err)
		}
		if seen := tr.see(tr.t, got); len(seen.Mentions) > 0 {
			tr.t.Errorf("mentions came from nothing: %q", seen.Mentions)
		}
		tr.recovers(got)
	}
}

// unheard posts to a source that listens while the network answers none of what the source asks about that. The network then posts
// again, but only what the source did not take.
func (c *course) unheard(t *testing.T) {
	for _, m := range []mood{broken, denied, page, halved} {
		c.try(t, func(tr *trial) {
			tr.network.set(m, nil)
			got := tr.read(tr.after, tr.want.Mentions, 0)
			tr.heard = got.status
			tr.recovers(got)
		})
	}
}

// listens reports whether the network posts to the source what the course brings.
func (c *course) listens(t *testing.T) (yes bool) {
	c.try(t, func(tr *trial) { _, yes = tr.source.(http.Handler) })
	return yes && c.news
}

// cut breaks every reply off in the middle. Whole items of it may be taken; the rest must come afterwards.
func cut(tr *trial) {
	tr.network.set(halved, nil)
	tr.recovers(tr.read(tr.after, tr.want.Mentions, 0))
}

// recovers lets the same source go on with a network that is well again.
func (tr *trial) recovers(before reading) {
	tr.t.Helper()
	tr.network.set(well, nil)
	after := tr.read(before.next, without(tr.want.Mentions, tr.see(tr.t, before).Mentions), 0)
	tr.ended(after)
	tr.complete("after the fault", before, after)
}

// cancelled ends the context while the source waits for an answer.
func cancelled(tr *trial) {
	tr.network.set(silent, nil)
	tr.cancel(0, func(context.Context) error { return nil })
}

// stopped ends the context while the pipe takes a page, or once the source has nothing to do.
func stopped(tr *trial) {
	if _, listens := tr.source.(http.Handler); listens {
		return // nobody sends anything
	}
	tr.cancel(time.Minute, func(ctx context.Context) error {
		<-ctx.Done()
		return ctx.Err()
	})
}

// cancel ends the context of a read that has had so long and then waits for something.
func (tr *trial) cancel(after time.Duration, take func(context.Context) error) {
	tr.t.Helper()
	ctx, cancel := context.WithCancel(tr.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- tr.run(ctx, tr.after, func(ingest.Page) error { return take(ctx) }) }()
	time.Sleep(after)
	synctest.Wait()
	at := time.Now()
	cancel()
	err := <-ended
	if took := time.Since(at); took > time.Second {
		tr.t.Errorf("%s went on for %s after its context had ended", tr.name, took)
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		tr.t.Errorf("%s: %v, want nil or the context's error", tr.name, err)
	}
}

// examined asks a source whether it would work, while nobody is let in, and otherwise where the fixture says what it finds.
func (c *course) examined(t *testing.T) {
	c.try(t, func(tr *trial) {
		source, ok := tr.source.(ingest.Examiner)
		if !ok || len(c.replies) == 0 && c.own == "" {
			return
		}
		tr.network.set(denied, nil)
		tr.server.Suffer(Unwelcome)
		_, err := source.Examine(tr.t.Context())
		if !errors.Is(err, ingest.ErrDenied) {
			tr.t.Errorf("Examine: %v, want ingest.ErrDenied", err)
		}
		tr.guard(reading{err: err})
		if c.found == "" {
			return
		}
		tr.network.set(well, nil)
		tr.server.Suffer(Well)
		if found, err := examination(source.Examine(tr.t.Context())); err != nil || found != c.found {
			tr.t.Errorf("Examine found %q, %v; want %q", found, err, c.found)
		}
	})
}

// examination is what was found, and a line for each grant that is lacking.
func examination(found string, err error) (string, error) {
	var lacking *ingest.Lacking
	if !errors.As(err, &lacking) {
		return found, err
	}
	for _, g := range lacking.Grants {
		found += "\nlacks " + g.Name
	}
	return found, nil
}
