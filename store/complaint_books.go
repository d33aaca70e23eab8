package store

import (
	"encoding/json"
	"fmt"

	"molva/classify/cluster"
)

// books are what finds the clusters, one for each kind. They live in the memory of the process that writes; a reader makes
// its own of what is saved.
type books struct {
	of    map[cluster.Kind]*cluster.Book
	muted []string
	next  cluster.ID // of the cluster that is found next
	seq   int64      // the last line of the log that is in them
	saved int64      // the last line that is in a snapshot
	size  int64      // of that snapshot, in bytes
	base  int64      // the last line that is in the base
	first int64      // the smallest row of a mention in the log, 0 when there is none
	stale bool       // the log has the text of a mention that its author deleted
}

// rowsOf is how books are read: within a transaction that writes, or beside it.
type rowsOf func(query string, args ...any) ([]row, error)

// books returns the books, reading them when there are none in memory.
func (f *filing) books() (*books, error) {
	if f.memory.books != nil {
		return f.memory.books, nil
	}
	b, err := readBooks(f.rows, f.memory.salt, fromLatest)
	if err != nil {
		return nil, err
	}
	f.memory.books = b
	return b, f.mute()
}

// Where to begin to read.
const (
	fromLatest = `seq DESC`
	fromBase   = `seq`
)

// readBooks reads a snapshot and does to it what was done since.
func readBooks(rows rowsOf, salt []byte, order string) (*books, error) {
	b, err := readSnapshot(rows, order)
	if err != nil {
		return nil, err
	}
	err = eachLine(rows, salt, b.seq, func(l *line) error {
		b.replay(l)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the log of the books: %w", err)
	}
	return b, b.measure(rows)
}

// measure reads what is known about the books beside them.
func (b *books) measure(rows rowsOf) error {
	found, err := rows(`SELECT (SELECT coalesce(max(id), 0) + 1 FROM complaint), (SELECT coalesce(min(seq), 0) FROM book),
		(SELECT coalesce(min(mention), 0) FROM book_log),
		EXISTS (SELECT 1 FROM book_log AS l JOIN mention AS m ON m.id = l.mention WHERE l.what = 'take' AND m.deleted = 1)`)
	if err != nil {
		return err
	}
	r := found[0]
	b.next, b.base, b.first, b.stale = cluster.ID(r.int(0)), r.int(1), r.int(2), r.int(3) == 1
	return nil
}

// readSnapshot reads the first of the snapshots in an order; empty books when there is none.
func readSnapshot(rows rowsOf, order string) (*books, error) {
	b := &books{of: map[cluster.Kind]*cluster.Book{}, muted: []string{}}
	found, err := rows(`SELECT seq, muted, complaint, praise, suggestion FROM book ORDER BY ` + order + ` LIMIT 1`)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		for _, kind := range cluster.Kinds {
			b.of[kind] = cluster.NewBook(cluster.Options{})
		}
		return b, nil
	}
	r := found[0]
	b.seq, b.saved = r.int(0), r.int(0)
	if err := json.Unmarshal([]byte(r.text(1)), &b.muted); err != nil {
		return nil, fmt.Errorf("read what the books mute: %w", err)
	}
	for i, kind := range cluster.Kinds {
		saved := r.bytes(2 + i)
		b.size += int64(len(saved))
		if b.of[kind], err = cluster.Read(saved, cluster.Options{Muted: b.muted}); err != nil {
			return nil, fmt.Errorf("read the book of %s: %w", kind, err)
		}
	}
	return b, nil
}
