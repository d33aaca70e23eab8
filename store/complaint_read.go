package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"molva/classify/cluster"
	"molva/classify/cluster/life"
)

// ErrUnknownComplaint is the answer to a question about a complaint that was never found.
var ErrUnknownComplaint = errors.New("unknown complaint")

// Complaints returns the complaints that a filter means: what returned and what rises first, then what is new and by enough
// people to be announced, then by people. All of it is of one state of the database, which need never have been tended.
func (db *DB) Complaints(ctx context.Context, f ComplaintFilter) ([]Complaint, error) {
	all, err := db.complaints(ctx, f)
	if err != nil {
		return nil, fmt.Errorf("read complaints: %w", err)
	}
	return all, nil
}

// complaints looks the topic up first: who holds one connection while it waits for another can wait for ever.
func (db *DB) complaints(ctx context.Context, f ComplaintFilter) (all []Complaint, err error) {
	if ctx, f.topic, err = db.about(ctx, f.Topic); err != nil {
		return nil, err
	}
	err = db.looking(ctx, func(l *look) error {
		all, err = l.complaints(f)
		return err
	})
	return all, err
}

// about is the row of a topic, 0 for any, and the context to ask in.
func (db *DB) about(ctx context.Context, topic string) (context.Context, int64, error) {
	ctx, topic, err := db.heardOf(ctx, topic)
	if err != nil || topic == "" {
		return ctx, 0, err
	}
	ctx, scope, err := db.scope(ctx, topic)
	return ctx, scope.id, err
}

// Complaint returns one complaint over all topics and time; one that was merged is answered for by what it is merged into. Within
// a bound it is over the first topic that may be seen and is complained of.
func (db *DB) Complaint(ctx context.Context, id cluster.ID) (c Complaint, err error) {
	ctx, topics, err := db.tops(ctx)
	if err == nil {
		err = db.looking(ctx, func(l *look) error {
			c, err = l.complaint(id, topics)
			return err
		})
	}
	if err != nil {
		return Complaint{}, fmt.Errorf("read complaint: %w", err)
	}
	return c, nil
}

// Members returns the public ids of the mentions that count in a complaint, as many as it says that it has: the latest
// published first. The topic and the period of the filter apply.
func (db *DB) Members(ctx context.Context, id cluster.ID, f ComplaintFilter) (ids []string, err error) {
	ids, err = db.members(ctx, Filter{Complaint: int64(id), Topic: f.Topic, Period: f.Period, Counted: new(true)})
	if err != nil {
		return nil, fmt.Errorf("read members: %w", err)
	}
	return ids, nil
}

func (db *DB) members(ctx context.Context, f Filter) (ids []string, err error) {
	ctx, p, err := db.predicate(ctx, f)
	if err != nil {
		return nil, err
	}
	rows, err := db.read.QueryContext(ctx, `SELECT m.network || ':' || m.external_id`+p.rows()+` ORDER BY m.published DESC, m.id DESC`, p.args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// look is one state of the database.
type look struct {
	rows   rowsOf
	now    time.Time
	within *reach
}

// complaint reads a complaint over the first of some topics that it is about.
func (l *look) complaint(id cluster.ID, topics []int64) (Complaint, error) {
	root, err := l.root(id)
	if err != nil {
		return Complaint{}, err
	}
	for _, topic := range topics {
		all, err := l.complaints(ComplaintFilter{Kind: root.kind, All: true, only: root.id, topic: topic})
		if err != nil || len(all) > 0 {
			return append(all, Complaint{})[0], err
		}
	}
	return Complaint{}, fmt.Errorf("%w: %v has no mentions any more", ErrUnknownComplaint, id)
}

// tops are the rows of the topics that stand for all that may be seen, 0 for everything, and the context to ask in.
func (db *DB) tops(ctx context.Context) (context.Context, []int64, error) {
	ctx, within, err := db.reach(ctx)
	if err != nil || within == nil {
		return ctx, []int64{0}, err
	}
	var all []int64
	for _, slug := range within.tops {
		all = append(all, within.ids[slices.Index(within.slugs, slug)])
	}
	return ctx, all, nil
}

// looking reads from one state of the database. What it does must ask for nothing but by its look. Who holds one connection must
// not wait for another, so what may be seen is found out before.
func (db *DB) looking(ctx context.Context, do func(*look) error) error {
	if err := beyond(ctx); err != nil {
		return err
	}
	ctx, within, err := db.reach(ctx)
	if err != nil {
		return err
	}
	tx, err := db.read.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return do(&look{rowsIn(ctx, tx), db.now(), within})
}

// rowsIn reads within a transaction.
func rowsIn(ctx context.Context, tx *sql.Tx) rowsOf {
	return func(query string, args ...any) (found []row, err error) {
		rows, err := tx.QueryContext(ctx, query, args...)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		columns, err := rows.Columns()
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			r, into := make(row, len(columns)), make([]any, len(columns))
			for i := range r {
				into[i] = (*any)(&r[i])
			}
			if err := rows.Scan(into...); err != nil {
				return nil, err
			}
			found = append(found, r)
		}
		return found, rows.Err()
	}
}

// rooted is a root and its kind.
type rooted struct {
	id   cluster.ID
	kind cluster.Kind
}

// root finds what a complaint stands in today.
func (l *look) root(id cluster.ID) (rooted, error) {
	found, err := l.rows(`SELECT root, kind FROM complaint WHERE id = ?`, int64(id))
	if err != nil {
		return rooted{}, err
	}
	if len(found) == 0 && l.within != nil {
		return rooted{}, fmt.Errorf("%w %v", ErrUnknownComplaint, id) // which there are is not told
	}
	if len(found) == 0 {
		return rooted{}, unknown(l.rows, id)
	}
	return rooted{cluster.ID(found[0].int(0)), cluster.Kind(found[0].text(1))}, nil
}

// unknown says which complaints there are near one that there is not.
func unknown(rows rowsOf, id cluster.ID) error {
	found, err := rows(`SELECT id FROM complaint WHERE root = id ORDER BY abs(id - ?), id LIMIT 3`, int64(id))
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return fmt.Errorf("%w %v, none was found yet", ErrUnknownComplaint, id)
	}
	near := make([]cluster.ID, len(found))
	for i, r := range found {
		near[i] = cluster.ID(r.int(0))
	}
	slices.Sort(near)
	return fmt.Errorf("%w %v, there is %v", ErrUnknownComplaint, id, near)
}

// urgency orders complaints as a list shows them: what is new comes first when it is enough to be announced.
func urgency(c Complaint) int {
	switch {
	case c.State == life.Returned, c.State == life.Rising:
		return 0
	case c.Emerging:
		return 1
	}
	return 2
}

func byUrgency(a, b Complaint) int {
	return cmp.Or(cmp.Compare(urgency(a), urgency(b)), cmp.Compare(b.People, a.People), cmp.Compare(a.ID, b.ID))
}

// fromJSON reads a column that tending wrote; what cannot be read is as good as nothing.
func fromJSON[T any](saved string) (list []T) {
	_ = json.Unmarshal([]byte(saved), &list)
	return list
}
