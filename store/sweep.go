package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"
)

// sliceSize is how many mentions retention looks at in one transaction.
const sliceSize = 1000

// Sweep removes the mentions that were first seen before a moment, those of single sources, by their ids, before another one, and says
// how many. The sums keep them, and their keys are remembered by hash, so that a repeat is not counted again. It works in slices,
// between which others write. What people were told before that moment quotes them, so letters and incidents that are done with are
// emptied too. Figures and posts of accounts go that are older, and sets of people after a year.
func (db *DB) Sweep(ctx context.Context, seenBefore time.Time, sources map[string]time.Time) (removed int, err error) {
	if err := db.writing(ctx, func(s *session) error { return s.sweepTold(ms(seenBefore)) }); err != nil {
		return 0, fmt.Errorf("empty old letters: %w", err)
	}
	if err := db.sweepCommunities(ctx, ms(seenBefore)); err != nil {
		return 0, fmt.Errorf("remove old figures: %w", err)
	}
	for _, b := range brooms(seenBefore, sources) {
		n, err := db.sweep(ctx, b)
		if removed += n; err != nil {
			return removed, fmt.Errorf("remove old mentions: %w", err)
		}
	}
	return removed, nil
}

// broom is of which sources what is to go.
type broom struct {
	source string          // "": all but others
	others map[string]bool // that have a broom of their own
	before int64
}

func brooms(seenBefore time.Time, sources map[string]time.Time) []broom {
	rest := broom{before: ms(seenBefore), others: map[string]bool{}}
	var all []broom
	for _, id := range slices.Sorted(maps.Keys(sources)) {
		rest.others[id] = true
		all = append(all, broom{source: id, before: ms(sources[id])})
	}
	return append(all, rest)
}

// takes reports whether a mention is to go.
func (b *broom) takes(source string, seen int64) bool { return seen < b.before && b.means(source) }

func (b *broom) means(source string) bool {
	if b.source == "" {
		return !b.others[source]
	}
	return source == b.source
}

// sweep goes on where it found the first that has to wait the last time: a source that is kept for a month must not have years of
// others walked through every few minutes.
func (db *DB) sweep(ctx context.Context, b broom) (removed int, err error) {
	clear := true // up to here nothing is left that waits
	for after, more := db.swept[b.source], true; more; {
		err := db.writing(ctx, func(s *session) error {
			if err := s.remember(); err != nil {
				return err
			}
			f := newFiling(s, db.now().UnixMilli())
			slice, err := f.sweep(after, &b)
			removed, after, more = removed+slice.removed, slice.last, slice.old
			clear = clear && !slice.waits
			return err
		})
		db.step("swept")
		if err != nil {
			return removed, err
		}
		if clear && more {
			if db.swept == nil {
				db.swept = map[string]int64{}
			}
			db.swept[b.source] = after
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

// swept is what became of some mentions in a row.
type swept struct {
	removed int
	last    int64 // row
	old     bool  // one of them, of whatever source, is as old as what has to go
	waits   bool  // one of them will have to go another time
}

// sweep removes what is old among the first mentions after a row. Rows stand in the order of arrival, so a slice without
// an old one is the last that needs looking at.
func (f *filing) sweep(after int64, b *broom) (s swept, err error) {
	s.last = after
	found, err := f.rows(`SELECT id, network, external_id, published, seen, source FROM mention WHERE id > ? ORDER BY id LIMIT ?`, after, sliceSize)
	if err != nil || len(found) == 0 {
		return s, err
	}
	needed, err := f.number(`SELECT min(mention) FROM book_log`)
	if err != nil {
		return s, err
	}
	newest := int64(0)
	for _, r := range found {
		s.old = s.old || r.int(4) < b.before
		s.waits = s.waits || r.int(4) >= b.before && b.means(r.text(5))
		if !b.takes(r.text(5), r.int(4)) {
			continue
		}
		if needed != 0 && r.int(0) >= needed {
			if err := f.forgetLog(); err != nil {
				return s, err
			}
			needed = 0
		}
		if err := f.drop(r.int(0), r.text(1), r.text(2), b); err != nil {
			return s, err
		}
		newest = max(newest, r.int(3))
		s.removed++
	}
	s.last = found[len(found)-1].int(0)
	return s, f.thin(b, newest, s.removed)
}

// thin notes of when the sums know more than the mentions do.
func (f *filing) thin(b *broom, newest int64, removed int) error {
	if b.source != "" {
		return nil
	}
	if removed == 0 {
		_, err := f.exec(`DELETE FROM gone WHERE why IN (?, ?) AND at < ?`, goneDeleted, goneEdited, b.before)
		return err
	}
	if _, err := f.exec(`UPDATE meta SET value = max(value, ?) WHERE name = 'kept_since'`, newest+1); err != nil {
		return err
	}
	_, err := f.exec(`DELETE FROM thinned_hour WHERE (hour + 1) * 3600000 <= (SELECT value FROM meta WHERE name = 'kept_since')`)
	return err
}

// drop removes a mention with all that hangs on it; copies of it stay copies.
func (f *filing) drop(id int64, network, external string, b *broom) error {
	if _, err := f.bar(network, external, goneSwept, f.now); err != nil {
		return err
	}
	if b.source != "" {
		if _, err := f.exec(`INSERT INTO thinned_hour (hour) SELECT published / 3600000 FROM mention WHERE id = ? ON CONFLICT DO NOTHING`, id); err != nil {
			return err
		}
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
