package store

import (
	"encoding/json"
	"errors"
	"fmt"

	"molva/classify/cluster"
	"molva/classify/cluster/theme"
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

	version string // of what decided it
}

// rowsOf is how books are read: within a transaction that writes, or beside it.
type rowsOf func(query string, args ...any) ([]row, error)

// library is where books are read from.
type library struct {
	rows rowsOf
	salt []byte
	with method
}

// method is what the books decide by.
type method struct {
	pack     *theme.Pack      // nil: the neutral one
	settings cluster.Settings // tests have their own
}

func (m method) options(muted []string) cluster.Options {
	return cluster.Options{Settings: m.settings, Pack: m.pack, Muted: muted}
}

// version is of the method: another one, or other themes, would decide otherwise.
func (l *library) version() string {
	if l.with.pack == nil {
		return algorithm
	}
	return algorithm + " " + l.with.pack.Fingerprint()
}

func (f *filing) library() *library { return &library{f.rows, f.memory.salt, f.db.with} }

// books returns the books, reading them when there are none in memory. What an older version decided stands; a base is made
// for what this one decides.
func (f *filing) books() (*books, error) {
	if f.memory.books != nil {
		return f.memory.books, nil
	}
	l := f.library()
	b, err := l.books(fromLatest)
	if err != nil {
		return nil, err
	}
	f.memory.books = b
	if b.version != l.version() {
		if err := f.saveBooks(true); err != nil {
			return nil, err
		}
	}
	return b, f.mute()
}

// Where to begin to read.
const (
	fromLatest = `max(seq)`
	fromBase   = `min(seq)`
)

// books reads a snapshot and does to it what was done since.
func (l *library) books(from string) (*books, error) {
	b, err := l.snapshot(from)
	if errors.Is(err, errUnreadable) {
		return l.salvage()
	}
	if err != nil {
		return nil, err
	}
	err = l.lines(b.seq, func(line *line) error {
		b.replay(line)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the log of the books: %w", err)
	}
	return b, l.number(b)
}

// number reads which cluster is next, and where the log begins.
func (l *library) number(b *books) error {
	found, err := l.rows(`SELECT (SELECT coalesce(max(id), 0) + 1 FROM complaint), (SELECT coalesce(min(seq), 0) FROM book)`)
	if err == nil {
		b.next, b.base = cluster.ID(found[0].int(0)), found[0].int(1)
	}
	return err
}

// empty are books that know nothing.
func (l *library) empty() *books {
	b := &books{of: map[cluster.Kind]*cluster.Book{}, muted: []string{}}
	for _, kind := range cluster.Kinds {
		b.of[kind] = cluster.NewBook(l.with.options(nil))
	}
	return b
}

// snapshot reads one of the snapshots; empty books without a version when there is none.
func (l *library) snapshot(from string) (*books, error) {
	b := l.empty()
	found, err := l.rows(`SELECT seq, version, muted, complaint, praise, suggestion FROM book WHERE seq = (SELECT ` + from + ` FROM book)`)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return b, nil
	}
	r := found[0]
	b.seq, b.saved, b.version = r.int(0), r.int(0), r.text(1)
	if err := json.Unmarshal([]byte(r.text(2)), &b.muted); err != nil {
		return nil, fmt.Errorf("read what the books mute: %w", err)
	}
	for i, kind := range cluster.Kinds {
		saved := r.bytes(3 + i)
		b.size += int64(len(saved))
		if b.of[kind], err = cluster.Read(saved, l.with.options(b.muted)); err != nil {
			return nil, fmt.Errorf("%w: of %s: %w", errUnreadable, kind, err)
		}
	}
	return b, nil
}

// keep notes how the books are after a commit.
func (s *session) keep() {
	if s.books = nil; s.memory != nil && s.memory.books != nil {
		s.books, s.as = s.memory.books, *s.memory.books
	}
}

// forget drops the memory after a rollback, and the books if anything was done to them: who mistypes an id does not make the
// writer read them again.
func (s *session) forget() {
	touched := s.memory != nil && s.memory.books != nil && (s.memory.books != s.books || s.books.seq != s.as.seq)
	if s.memory = nil; touched {
		s.books = nil
	}
	if s.books != nil {
		*s.books = s.as
	}
}
