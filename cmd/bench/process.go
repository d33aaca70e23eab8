package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"molva/ingest/stream"
	"molva/store"
)

// Process is molva as a process of its own, from its start to a load that it must bear for ever.
type Process struct {
	ReadyEmpty  float64 `json:"ready_empty_ms"`  // from its start, in an empty folder, to the ready line
	FirstStored float64 `json:"first_stored_ms"` // from that start to when the first mention, sent then, can be seen

	Stored   int     `json:"stored"`       // before the second start
	Waiting  int     `json:"waiting"`      // in the stream, at the second start
	Ready    float64 `json:"ready_ms"`     // from the second start
	CaughtUp float64 `json:"caught_up_ms"` // until what waited was saved

	Live  *Live  `json:"live,omitempty"`
	Pages *Pages `json:"pages,omitempty"`
}

// process starts molva twice. It goes last: the database that phases share moves into the folder of the second start.
func (b *bench) process(ctx context.Context) (*Process, error) {
	if b.Binary == "" {
		return nil, nil
	}
	p := &Process{}
	if err := b.folder(func(dir string) error { return b.firstStart(ctx, dir, p) }); err != nil {
		return nil, fmt.Errorf("measure a first start: %w", err)
	}
	if err := b.folder(func(dir string) error { return b.secondStart(ctx, dir, p) }); err != nil {
		return nil, fmt.Errorf("measure a later start: %w", err)
	}
	return p, nil
}

func (b *bench) firstStart(ctx context.Context, dir string, p *Process) error {
	return b.withChild(ctx, dir, func(c *child) error {
		p.ReadyEmpty = milliseconds(c.ready.Sub(c.began))
		return c.reading(ctx, func(db *store.DB) error {
			if err := c.send(ctx, b.living(0, time.Now())); err != nil {
				return err
			}
			err := until(ctx, func() (bool, error) {
				n, err := db.Count(ctx, liveFilter)
				return n > 0, err
			})
			p.FirstStored = milliseconds(time.Since(c.began))
			return err
		})
	})
}

func (b *bench) secondStart(ctx context.Context, dir string, p *Process) (err error) {
	if p.Stored, err = b.furnish(ctx, filepath.Join(dir, dataFolder)); err != nil {
		return err
	}
	if p.Waiting, err = b.leaveWaiting(ctx, filepath.Join(dir, dataFolder, "stream")); err != nil {
		return err
	}
	return b.withChild(ctx, dir, func(c *child) error {
		p.Ready = milliseconds(c.ready.Sub(c.began))
		return c.reading(ctx, func(db *store.DB) error {
			err := until(ctx, func() (bool, error) {
				rows, err := db.Intake(ctx, waitingRun)
				return len(rows) > 0 && rows[0].Received >= p.Waiting, err
			})
			p.CaughtUp = milliseconds(time.Since(c.began))
			if err != nil || b.Live == 0 {
				return err
			}
			if p.Live, err = b.live(ctx, c, db); err != nil {
				return err
			}
			p.Pages, err = b.pages(ctx, c, paths(begin.Add(time.Duration(p.Stored)*gap)))
			return err
		})
	})
}

// furnish puts the database in its place: the one that phases shared, or one with the mentions of a phase.
func (b *bench) furnish(ctx context.Context, data string) (stored int, err error) {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return 0, err
	}
	if b.Stored > 0 {
		return b.used, os.Rename(b.shared(), filepath.Join(data, "molva.db"))
	}
	db, err := b.openStore(ctx, data)
	if err != nil {
		return 0, err
	}
	results, err := b.results(ctx, 0, b.Mentions)
	if err == nil {
		err = errors.Join(db.Save(ctx, logName, results), index(ctx, db))
	}
	return b.Mentions, errors.Join(err, db.Close())
}

// waitingRun marks in the ledger what waited in the stream.
const waitingRun = "waiting"

// leaveWaiting leaves the mentions of a phase in a stream.
func (b *bench) leaveWaiting(ctx context.Context, dir string) (int, error) {
	s, err := stream.Open(ctx, stream.Options{Dir: dir, Log: b.Log})
	if err != nil {
		return 0, err
	}
	envelopes, err := envelopes(b.corpus.mentions(b.used+b.warm+b.Mentions, b.Mentions))
	for i := range envelopes {
		envelopes[i].Run = waitingRun
	}
	if err == nil {
		err = steps(ctx, 0, len(envelopes), page, func(from, to int) error { return publishAll(ctx, s, envelopes[from:to]) })
	}
	return len(envelopes), errors.Join(err, s.Close())
}

// until looks every few milliseconds whether something has come true.
func until(ctx context.Context, ok func() (bool, error)) error {
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for {
		if done, err := ok(); done || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-look.C:
		}
	}
}
