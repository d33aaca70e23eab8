package store

import (
	"context"
	"fmt"
	"time"
)

// sliceSize is how many mentions retention looks at in one transaction.
const sliceSize = 1000

// Sweep removes the mentions that were first seen before a moment and says how many. The sums keep them, and their keys
// are remembered by hash, so that a repeat is not counted again. It works in slices, between which others write. What
// people were told before that moment quotes them, so letters and incidents that are done with are emptied too. Figures and
// posts of accounts go that are older, and sets of people after a year.
func (db *DB) Sweep(ctx context.Context, seenBefore time.Time) (removed int, err error) {
	if err := db.writing(ctx, func(s *session) error { return s.sweepTold(ms(seenBefore)) }); err != nil {
		return 0, fmt.Errorf("empty old letters: %w", err)
	}
	if err := db.sweepCommunities(ctx, ms(seenBefore)); err != nil {
		return 0, fmt.Errorf("remove old figures: %w", err)
	}
	for after, more := int64(0), true; more; {
		err := db.writing(ctx, func(s *session) error {
			if err := s.remember(); err != nil {
				return err
			}
			f := newFiling(s, db.now().UnixMilli())
			n, last, err := f.sweep(after, ms(seenBefore))
			removed, after, more = removed+n, last, n > 0
			return err
		})
		db.step("swept")
		if err != nil {
			return removed, fmt.Errorf("remove old mentions: %w", err)
		}
	}
	return removed, nil
}

// sweepTold empties what was told before a moment. That it was told stays, so that it is not told again.
func (s *session) sweepTold(before int64) error {
	_, err := s.exec(`UPDATE outbox SET payload = x'' WHERE due < ? AND state NOT IN ('queued', 'sending') AND length(payload) > 0`, before)
	if err != nil {
		return err
	}
	_, err = s.exec(`UPDATE incident SET facts = '' WHERE closed < ? AND facts <> ''`, before)
	return err
}

// sweep removes what is old among the first mentions after a row. Rows stand in the order of arrival, so a slice without
// an old one is the last that needs looking at.
func (f *filing) sweep(after, before int64) (removed int, last int64, err error) {
	found, err := f.rows(`SELECT id, network, external_id, published, seen FROM mention WHERE id > ? ORDER BY id LIMIT ?`, after, sliceSize)
	if err != nil || len(found) == 0 {
		return 0, after, err
	}
	needed, err := f.number(`SELECT min(mention) FROM book_log`)
	if err != nil {
		return 0, after, err
	}
	newest := int64(0)
	for _, r := range found {
		if r.int(4) >= before {
			continue
		}
		if needed != 0 && r.int(0) >= needed {
			if err := f.forgetLog(); err != nil {
				return removed, after, err
			}
			needed = 0
		}
		if err := f.drop(r.int(0), r.text(1), r.text(2)); err != nil {
			return removed, after, err
		}
		newest = max(newest, r.int(3))
		removed++
	}
	if removed > 0 {
		_, err = f.exec(`UPDATE meta SET value = max(value, ?) WHERE name = 'kept_since'`, newest+1)
	} else {
		_, err = f.exec(`DELETE FROM gone WHERE why IN (?, ?) AND at < ?`, goneDeleted, goneEdited, before)
	}
	return removed, found[len(found)-1].int(0), err
}

// drop removes a mention with all that hangs on it; copies of it stay copies.
func (f *filing) drop(id int64, network, external string) error {
	if _, err := f.bar(network, external, goneSwept, f.now); err != nil {
		return err
	}
	for _, query := range []string{
		`DELETE FROM search WHERE docid = ?`,
		`DELETE FROM opinion WHERE mention = ?`,
		`DELETE FROM mention WHERE id = ?`,
	} {
		if _, err := f.exec(query, id); err != nil {
			return err
		}
	}
	f.memory.window.Remove(id)
	return nil
}
