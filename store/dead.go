package store

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"molva/classify"
)

// Dead is a message that could not be processed, with its bytes as they came.
type Dead struct {
	ID                             int64
	Stage, Reason, Source, Network string
	At                             time.Time
	Replayed                       time.Time // when it was put into the pipe again; zero: it was not
	Raw                            []byte
}

// DeadRow is a dead letter without its bytes.
type DeadRow struct {
	Dead
	Bytes int
}

// DeadRows lists at most n dead letters behind one, the oldest first, that were not put into the pipe again, and says how many there
// are in all. With a reason it lists those alone that died of it.
func (db *DB) DeadRows(ctx context.Context, after int64, reason string, n int) (all []DeadRow, total int, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT count(*) FROM dead WHERE replayed IS NULL AND (?1 = '' OR reason = ?1)`, reason).Scan(&total)
	if err != nil {
		return nil, 0, fmt.Errorf("count dead letters: %w", err)
	}
	rows, err := db.read.QueryContext(ctx, `SELECT id, stage, reason, source, network, at, length(raw) FROM dead
		WHERE id > ?2 AND replayed IS NULL AND (?1 = '' OR reason = ?1) ORDER BY id LIMIT ?3`, reason, after, n)
	if err != nil {
		return nil, 0, fmt.Errorf("list dead letters: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var d DeadRow
		var at int64
		if err := rows.Scan(&d.ID, &d.Stage, &d.Reason, &d.Source, &d.Network, &at, &d.Bytes); err != nil {
			return nil, 0, fmt.Errorf("list dead letters: %w", err)
		}
		d.At = fromMS(at)
		all = append(all, d)
	}
	return all, total, rows.Err()
}

// StillDead are those of some dead letters that are there and were not put into the pipe again, each once, the oldest first.
func (db *DB) StillDead(ctx context.Context, ids ...int64) (there []int64, err error) {
	asked, err := json.Marshal(ids)
	if err != nil {
		return nil, fmt.Errorf("look for dead letters: %w", err)
	}
	rows, err := db.read.QueryContext(ctx, `SELECT id FROM dead WHERE replayed IS NULL AND id IN (SELECT value FROM json_each(?)) ORDER BY id`, string(asked))
	if err != nil {
		return nil, fmt.Errorf("look for dead letters: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("look for dead letters: %w", err)
		}
		there = append(there, id)
	}
	return there, rows.Err()
}

// bury puts a message into the dead letters.
func (f *filing) bury(r *classify.Result) error {
	raw := r.Item.Body
	if raw == nil {
		raw = []byte{}
	}
	_, err := f.exec(`INSERT INTO dead (stage, reason, source, run, network, at, raw) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		r.Failure.Stage, cut(r.Failure.Reason, 4*maxReasonBytes), r.Item.Source, r.Item.Run, r.Item.Network, f.now, raw)
	return err
}

// Dead yields the dead letters with these ids, or all that were not put into the pipe again, oldest first.
func (db *DB) Dead(ctx context.Context, ids ...int64) iter.Seq2[Dead, error] {
	return func(yield func(Dead, error) bool) {
		for after := int64(0); ; {
			d, ok, err := db.nextDead(ctx, after, ids)
			if err != nil {
				yield(Dead{}, fmt.Errorf("read dead letters: %w", err))
				return
			}
			if !ok || !yield(d, nil) {
				return
			}
			after = d.ID
		}
	}
}

// nextDead reads one at a time: a letter may be large, and a slow reader must not hold up checkpoints.
func (db *DB) nextDead(ctx context.Context, after int64, ids []int64) (d Dead, ok bool, err error) {
	where, args := `id > ?`, []any{after}
	if len(ids) > 0 {
		where += ` AND id IN (` + marks(len(ids)) + `)`
		args = append(args, anys(ids)...)
	} else {
		where += ` AND replayed IS NULL`
	}
	rows, err := db.read.QueryContext(ctx, `SELECT id, stage, reason, source, network, at, coalesce(replayed, 0), raw FROM dead WHERE `+where+` ORDER BY id LIMIT 1`, args...)
	if err != nil {
		return Dead{}, false, err
	}
	defer rows.Close()
	if !rows.Next() {
		return Dead{}, false, rows.Err()
	}
	var at, replayed int64
	err = rows.Scan(&d.ID, &d.Stage, &d.Reason, &d.Source, &d.Network, &at, &replayed, &d.Raw)
	d.At, d.Replayed = fromMS(at), fromMS(replayed)
	return d, true, err
}

// DropDead removes dead letters for good and says how many there were.
func (db *DB) DropDead(ctx context.Context, ids ...int64) (dropped int, err error) {
	defer db.acted()
	err = db.writing(ctx, func(s *session) error {
		for _, id := range ids {
			n, err := s.changed(`DELETE FROM dead WHERE id = ?`, id)
			if err != nil {
				return err
			}
			dropped += int(n)
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("drop dead letters: %w", err)
	}
	return dropped, nil
}

// Replayed marks dead letters that are in the pipe again; they leave the list.
func (db *DB) Replayed(ctx context.Context, ids ...int64) error {
	defer db.acted()
	err := db.writing(ctx, func(s *session) error {
		for _, id := range ids {
			if _, err := s.exec(`UPDATE dead SET replayed = ? WHERE id = ?`, db.now().UnixMilli(), id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("mark dead letters: %w", err)
	}
	return nil
}
