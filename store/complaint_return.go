package store

import (
	"slices"

	"molva/classify/cluster"
)

// still are the mentions that are still in the cluster that an act brought them to.
func (d *deed) still(in cluster.ID, before []spell) ([]sitting, error) {
	var seats []sitting
	for _, b := range before {
		found, err := d.rows(`SELECT `+filedColumns+` FROM mention WHERE id = ? AND deleted = 0`, b.Mention)
		if err != nil {
			return nil, err
		}
		some, err := d.sittings(found)
		if err != nil {
			return nil, err
		}
		for _, s := range some {
			if s.leaf == in {
				seats = append(seats, s)
			}
		}
	}
	return seats, nil
}

// postsBack are what the book takes back at once: those of the mentions that were in the cluster which the others left
// most of.
func (d *deed) postsBack(in, into cluster.ID, before []spell, seats []sitting) ([]cluster.Post, []int64, error) {
	if len(before) == 0 {
		return d.posts(in, seats)
	}
	var home []int
	for i, s := range seats {
		live, err := d.liveOf(spellOf(before, s.id).Leaf)
		if err != nil {
			return nil, nil, err
		}
		if live == into {
			home = append(home, i)
		}
	}
	some := make([]sitting, len(home))
	for i, at := range home {
		some[i] = seats[at]
	}
	posts, mentions, err := d.posts(in, some)
	for i, at := range home {
		seats[at].done = some[i].done
	}
	return posts, mentions, err
}

func spellOf(before []spell, mention int64) spell {
	return before[slices.IndexFunc(before, func(b spell) bool { return b.Mention == mention })]
}

// liveOf is what a cluster is today.
func (d *deed) liveOf(leaf int64) (cluster.ID, error) {
	live, err := d.number(`SELECT live FROM complaint WHERE id = ?`, leaf)
	return cluster.ID(live), err
}

// seatBack brings mentions to where they were, with the pins that they had.
func (d *deed) seatBack(in cluster.ID, before []spell, seats []sitting) error {
	if len(before) == 0 {
		return nil
	}
	for _, s := range seats {
		was := spellOf(before, s.id)
		live, err := d.liveOf(was.Leaf)
		if err != nil {
			return err
		}
		if err := d.carry(s, live, cluster.ID(was.Leaf)); err != nil {
			return err
		}
		if err := d.pinBack(was); err != nil {
			return err
		}
		root, err := d.rootOf(live)
		if err != nil {
			return err
		}
		if err := d.stir(root); err != nil {
			return err
		}
	}
	return d.stir(in)
}

func (d *deed) pinBack(was spell) (err error) {
	if was.Pin == 0 {
		_, err = d.exec(`DELETE FROM pin WHERE mention = ?`, was.Mention)
	} else {
		_, err = d.exec(`UPDATE pin SET complaint = ? WHERE mention = ?`, was.Pin, was.Mention)
	}
	return err
}
