package main

import (
	"context"
	"fmt"
	"time"

	"molva/ingest/stream"
)

// laggard is how much earlier than our clock the stream's may be.
const laggard = time.Hour

// eraseAgain takes out of the raw log what was erased and came once more. It was refused; it must not lie there either for as long as
// everything else does.
func (s *sweeper) eraseAgain(ctx context.Context, saved uint64, now time.Time) error {
	barred, err := s.db.Barred(ctx)
	if err != nil || barred == nil {
		return err
	}
	s.erasing.Lock()
	defer s.erasing.Unlock()
	raw := s.stream.Raw()
	last, err := raw.Last(ctx)
	if err != nil {
		return err
	}
	found, err := raw.Find(ctx, barred.Since, saved, func(it stream.Item) bool { return barred.Match(it.Network, it.Kind == stream.Note, it.Body) })
	if err != nil {
		return fmt.Errorf("look for what was erased: %w", err)
	}
	if err := raw.Erase(ctx, found); err != nil || saved < last {
		return err
	}
	return s.db.LookedThrough(ctx, now.Add(-laggard))
}
