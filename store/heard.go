package store

import (
	"context"
	"fmt"
	"time"
)

// heardFor is how long an event is known again. Slack repeats one for an hour or two.
const heardFor = 7 * 24 * time.Hour

// Once remembers that an event of others was dealt with; first is false for one that was. It is known for a week.
func (db *DB) Once(ctx context.Context, id string, at time.Time) (first bool, err error) {
	err = db.writing(ctx, func(s *session) error {
		if _, err := s.exec(`DELETE FROM heard WHERE at < ?`, ms(at.Add(-heardFor))); err != nil {
			return err
		}
		n, err := s.changed(`INSERT INTO heard (id, at) VALUES (?, ?) ON CONFLICT DO NOTHING`, id, ms(at))
		first = n == 1
		return err
	})
	if err != nil {
		return false, fmt.Errorf("remember an event: %w", err)
	}
	return first, nil
}
