package main

import (
	"context"
	"time"

	"molva/classify"
)

// sweepEvery is how often old things are removed.
const sweepEvery = 10 * time.Minute

// sweeper removes what is older than the configuration keeps: raw mentions only once SQLite has them.
type sweeper struct {
	*rooms
	clock sceptic

	// With the classify stage elsewhere, the raw log is saved up to raw once the tagged log is saved up to tagged.
	raw, tagged uint64
}

// run sweeps until ctx ends.
func (s *sweeper) run(ctx context.Context) error {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if err := s.once(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("sweep", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (s *sweeper) once(ctx context.Context) error {
	saved, err := s.db.Applied(ctx, s.supplier.Name())
	if err != nil {
		return err
	}
	now := s.clock.now(s.now(), time.Now())
	if s.serves() {
		saved, err := s.trim(ctx, saved, now)
		if err != nil {
			return err
		}
		if err := s.eraseAgain(ctx, saved, now); err != nil {
			return err
		}
	}
	if _, err = s.db.DropBackups(now.Add(-s.cfg.Retention.Backups)); err != nil {
		return err
	}
	sources := map[string]time.Time{}
	for id, keep := range s.cfg.Retention.Sources {
		sources[id] = now.Add(-keep)
	}
	_, err = s.db.Sweep(ctx, now.Add(-s.cfg.Retention.Mentions), sources)
	return err
}

// trim keeps the raw mentions for as long as the configuration says, or for less when the stream would soon refuse new
// ones: room for those comes before the past. What was tagged elsewhere goes as soon as it is saved. It returns how far the raw log
// is saved.
func (s *sweeper) trim(ctx context.Context, saved uint64, now time.Time) (raw uint64, err error) {
	if s.from != s.stream.Raw() {
		if _, err := s.from.Trim(ctx, saved, now); err != nil {
			return 0, err
		}
		if saved, err = s.savedRaw(ctx, saved); err != nil {
			return 0, err
		}
	}
	for keep := s.cfg.Retention.Raw; ; keep /= 2 {
		if _, err := s.stream.Raw().Trim(ctx, saved, now.Add(-keep)); err != nil {
			return 0, err
		}
		if health := s.stream.Health(ctx); keep < time.Minute || health.Bytes < health.Limit/10*8 {
			return saved, nil
		}
		s.log.Warn("the stream is nearly full of what is saved, keeping less of it", "hours", int((keep / 2).Hours()))
	}
}

// savedRaw is how far the raw log is saved when others tag it. The group's mark is read before the tagged log's end, so
// whatever it covers lies before that end.
func (s *sweeper) savedRaw(ctx context.Context, saved uint64) (uint64, error) {
	floor := uint64(0)
	if saved >= s.tagged {
		floor = s.raw
	}
	var err error
	if s.raw, err = s.stream.Raw().Acknowledged(ctx, classify.Group); err != nil {
		return floor, err
	}
	s.tagged, err = s.from.Last(ctx)
	return floor, err
}
