package store

import (
	"errors"

	"molva/classify/cluster"
)

// errUnreadable marks a snapshot that is damaged, or that another version of the method wrote in another form.
var errUnreadable = errors.New("a book cannot be read")

// salvage makes books of the members as they stand: what was decided stays so, and the books know again what is said where.
// What only they remember, how long ago and how often, they learn anew. Their version is none, so a base is made of them.
func (l *library) salvage() (*books, error) {
	b := l.empty()
	if err := l.reread(b); err != nil {
		return nil, err
	}
	if err := l.rejoin(b); err != nil {
		return nil, err
	}
	found, err := l.rows(`SELECT coalesce(max(seq), 0) FROM (SELECT seq FROM book_log UNION ALL SELECT seq FROM book)`)
	if err != nil {
		return nil, err
	}
	b.seq = found[0].int(0)
	return b, l.number(b)
}

// reread puts all members into the books, in the order in which their mentions came.
func (l *library) reread(b *books) error {
	for after, more := int64(0), true; more; {
		found, err := l.rows(`SELECT `+postColumns+`, c.kind, c.live FROM member AS b JOIN mention AS m ON m.id = b.mention JOIN complaint AS c ON c.id = b.complaint
			WHERE b.mention > ? AND b.role & 5 = 0 ORDER BY b.mention LIMIT ?`, after, logPage)
		if err != nil {
			return err
		}
		for _, r := range found {
			b.of[cluster.Kind(r.text(9))].Redo(r.post(l.salt), cluster.Placement{ID: cluster.ID(r.int(10))})
			after = r.int(0)
		}
		more = len(found) == logPage
	}
	return nil
}

// rejoin tells the books what people said.
func (l *library) rejoin(b *books) error {
	found, err := l.rows(`SELECT id, kind, coalesce(joined, 0), named <> '' OR ticket <> '' OR fixed IS NOT NULL OR ignored FROM complaint
		WHERE joined IS NOT NULL OR named <> '' OR ticket <> '' OR fixed IS NOT NULL OR ignored ORDER BY id`)
	if err != nil {
		return err
	}
	for _, r := range found {
		book, id := b.of[cluster.Kind(r.text(1))], cluster.ID(r.int(0))
		if into := cluster.ID(r.int(2)); into != 0 {
			book.Join(into, id)
		}
		if r.int(3) == 1 {
			book.Keep(id, true)
		}
	}
	found, err = l.rows(`SELECT c.kind, c.live, o.live FROM act JOIN complaint AS c ON c.id = act.complaint JOIN complaint AS o ON o.id = act.other
		WHERE act.undone IS NULL AND ` + splits + ` ORDER BY act.id`)
	for _, r := range found {
		b.of[cluster.Kind(r.text(0))].Split(cluster.ID(r.int(1)), cluster.ID(r.int(2)), nil)
	}
	return err
}
