package store

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"

	"molva/classify/cluster"
)

// algorithm is the version of the method that finds the clusters. Another one moves no mention that was placed before.
const algorithm = "1"

// touch is what happened to a cluster that lives in one transaction.
type touch struct {
	first, last int64 // publishing times of what came
	came        bool
	shrunk      bool // something left, or another one came in
}

func (f *filing) touch(live cluster.ID) *touch { return at(f.touched, live) }

func (t *touch) grow(published int64) {
	if !t.came {
		t.first, t.last, t.came = published, published, true
	}
	t.first, t.last = min(t.first, published), max(t.last, published)
}

// saveComplaints writes what happened to the clusters, and the books when it is time.
func (f *filing) saveComplaints() error {
	for _, live := range slices.Sorted(maps.Keys(f.touched)) {
		if err := f.saveTouch(live, f.touched[live]); err != nil {
			return err
		}
	}
	clear(f.touched)
	return f.keepBooks(false)
}

func (f *filing) saveTouch(live cluster.ID, t *touch) (err error) {
	if t.shrunk {
		return f.remeasure(live)
	}
	_, err = f.exec(`UPDATE complaint SET changed = changed + 1, first = min(coalesce(first, ?1), ?1), last = max(coalesce(last, ?2), ?2) WHERE id = ?3`,
		t.first, t.last, int64(live))
	return err
}

// remeasure finds the first and the last mention of a cluster anew. Of what retention has removed the hour is known.
func (f *filing) remeasure(live cluster.ID) error {
	found, err := f.rows(`SELECT min(day * 24 + hour), max(day * 24 + hour) FROM voice WHERE topic = 0 AND complaint = ?`, int64(live))
	if err != nil {
		return err
	}
	var first, last any
	if r := found[0]; r[0] != nil {
		times, err := f.rows(`SELECT min(o.published), max(o.published) FROM complaint AS c JOIN opinion AS o ON o.complaint = c.id WHERE c.live = ?`, int64(live))
		if err != nil {
			return err
		}
		first, last = within(times[0].int(0), r.int(0)), within(times[0].int(1), r.int(1))
	}
	_, err = f.exec(`UPDATE complaint SET changed = changed + 1, first = ?, last = ? WHERE id = ?`, first, last, int64(live))
	return err
}

// within is a time if it is in an hour, else the beginning of that.
func within(at, hour int64) int64 {
	if at/msPerHour == hour {
		return at
	}
	return hour * msPerHour
}

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
	muted, err := json.Marshal(b.muted)
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
		age, b.seq, b.version, string(muted), of[0], of[1], of[2])
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

// forgetLog makes a base of the books as they are, before a text goes that the log would be read with.
func (f *filing) forgetLog() error {
	if _, err := f.books(); err != nil {
		return err
	}
	return f.saveBooks(true)
}
