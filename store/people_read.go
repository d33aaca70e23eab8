package store

import (
	"context"
	"database/sql"
	"fmt"
)

// People returns who spoke of a topic in a period, as Tally counts them, on one network or, where that is "", on all. On all
// it knows, like Tally, of what retention has removed; of one network only the mentions know, so there it does not, and takes
// ten times as long.
func (db *DB) People(ctx context.Context, topic, network string, p Period) (s Set, err error) {
	err = db.reading(ctx, topic, func(tx *sql.Tx, scope scope) error {
		var all crowd
		if network == "" {
			all, err = crowdOf(ctx, tx, partsOf(scope.id, p))
		} else {
			from, to := p.bounds()
			err = eachPerson(ctx, tx, `o.topic = ? AND o.published >= ? AND o.published < ? AND m.network = ?`,
				[]any{scope.id, from, to, network}, func(_ crowdKey, person uint64) { all = append(all, person) })
		}
		s = all.set()
		return err
	})
	if err != nil {
		return Set{}, fmt.Errorf("read people: %w", err)
	}
	return s, nil
}

// Newcomers is how many of those who spoke of a topic in a period had never done so before it; ok is false when nothing was
// heard before, so that everybody would be new.
func (db *DB) Newcomers(ctx context.Context, topic string, p Period) (n int, ok bool, err error) {
	err = db.reading(ctx, topic, func(tx *sql.Tx, scope scope) error {
		now, err := crowdOf(ctx, tx, partsOf(scope.id, p))
		if err != nil || p.From.IsZero() {
			return err
		}
		before, err := crowdOf(ctx, tx, partsOf(scope.id, Period{To: p.From}))
		if err != nil {
			return err
		}
		n, ok = now.strangersTo(before)
		return nil
	})
	if err != nil {
		return 0, false, fmt.Errorf("read who is new: %w", err)
	}
	return n, ok, nil
}

// strangersTo counts who is here and was not there before; heard is false when nobody was. The one before is by far the larger,
// so it is gone through once and not put in order.
func (c crowd) strangersTo(before crowd) (n int, heard bool) {
	were, all := map[uint64]int{}, 0
	for _, person := range c.set().people {
		were[person] = 0
	}
	for _, entry := range before {
		way := 1 - 2*int(entry&left)
		all += way
		if times, here := were[entry&^left]; here {
			were[entry&^left] = times + way
		}
	}
	for _, times := range were {
		if times <= 0 {
			n++
		}
	}
	return n, all > 0
}

// set is everybody who is there.
func (c crowd) set() Set {
	var people []uint64
	for _, entry := range c.settled() {
		if entry&left == 0 && (len(people) == 0 || people[len(people)-1] != entry) {
			people = append(people, entry)
		}
	}
	return Set{people}
}

// reading runs do on one state of the database, with a topic.
func (db *DB) reading(ctx context.Context, topic string, do func(*sql.Tx, scope) error) error {
	ctx, scope, err := db.scope(ctx, topic)
	if err != nil {
		return err
	}
	tx, err := db.read.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return do(tx, scope)
}
