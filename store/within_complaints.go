package store

import (
	"context"
	"slices"
	"strings"

	"molva/classify/cluster"
)

// seesComplaint fails where nothing that may be seen is told of a complaint; 0, which is all of them, is for who sees all. Else it is
// the context in which may be read and done what is about it.
func (db *DB) seesComplaint(ctx context.Context, id cluster.ID) (context.Context, error) {
	if _, bounded := fenceOf(ctx); !bounded {
		return ctx, nil
	}
	if id == 0 {
		return ctx, ErrBeyond
	}
	_, err := db.Complaint(ctx, id)
	return narrowed(ctx), err
}

// mayAct fails where an act touches what may not be seen.
func (db *DB) mayAct(ctx context.Context, a Act) (context.Context, error) {
	if _, bounded := fenceOf(ctx); !bounded {
		return ctx, nil
	}
	if a.ID == 0 && a.What == Undone {
		return ctx, ErrBeyond
	}
	for _, id := range []cluster.ID{a.ID, a.Into} {
		if id == 0 {
			continue
		}
		if _, err := db.Complaint(ctx, id); err != nil {
			return ctx, err
		}
	}
	for _, mention := range a.Mentions {
		if _, _, err := db.sees(ctx, mention); err != nil {
			return ctx, err
		}
	}
	return narrowed(ctx), nil
}

// heardOfLate is how many texts of a complaint are looked through for the words of its name.
const heardOfLate = 200

// conceal takes those words off the names of complaints that were found in the texts of topics which may not be seen, and not in any
// of the others lately. What a person called it stays.
func (l *look) conceal(heaps []*heap) error {
	for _, h := range heaps {
		if h.Named || len(l.within.only(slices.Clone(h.Topics))) == len(h.Topics) {
			continue
		}
		texts, err := l.rows(`SELECT m.title || ' ' || m.text FROM member AS b JOIN mention AS m ON m.id = b.mention
			WHERE b.complaint IN `+family+l.within.seen(`m.id`)+` ORDER BY m.published DESC LIMIT ?`, int64(h.ID), heardOfLate)
		if err != nil {
			return err
		}
		secret := func(words string) bool {
			return slices.ContainsFunc(strings.Split(words, ": "), func(part string) bool {
				return !slices.ContainsFunc(texts, func(r row) bool { return strings.Contains(strings.ToLower(r.text(0)), strings.ToLower(part)) })
			})
		}
		h.Terms = slices.DeleteFunc(slices.Clone(h.Terms), func(p Phrase) bool { return secret(p.Text) })
		h.Label = strings.Join(slices.DeleteFunc(strings.Split(h.Label, between), secret), between)
	}
	return nil
}

// between stands between the phrases of a name that was found.
const between = " · "
