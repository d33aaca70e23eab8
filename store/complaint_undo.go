package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"molva/classify/cluster"
)

// undo takes back the last act that stands, or the last on a complaint and what stands in it.
func (d *deed) undo() (Done, error) {
	query, args := `SELECT id, what, complaint, other, before FROM act WHERE undone IS NULL ORDER BY id DESC LIMIT 1`, []any(nil)
	if d.ID != 0 {
		k, err := d.kin(d.ID)
		if err != nil {
			return Done{}, err
		}
		query, args = `SELECT id, what, complaint, other, before FROM act WHERE undone IS NULL AND (`+ofFamily+`) ORDER BY id DESC LIMIT 1`, []any{int64(k.root)}
	}
	found, err := d.rows(query, args...)
	if err != nil {
		return Done{}, err
	}
	if len(found) == 0 {
		return Done{}, errors.New("nothing is left to undo")
	}
	r := found[0]
	var was before
	if err := json.Unmarshal([]byte(r.text(4)), &was); err != nil {
		return Done{}, fmt.Errorf("read act %d: %w", r.int(0), err)
	}
	id, other := cluster.ID(r.int(2)), cluster.ID(r.int(3))
	if err := d.reverse(Deed(r.text(1)), id, other, was); err != nil {
		return Done{}, err
	}
	_, err = d.exec(`UPDATE act SET undone = ?, undone_by = ? WHERE id = ?`, d.now, d.By, r.int(0))
	return Done{Act: r.int(0), ID: id}, err
}

// ofFamily is an act on anything that stands in a root, ?1.
const ofFamily = `complaint IN (SELECT id FROM complaint WHERE root = ?1) OR other IN (SELECT id FROM complaint WHERE root = ?1)`

func (d *deed) reverse(what Deed, id, other cluster.ID, was before) error {
	switch what {
	case Merged:
		return d.unmerge(id)
	case Split:
		return d.unsplit(other, was)
	case Moved:
		if was.Absorbed != 0 {
			return d.unsplit(other, was)
		}
		seats, err := d.still(other, was.Seats)
		if err != nil {
			return err
		}
		return d.seatBack(other, seats)
	case Refused:
		return nil
	}
	return d.unmark(what, id, was)
}

// Acts returns what people did to a complaint and to what stands in it, the first act first; to all of them when id is 0.
func (db *DB) Acts(ctx context.Context, id cluster.ID) (acts []PastAct, err error) {
	ctx, err = db.seesComplaint(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("read acts: %w", err)
	}
	err = db.looking(ctx, func(l *look) error {
		where, args := `1`, []any(nil)
		if id != 0 {
			root, err := l.root(id)
			if err != nil {
				return err
			}
			where, args = ofFamily, []any{int64(root.id)}
		}
		found, err := l.rows(`SELECT id, what, complaint, other, label, ticket, since, name, at, undone, undone_by,
				(SELECT group_concat(m.network || ':' || m.external_id, char(10)) FROM json_each(act.mentions) AS j JOIN mention AS m ON m.id = j.value`+l.within.seen(`m.id`)+`)
			FROM act WHERE `+where+` ORDER BY id`, args...)
		for _, r := range found {
			acts = append(acts, r.act())
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read acts: %w", err)
	}
	return acts, nil
}

func (r row) act() PastAct {
	a := PastAct{Number: r.int(0), When: fromMS(r.int(8)), Undone: fromMS(r.int(9)), UndoneBy: r.text(10)}
	a.What, a.ID, a.Into, a.Label, a.Ticket, a.At, a.By = Deed(r.text(1)), cluster.ID(r.int(2)), cluster.ID(r.int(3)), r.text(4), r.text(5), fromMS(r.int(6)), r.text(7)
	if mentions := r.text(11); mentions != "" {
		a.Mentions = strings.Split(mentions, "\n")
	}
	return a
}
