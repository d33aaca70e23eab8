package store

import (
	"context"
	"time"
)

// membersKept is how long a set of people is kept: a year, and what it takes to compare it with the one of the year before.
const membersKept = 400 * 24 * time.Hour

// sweepCommunities removes posts that were published before a moment and figures of before it, and sets of people that are
// older than they are kept.
func (db *DB) sweepCommunities(ctx context.Context, before int64) error {
	err := db.writing(ctx, func(s *session) error {
		if _, err := s.exec(`DELETE FROM member_set WHERE at < ?`, db.now().Add(-membersKept).UnixMilli()); err != nil {
			return err
		}
		_, err := s.exec(`DELETE FROM account_post WHERE published < ?`, before)
		return err
	})
	for last, more := int64(0), true; more && err == nil; {
		err = db.writing(ctx, func(s *session) (err error) {
			last, more, err = s.sweepFigures(last, before)
			return err
		})
		db.step("swept")
	}
	return err
}

// sweepFigures removes what is old of the first series after a number, and those of them that nothing is left of.
func (s *session) sweepFigures(after, before int64) (last int64, more bool, err error) {
	last, err = s.number(`SELECT max(id) FROM (SELECT id FROM series WHERE id > ? ORDER BY id LIMIT ?)`, after, sliceSize)
	if err != nil || last == 0 {
		return after, false, err
	}
	_, err = s.exec(`DELETE FROM figure WHERE at < ? AND series IN (SELECT id FROM series WHERE id > ? AND id <= ?)`, before, after, last)
	if err != nil {
		return after, false, err
	}
	_, err = s.exec(`DELETE FROM series WHERE id > ? AND id <= ? AND NOT EXISTS (SELECT 1 FROM figure AS f WHERE f.series = series.id)`, after, last)
	return last, true, err
}
