package store

import (
	"errors"

	"molva/classify/cluster"
)

// mark writes what a person says of a complaint: how it is called, that it is ignored, fixed or open again.
func (d *deed) mark() (Done, error) {
	k, err := d.kin(d.ID)
	if err != nil {
		return Done{}, err
	}
	if d.before, err = d.marks(k.root); err != nil {
		return Done{}, err
	}
	now := d.before
	switch d.What {
	case Renamed:
		now.Named = d.Label
	case Ignored:
		now.Ignored = true
	case Fixed:
		if now.Fixed = d.now; !d.At.IsZero() {
			now.Fixed = ms(d.At)
		}
		if d.Ticket != "" {
			now.Ticket = d.Ticket
		}
	case Reopened:
		if now.Fixed == 0 && !now.Ignored {
			return Done{}, errors.New(k.root.String() + " is neither fixed nor ignored")
		}
		now.Fixed, now.Ignored = 0, false
	}
	if err := d.setMarks(k.root, k.kind, d.before, now); err != nil {
		return Done{}, err
	}
	return d.remember(k.root, 0)
}

// marks reads what people say of a complaint.
func (f *filing) marks(root cluster.ID) (before, error) {
	found, err := f.rows(`SELECT named, ticket, fixed, ignored FROM complaint WHERE id = ?`, int64(root))
	if err != nil {
		return before{}, err
	}
	r := found[0]
	return before{Named: r.text(0), Ticket: r.text(1), Fixed: r.int(2), Ignored: r.int(3) == 1}, nil
}

// keeps reports whether what people say of a complaint keeps it from being forgotten.
func (b *before) keeps() bool { return b.Named != "" || b.Ticket != "" || b.Fixed != 0 || b.Ignored }

func (d *deed) setMarks(root cluster.ID, kind cluster.Kind, was, now before) error {
	_, err := d.exec(`UPDATE complaint SET named = ?, ticket = ?, fixed = ?, ignored = ? WHERE id = ?`,
		now.Named, now.Ticket, orNull(now.Fixed), now.Ignored, int64(root))
	if err != nil {
		return err
	}
	if err := d.stir(root); err != nil || was.keeps() == now.keeps() {
		return err
	}
	b, err := d.books()
	if err != nil {
		return err
	}
	keeps := cluster.ID(0)
	if now.keeps() {
		keeps = 1
	}
	if err := d.write(line{what: "keep", complaint: root, other: keeps}); err != nil {
		return err
	}
	b.of[kind].Keep(root, now.keeps())
	return nil
}

// unmark puts back what an act on a complaint changed, and nothing that was said of it since.
func (d *deed) unmark(what Deed, root cluster.ID, to before) error {
	k, err := d.kin(root)
	if err != nil {
		return err
	}
	was, err := d.marks(root)
	if err != nil {
		return err
	}
	now := was
	switch what {
	case Renamed:
		now.Named = to.Named
	case Ignored:
		now.Ignored = to.Ignored
	case Fixed:
		now.Fixed, now.Ticket = to.Fixed, to.Ticket
	case Reopened:
		now.Fixed, now.Ignored = to.Fixed, to.Ignored
	}
	return d.setMarks(root, k.kind, was, now)
}
