package store

import (
	"cmp"
	"fmt"

	"molva/classify/cluster"
)

// unsplit undoes a split: what was split off goes back with all that came to it since.
func (d *deed) unsplit(id cluster.ID, was before) error {
	k, err := d.kin(id)
	if err != nil {
		return err
	}
	if k.live != id || k.root != id {
		return fmt.Errorf("%v was merged into %v since: undo that first", id, k.root)
	}
	if n, err := d.number(`SELECT count(*) FROM complaint WHERE joined = ?`, int64(id)); err != nil || n > 0 {
		return cmp.Or(err, fmt.Errorf("others were merged into %v since: undo that first", id))
	}
	return d.giveBack(k, cluster.ID(was.Absorbed), was.Seats)
}

// giveBack brings mentions from a cluster to where they were before they were split off, and then all that is left of it.
// Without any it was revived, and goes back whole.
func (d *deed) giveBack(k kin, to cluster.ID, before []spell) error {
	into, err := d.kin(to)
	if err != nil {
		return err
	}
	whole := len(before) == 0
	seats, err := d.still(k.id, before)
	if whole && err == nil {
		seats, err = d.all(k.id)
	}
	if err != nil {
		return err
	}
	posts, mentions, err := d.posts(seats, func(s *sitting) bool { return whole || s.home == into.live })
	if err != nil {
		return err
	}
	if err := d.writePosts("unsplit", into.live, k.id, mentions); err != nil {
		return err
	}
	b, err := d.books()
	if err != nil {
		return err
	}
	b.of[k.kind].Unsplit(into.live, k.id, posts)
	if !whole {
		if err := d.seatBack(k.id, seats); err != nil {
			return err
		}
	}
	merge := cluster.Merge{Into: into.live, From: k.id}
	b.of[k.kind].Absorb(merge)
	if err := d.absorb(merge); err != nil {
		return err
	}
	return d.stir(into.root)
}

// all are the mentions of a cluster that lives.
func (d *deed) all(live cluster.ID) ([]sitting, error) {
	found, err := d.rows(`SELECT `+filedColumns+` FROM mention
		WHERE id IN (SELECT b.mention FROM complaint AS c CROSS JOIN opinion AS o ON o.complaint = c.id JOIN member AS b ON b.mention = o.mention WHERE c.live = ?) ORDER BY id`, int64(live))
	if err != nil {
		return nil, err
	}
	return d.sittings(found)
}
