package store

import (
	"cmp"
	"context"

	"molva/classify/cluster"
)

// algorithm is the version of the method that finds the clusters. Another one moves no mention that was placed before.
const algorithm = "1"

// Snapshots are rarer the larger they are: what they cost stays a fraction of what the lines between them cost.
const (
	leastLines   = 5000
	bytesPerLine = 256
	mostLines    = 200_000 // that Verify goes through
)

// keepBooks saves the books when it is time, or now.
func (f *filing) keepBooks(now bool) error {
	b := f.memory.books
	if b == nil || b.seq == b.saved || !now && b.seq-b.saved < max(cmp.Or(f.db.lines, leastLines), b.size/bytesPerLine) {
		return nil
	}
	return f.saveBooks(b.seq-b.base > mostLines)
}

// saveBooks makes a snapshot. As the base it ends the log before it.
func (f *filing) saveBooks(base bool) error {
	b, err := f.books()
	if err != nil {
		return err
	}
	var of [3][]byte
	b.size = 0
	for i, kind := range cluster.Kinds {
		if of[i], err = b.of[kind].AppendBinary(nil); err != nil {
			return err
		}
		b.size += int64(len(of[i]))
	}
	b.version = f.library().version()
	age := "latest"
	if base {
		age = "base"
		if err := f.trim(b); err != nil {
			return err
		}
	}
	_, err = f.exec(`INSERT INTO book (age, seq, version, muted, complaint, praise, suggestion) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET seq = excluded.seq, version = excluded.version, muted = excluded.muted,
			complaint = excluded.complaint, praise = excluded.praise, suggestion = excluded.suggestion`,
		age, b.seq, b.version, toJSON(b.muted), of[0], of[1], of[2])
	b.saved = b.seq
	return err
}

// trim ends the log at what is in the books now.
func (f *filing) trim(b *books) error {
	b.base = b.seq
	if _, err := f.exec(`DELETE FROM book_log WHERE seq <= ?`, b.seq); err != nil {
		return err
	}
	_, err := f.exec(`DELETE FROM book WHERE age = 'latest'`)
	return err
}

// rest saves the books before the database is closed. Without it they would be made of the log again.
func (db *DB) rest() {
	if db.session == nil || db.session.memory == nil || db.session.memory.books == nil {
		return
	}
	err := db.writing(context.Background(), func(s *session) error { return newFiling(s, db.now().UnixMilli()).keepBooks(true) })
	if err != nil {
		db.log.Warn("the complaint books were not saved, the next start takes longer", "err", err)
	}
}

// steady saves the books as they stand. A transaction that fails makes them be read again, and whoever looks for the culprit
// in a batch has many that fail.
func (db *DB) steady(ctx context.Context) error {
	return db.writing(ctx, func(s *session) error {
		if err := s.remember(); err != nil {
			return err
		}
		f := newFiling(s, db.now().UnixMilli())
		if _, err := f.books(); err != nil {
			return err
		}
		return f.keepBooks(true)
	})
}

// forgetLog makes a base of the books as they are, before a text goes that the log would be read with.
func (f *filing) forgetLog() error {
	if _, err := f.books(); err != nil {
		return err
	}
	return f.saveBooks(true)
}
