package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"molva/classify/cluster"
)

// strayMembers finds members whose person is not their author.
func strayMembers(ctx context.Context, tx *sql.Tx) (all []Difference, err error) {
	var salt []byte
	if err := tx.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = 'salt'`).Scan(&salt); err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, `SELECT m.network, m.external_id, m.author_id, m.author_name, b.person FROM member AS b JOIN mention AS m ON m.id = b.mention`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() && len(all) < maxDifferences {
		var m filed
		var id, name string
		var person int64
		if err := rows.Scan(&m.network, &m.external, &id, &name, &person); err != nil {
			return nil, err
		}
		m.author = authorOf(id, name, m.external)
		if want := int64(m.person(salt)); want != person {
			all = append(all, Difference{"person of a member", m.network + ":" + m.external, fmt.Sprint(person), fmt.Sprint(want)})
		}
	}
	return all, rows.Err()
}

// strayBooks makes the books anew from the base, deciding again what they decided, and compares the decisions and the
// bytes. Books that another version of the method decided cannot be made anew.
func (db *DB) strayBooks(ctx context.Context, tx *sql.Tx) ([]Difference, error) {
	l := &library{rows: rowsIn(ctx, tx), with: db.with}
	if err := tx.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = 'salt'`).Scan(&l.salt); err != nil {
		return nil, err
	}
	anew, err := l.snapshot(fromBase)
	if errors.Is(err, errUnreadable) {
		return []Difference{{"decision of a book", "base", err.Error(), "a book that can be read"}}, nil
	}
	if err != nil || anew.version != l.version() {
		return nil, err
	}
	d := decisions{books: anew}
	if err := l.lines(anew.seq, d.again); err != nil {
		return nil, err
	}
	d.settle(anew.seq)
	present, err := l.books(fromLatest)
	if err != nil {
		return nil, err
	}
	for _, kind := range cluster.Kinds {
		have, err := present.of[kind].AppendBinary(nil)
		if err != nil {
			return nil, err
		}
		want, err := anew.of[kind].AppendBinary(nil)
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(have, want) {
			d.wrong(fmt.Sprintf("book of %s", kind), fmt.Sprintf("%d bytes", len(have)), fmt.Sprintf("%d other bytes", len(want)))
		}
	}
	return d.found, nil
}

// decisions are what books decide when they are asked again.
type decisions struct {
	*books
	due   []cluster.Merge // what merged by itself and must be in the log next
	found []Difference
}

func (d *decisions) wrong(where, have, want string) {
	if len(d.found) < maxDifferences {
		d.found = append(d.found, Difference{"decision of a book", where, have, want})
	}
}

// again does what a line says, and compares it with what the books say.
func (d *decisions) again(l *line) error {
	if l.what == "absorb" && len(d.due) > 0 {
		m := d.due[0]
		d.due = d.due[1:]
		if have := (cluster.Merge{Into: l.complaint, From: l.other}); have != m {
			d.wrong(fmt.Sprintf("line %d", l.seq), fmt.Sprintf("%v into %v", have.From, have.Into), fmt.Sprintf("%v into %v", m.From, m.Into))
		}
		return nil
	}
	d.settle(l.seq)
	if l.what != "put" {
		d.replay(l)
		return nil
	}
	book, have := d.of[l.kind], l.placement()
	if !l.given {
		want := book.Find(l.post)
		if want.New {
			want.ID = have.ID
		}
		if have != want {
			d.wrong(fmt.Sprintf("line %d", l.seq), fmt.Sprintf("%+v", have), fmt.Sprintf("%+v", want))
		}
	}
	d.due = book.Put(l.post, have)
	return nil
}

// settle says what should have merged before a line.
func (d *decisions) settle(line int64) {
	for _, m := range d.due {
		d.wrong(fmt.Sprintf("line %d", line), "nothing", fmt.Sprintf("%v into %v", m.From, m.Into))
	}
	d.due = nil
}
