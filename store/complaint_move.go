package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"molva/classify/cluster"
)

// sitting is a mention and where it is.
type sitting struct {
	filed
	seat
	root   cluster.ID
	public string
	pin    int64
	done   bool // the book has it where it goes

	// Of one that goes back:
	was  spell
	home cluster.ID // what lives of where it was
}

func (s *sitting) spell() spell { return spell{s.id, int64(s.leaf), s.pin} }

// moveMentions brings mentions to another complaint or to one of their own, and pins them there. What they leave for one of
// their own never merges with that by itself, as after a split.
func (d *deed) moveMentions() (Done, error) {
	seats, err := d.seats()
	if err != nil {
		return Done{}, err
	}
	to, err := d.target(seats)
	if err != nil {
		return Done{}, err
	}
	for _, s := range seats {
		if err := d.carry(s, to, to); err != nil {
			return Done{}, err
		}
		if err := d.stir(s.root); err != nil {
			return Done{}, err
		}
	}
	if err := d.stir(to); err != nil {
		return Done{}, err
	}
	done, err := d.remember(seats[0].root, to)
	done.ID = to
	return done, err
}

// target is the cluster that mentions are to go to, a new one when none is named.
func (d *deed) target(seats []sitting) (cluster.ID, error) {
	b, err := d.books()
	if err != nil {
		return 0, err
	}
	if d.Into == 0 {
		for _, s := range seats {
			if s.kind != seats[0].kind {
				return 0, fmt.Errorf("mention %.100q is of the kind %s and %.100q of the kind %s", s.public, s.kind, seats[0].public, seats[0].kind)
			}
		}
		id, err := d.found(b, seats[0].kind)
		if err != nil {
			return 0, err
		}
		d.before.Absorbed = int64(mostOf(seats))
		return id, d.splitBook(seats[0].kind, mostOf(seats), id, seats)
	}
	k, err := d.kin(d.Into)
	if err != nil {
		return 0, err
	}
	for _, s := range seats {
		if s.kind != k.kind {
			return 0, fmt.Errorf("mention %.100q is of the kind %s and %v of the kind %s", s.public, s.kind, k.id, k.kind)
		}
		if s.live == k.live {
			return 0, fmt.Errorf("mention %.100q is in %v already", s.public, k.id)
		}
	}
	return k.live, nil
}

// seats looks up the mentions that are named, each once; an original stands for its copies.
func (d *deed) seats() ([]sitting, error) {
	if len(d.Mentions) == 0 {
		return nil, errors.New("no mention is named")
	}
	var seats []sitting
	for _, public := range d.Mentions {
		s, err := d.lookUp(public)
		if err != nil {
			return nil, err
		}
		if slices.Contains(d.on, s.id) {
			continue
		}
		seats, d.on, d.before.Seats = append(seats, s), append(d.on, s.id), append(d.before.Seats, s.spell())
	}
	return seats, nil
}

// lookUp finds a mention by its public id.
func (d *deed) lookUp(public string) (sitting, error) {
	network, external, _ := strings.Cut(public, ":")
	for _, query := range []string{`network = ? AND external_id = ?`, `id = (SELECT duplicate_of FROM mention WHERE network = ? AND external_id = ?)`} {
		found, err := d.rows(`SELECT `+filedColumns+` FROM mention WHERE deleted = 0 AND `+query, network, external)
		if err != nil {
			return sitting{}, err
		}
		if len(found) == 0 || found[0].filed().duplicateOf != 0 {
			continue
		}
		s, err := d.sitting(found[0].filed())
		switch s.public = public; {
		case err == nil && s.seat.role&agrees != 0:
			err = fmt.Errorf("mention %.100q only agrees with what it answers: it goes where that goes", public)
		case err == nil && s.leaf == 0:
			err = fmt.Errorf("mention %.100q is in no complaint: it complains of nothing, praises and wishes nothing", public)
		}
		return s, err
	}
	return sitting{}, fmt.Errorf("mention %.100q is not here", public)
}

func (d *deed) sitting(m filed) (s sitting, err error) {
	s.filed, s.public = m, m.network+":"+m.external
	if s.seat, err = d.placed(m.id); err != nil {
		return s, err
	}
	if s.root, err = d.rootOf(s.leaf); err != nil {
		return s, err
	}
	s.pin, err = d.number(`SELECT complaint FROM pin WHERE mention = ?`, m.id)
	return s, err
}

func (d *deed) sittings(found []row) ([]sitting, error) {
	seats := make([]sitting, len(found))
	for i, r := range found {
		var err error
		if seats[i], err = d.sitting(r.filed()); err != nil {
			return nil, err
		}
	}
	return seats, nil
}

// rootOf is what a cluster stands in; none stands in none.
func (d *deed) rootOf(leaf cluster.ID) (cluster.ID, error) {
	root, err := d.number(`SELECT root FROM complaint WHERE id = ?`, int64(leaf))
	return cluster.ID(root), err
}

// carry brings a mention with its copies to a cluster that lives, as a member of that or of what it absorbed, and pins it
// there.
func (d *deed) carry(s sitting, live, leaf cluster.ID) error {
	if s.inBook() && !s.done {
		if err := d.transfer(&s, live); err != nil {
			return err
		}
	}
	if err := d.reseat(s.filed, leaf, live); err != nil {
		return err
	}
	d.memory.pinned = true
	_, err := d.exec(`INSERT INTO pin (mention, complaint) VALUES (?, ?) ON CONFLICT DO UPDATE SET complaint = excluded.complaint`, s.id, int64(leaf))
	if err != nil {
		return err
	}
	return d.follow(s.id)
}

// transfer takes a mention out of one cluster of the book and puts it into another.
func (d *deed) transfer(s *sitting, to cluster.ID) error {
	if err := d.takeOut(&s.filed, s.seat); err != nil {
		return err
	}
	return d.putIn(&s.filed, s.seat, cluster.Placement{ID: to, Similarity: 1}, true)
}

// reseat writes a mention down as a member of a cluster, with the voices.
func (d *deed) reseat(m filed, leaf, live cluster.ID) error {
	all, err := d.felt(m.id)
	if err != nil {
		return err
	}
	d.sums.moveAll(&m, all, -1)
	for i := range all {
		if all[i].leaf != 0 {
			d.touch(all[i].live).left.add(m.published)
			all[i].leaf, all[i].live = leaf, live
		}
	}
	d.sums.moveAll(&m, all, +1)
	d.touch(live).came.add(m.published)
	d.moved = append(d.moved, m.id)
	if _, err := d.exec(`UPDATE opinion SET complaint = ? WHERE mention = ? AND complaint IS NOT NULL`, int64(leaf), m.id); err != nil {
		return err
	}
	_, err = d.exec(`UPDATE member SET complaint = ? WHERE mention = ?`, int64(leaf), m.id)
	return err
}
