package store

import (
	"context"
	"fmt"

	"molva/classify"
	"molva/classify/cluster"
	"molva/classify/copies"
	"molva/ingest"
)

// Save puts a batch of one log into the database, in one transaction: all of it or nothing. Results whose sequence the
// log has passed are skipped; sequence 0 stands for no place in a log and is always taken. It fails with what the
// machine refused, or with what is wrong with one of the results; [Writer] tells the two apart and finds the culprit.
func (db *DB) Save(ctx context.Context, log string, batch []classify.Result) error {
	err := db.writing(ctx, func(s *session) error {
		if err := s.remember(); err != nil {
			return err
		}
		return newFiling(s, db.now().UnixMilli()).all(log, batch)
	})
	if err != nil {
		return fmt.Errorf("save %d results of %s: %w", len(batch), log, err)
	}
	return nil
}

// Applied is the last sequence of a log that is saved, 0 when nothing is.
func (db *DB) Applied(ctx context.Context, log string) (uint64, error) {
	var seq int64
	err := db.read.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM applied WHERE log = ?`, log).Scan(&seq)
	if err != nil {
		return 0, fmt.Errorf("read what is saved of %s: %w", log, err)
	}
	return uint64(seq), nil
}

// Rewind forgets how far a log is saved, for a log that was begun anew. What comes again is known by its key.
func (db *DB) Rewind(ctx context.Context, log string) error {
	defer db.step("rewound")
	return db.writing(ctx, func(s *session) error {
		_, err := s.exec(`DELETE FROM applied WHERE log = ?`, log)
		return err
	})
}

// memory is what Save keeps from one transaction to the next. After a rollback it is read again.
type memory struct {
	tree    tree
	window  *copies.Window
	salt    []byte
	staff   map[speaker]bool
	indexed int64               // last mention in the search table
	gone    bool                // whether any key must not come in again
	shunned map[shun]bool       // authors of whom nothing may come in again
	reasons map[reasonScope]int // how many texts a source has
	books   *books              // nil: not asked for yet
	pinned  bool                // whether a person put any mention somewhere
}

// remember reads the memory when there is none.
func (s *session) remember() (err error) {
	if s.memory != nil {
		return nil
	}
	m := &memory{reasons: map[reasonScope]int{}, books: s.books}
	if m.tree, err = s.tree(); err != nil {
		return err
	}
	if m.window, err = s.window(); err != nil {
		return err
	}
	if m.salt, err = s.salt(); err != nil {
		return err
	}
	if m.staff, err = s.staff(); err != nil {
		return err
	}
	if m.shunned, err = s.shunned(); err != nil {
		return err
	}
	found, err := s.rows(`SELECT (SELECT value FROM meta WHERE name = 'indexed'), EXISTS (SELECT 1 FROM gone), EXISTS (SELECT 1 FROM pin)`)
	if err != nil {
		return err
	}
	m.indexed, m.gone, m.pinned = found[0].int(0), found[0].int(1) == 1, found[0].int(2) == 1
	s.memory = m
	return nil
}

// salt is the database's own, for its hashes of what must not be read.
func (s *session) salt() ([]byte, error) {
	found, err := s.rows(`SELECT value FROM meta WHERE name = 'salt'`)
	if err != nil {
		return nil, err
	}
	return found[0].bytes(0), nil
}

// filing is the work of one transaction: rows are written as they come, what adds up is written at its end.
type filing struct {
	*session
	now     int64
	sums    *sums
	intake  map[intakeKey]*tally
	reasons map[reasonKey]int
	lost    ingest.Lost // from the stream, and not yet written
	touched map[cluster.ID]*touch
	moved   []int64            // mentions that came to a cluster or left one, and those who agree with them did not follow yet
	met     map[int64]*mapping // by hour
}

func newFiling(s *session, now int64) *filing {
	return &filing{session: s, now: now, sums: newSums(s.memory.salt), intake: map[intakeKey]*tally{}, reasons: map[reasonKey]int{}, touched: map[cluster.ID]*touch{}, met: map[int64]*mapping{}}
}

func (f *filing) all(log string, batch []classify.Result) error {
	applied, err := f.number(`SELECT seq FROM applied WHERE log = ?`, log)
	if err != nil {
		return err
	}
	last := applied
	for i := range batch {
		seq := int64(batch[i].Item.Seq)
		if seq != 0 && seq <= applied {
			continue
		}
		if err := f.take(&batch[i]); err != nil {
			return fmt.Errorf("result %d: %w", seq, err)
		}
		last = max(last, seq)
	}
	return f.close(log, last)
}

// take files one result and counts what became of it.
func (f *filing) take(r *classify.Result) error {
	switch {
	case r.Note != nil:
		return f.note(r.Note)
	case r.Failure != nil:
		f.count(r, dead)
		return f.bury(r)
	case r.Rejected != "":
		f.count(r, rejected)
		f.because(r.Item.Source, r.Item.Run, false, r.Rejected, 1)
		return nil
	case r.Tagged != nil:
		for _, name := range r.Unknown {
			f.because(r.Item.Source, r.Item.Run, true, name, 1)
		}
		became, err := f.mention(r)
		f.count(r, became)
		f.meet(r, became)
		return err
	}
	return fmt.Errorf("the result says nothing")
}

// save writes what adds up.
func (f *filing) save() error {
	if err := f.rally(); err != nil {
		return err
	}
	if err := f.sums.save(f.session); err != nil {
		return err
	}
	return f.saveComplaints()
}

func (f *filing) close(log string, last int64) error {
	if err := f.save(); err != nil {
		return err
	}
	if err := f.saveIntake(); err != nil {
		return err
	}
	if err := f.saveMet(); err != nil {
		return err
	}
	if err := f.saveReasons(); err != nil {
		return err
	}
	if err := f.saveLost(); err != nil {
		return err
	}
	_, err := f.exec(`INSERT INTO applied (log, seq, at) VALUES (?, ?, ?)
		ON CONFLICT (log) DO UPDATE SET seq = excluded.seq, at = excluded.at`, log, last, f.now)
	return err
}
