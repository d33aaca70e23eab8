package store

import (
	"fmt"

	"molva/classify/cluster"
)

// merge joins one complaint to another: a link, which an undo cuts.
func (d *deed) merge() (Done, error) {
	from, into, err := d.pair()
	if err != nil {
		return Done{}, err
	}
	b, err := d.books()
	if err != nil {
		return Done{}, err
	}
	if err := d.write(line{what: "join", complaint: into.root, other: from.root}); err != nil {
		return Done{}, err
	}
	b.of[into.kind].Join(into.root, from.root)
	if _, err := d.exec(`UPDATE complaint SET joined = iif(id = ?2, ?1, joined), root = ?1 WHERE root = ?2`, int64(into.root), int64(from.root)); err != nil {
		return Done{}, err
	}
	if err := d.stir(into.root); err != nil {
		return Done{}, err
	}
	done, err := d.remember(from.root, into.root)
	done.ID = into.root
	return done, err
}

// pair looks up two complaints of one kind that are not one yet.
func (d *deed) pair() (from, into kin, err error) {
	if from, err = d.kin(d.ID); err != nil {
		return from, into, err
	}
	if into, err = d.kin(d.Into); err != nil {
		return from, into, err
	}
	switch {
	case from.id == into.id:
		err = fmt.Errorf("%v is to be merged with itself", from.id)
	case from.root == into.root:
		err = fmt.Errorf("%v and %v are one already, %v", from.id, into.id, from.root)
	case from.kind != into.kind:
		err = fmt.Errorf("%v is of the kind %s and %v of the kind %s: only the same kind can be merged", from.id, from.kind, into.id, into.kind)
	}
	return from, into, err
}

// unmerge cuts the link.
func (d *deed) unmerge(from cluster.ID) error {
	k, err := d.kin(from)
	if err != nil {
		return err
	}
	b, err := d.books()
	if err != nil {
		return err
	}
	if err := d.write(line{what: "part", complaint: k.joined, other: from}); err != nil {
		return err
	}
	b.of[k.kind].Part(from)
	_, err = d.exec(`WITH RECURSIVE family (id) AS (SELECT ?1 UNION
			SELECT c.id FROM family AS f JOIN complaint AS c ON c.root = ?2 AND (c.joined = f.id OR c.live = f.id))
		UPDATE complaint SET joined = iif(id = ?1, NULL, joined), root = ?1 WHERE id IN family`, int64(from), int64(k.root))
	if err != nil {
		return err
	}
	return d.stir(from, k.root)
}

// refuse remembers that two complaints are two things.
func (d *deed) refuse() (Done, error) {
	from, into, err := d.pair()
	if err != nil {
		return Done{}, err
	}
	return d.remember(from.root, into.root)
}
