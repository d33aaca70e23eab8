package store

import "molva/classify/cluster"

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
			if s.leaf != in {
				continue
			}
			if s.home, err = d.liveOf(b.Leaf); err != nil {
				return nil, err
			}
			s.was = b
			seats = append(seats, s)
		}
	}
	return seats, nil
}

// liveOf is what a cluster is today.
func (d *deed) liveOf(leaf int64) (cluster.ID, error) {
	live, err := d.number(`SELECT live FROM complaint WHERE id = ?`, leaf)
	return cluster.ID(live), err
}

// seatBack brings mentions to where they were, with the pins that they had.
func (d *deed) seatBack(in cluster.ID, seats []sitting) error {
	for _, s := range seats {
		if err := d.carry(s, s.home, cluster.ID(s.was.Leaf)); err != nil {
			return err
		}
		if err := d.pinBack(s.was); err != nil {
			return err
		}
		root, err := d.rootOf(s.home)
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
