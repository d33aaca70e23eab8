package store

import (
	"errors"
	"fmt"

	"molva/classify/cluster"
)

// Seen is what somebody knew of a complaint when they decided on an act.
type Seen struct {
	Of   cluster.ID
	Mark string // by Mark
}

// ErrChanged is the answer to an act of somebody who has not seen what others did meanwhile. Nothing was done.
var ErrChanged = errors.New("somebody acted on it meanwhile")

// Mark tells two histories of a complaint apart: by the last act, and by how many were taken back.
func Mark(acts []PastAct) string {
	var last int64
	undone := 0
	for _, a := range acts {
		last = max(last, a.Number)
		if !a.Undone.IsZero() {
			undone++
		}
	}
	return mark(last, undone)
}

func mark(last int64, undone int) string { return fmt.Sprintf("%d.%d", last, undone) }

// fits refuses an act when the complaint has another history than was seen.
func (d *deed) fits() error {
	if d.Seen == nil {
		return nil
	}
	k, err := d.kin(d.Seen.Of)
	if err != nil {
		return err
	}
	found, err := d.rows(`SELECT coalesce(max(id), 0), count(undone) FROM act WHERE `+ofFamily, int64(k.root))
	if err != nil {
		return err
	}
	if mark(found[0].int(0), int(found[0].int(1))) != d.Seen.Mark {
		return fmt.Errorf("%v: %w", d.Seen.Of, ErrChanged)
	}
	return nil
}
