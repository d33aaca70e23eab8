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
	seats, err := d.returning(k, before)
	if err != nil {
		return err
	}
	b, err := d.books()
	if err != nil {
		return err
	}
	posts, mentions, err := d.postsBack(k.id, into.live, before, seats)
	if err != nil {
		return err
	}
	b.of[k.kind].Unsplit(into.live, k.id, posts)
	if err := d.writePosts("unsplit", into.live, k.id, mentions); err != nil {
		return err
	}
	if err := d.seatBack(k.id, before, seats); err != nil {
		return err
	}
	merge := cluster.Merge{Into: into.live, From: k.id}
	b.of[k.kind].Absorb(merge)
	if err := d.absorb(merge); err != nil {
		return err
	}
	return d.stir(into.root)
}

// returning are the mentions that are still where a split brought them.
func (d *deed) returning(k kin, before []spell) ([]sitting, error) {
	if len(before) == 0 {
		found, err := d.rows(`SELECT `+filedColumns+` FROM mention
			WHERE id IN (SELECT b.mention FROM complaint AS c JOIN member AS b ON b.complaint = c.id WHERE c.live = ?) ORDER BY id`, int64(k.id))
		if err != nil {
			return nil, err
		}
		return d.sittings(found)
	}
	return d.still(k.id, before)
}
