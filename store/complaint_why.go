package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"molva/classify/cluster"
	"molva/classify/cluster/likeness"
)

// MentionWhy is why a mention is where it is.
type MentionWhy struct {
	cluster.Why            // ID: the cluster whose words it shares, which may stand in Root
	Root        cluster.ID // the complaint that people are shown
	Kind        cluster.Kind
	Came        float64 // similarity with what was there when it came; 0: it was the first
	Echo        bool    // it repeats a template that had been heard: what it says is not in the centroid
	Agrees      bool    // it only agrees with what it answers, which is there
	Copy        bool    // of a mention that is there: the words compared are its own
	Pinned      bool    // a person put it there
}

// Why says by which words a mention stands where it does: exactly, as the cosine with the centroid of now. It works on a
// database that is read only, for which it makes the books of what is saved.
func (db *DB) Why(ctx context.Context, mention string) (w MentionWhy, err error) {
	ctx, _, err = db.sees(ctx, mention)
	if err != nil {
		return MentionWhy{}, fmt.Errorf("explain: %w", err)
	}
	err = db.consulting(ctx, func(b *books, rows rowsOf, salt []byte) error {
		network, external, _ := strings.Cut(mention, ":")
		found, err := rows(`SELECT `+postColumns+`, c.live, c.root, c.kind, b.similarity, b.role, EXISTS (SELECT 1 FROM pin AS p WHERE p.mention = m.id)
			FROM mention AS m LEFT JOIN member AS b ON b.mention = m.id LEFT JOIN complaint AS c ON c.id = b.complaint
			WHERE m.network = ? AND m.external_id = ? AND m.deleted = 0`, network, external)
		switch {
		case err != nil:
			return err
		case len(found) == 0:
			return fmt.Errorf("mention %.100q is not here", mention)
		case found[0][9] == nil:
			return fmt.Errorf("mention %.100q is in no complaint: it complains of nothing, praises and wishes nothing", mention)
		}
		r := found[0]
		w = MentionWhy{Root: cluster.ID(r.int(10)), Kind: cluster.Kind(r.text(11)), Came: r.real(12),
			Echo: r.int(13)&(echoes|agrees) == echoes, Agrees: r.int(13)&agrees != 0, Copy: r.int(13)&copied != 0, Pinned: r.int(14) == 1}
		ok := false
		if w.Why, ok = b.of[w.Kind].Why(r.post(salt), cluster.ID(r.int(9))); !ok {
			return errors.New("its complaint has been silent for so long that its words are forgotten")
		}
		return nil
	})
	if err != nil {
		return MentionWhy{}, fmt.Errorf("explain: %w", err)
	}
	return w, nil
}

// Suggestions are merges that a person may want, about a topic or "" for any: the likeliest first. What was split or
// refused is not among them, nor what is ignored.
func (db *DB) Suggestions(ctx context.Context, topic string) (all []likeness.Suggestion, err error) {
	known, err := db.Complaints(ctx, ComplaintFilter{Topic: topic})
	if err != nil {
		return nil, err
	}
	err = db.consulting(narrowed(ctx), func(b *books, rows rowsOf, _ []byte) error {
		apart, err := apart(rows)
		if err != nil {
			return err
		}
		list := make([]likeness.Summary, 0, len(known))
		for _, c := range known {
			in, ok := b.of[c.Kind].Cluster(c.ID)
			if ok {
				list = append(list, likeness.Summary{ID: c.ID, Kind: c.Kind, Theme: c.Theme, Terms: in.Terms, Mentions: c.Mentions})
			}
		}
		all = likeness.Suggest(list, func(a, b cluster.ID) bool { return apart[[2]cluster.ID{min(a, b), max(a, b)}] })
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("suggest merges: %w", err)
	}
	return all, nil
}

// splits is whether an act took one cluster out of another.
const splits = `json_extract(act.before, '$.absorbed') > 0`

// apart are the pairs of roots that a person split or does not want to be merged.
func apart(rows rowsOf) (map[[2]cluster.ID]bool, error) {
	found, err := rows(`SELECT min(a.root, b.root), max(a.root, b.root) FROM act
		JOIN complaint AS a ON a.id = act.complaint JOIN complaint AS b ON b.id = act.other
		WHERE act.undone IS NULL AND (act.what = ? OR `+splits+`)`, string(Refused))
	pairs := make(map[[2]cluster.ID]bool, len(found))
	for _, r := range found {
		pairs[[2]cluster.ID{cluster.ID(r.int(0)), cluster.ID(r.int(1))}] = true
	}
	return pairs, err
}

// consulting asks the books: those in memory where this process writes, else some that are made of what is saved.
func (db *DB) consulting(ctx context.Context, do func(*books, rowsOf, []byte) error) error {
	if db.write != nil {
		return db.amend(ctx, func(f *filing) error {
			b, err := f.books()
			if err != nil {
				return err
			}
			return do(b, f.rows, f.memory.salt)
		})
	}
	return db.looking(ctx, func(l *look) error {
		found, err := l.rows(`SELECT value FROM meta WHERE name = 'salt'`)
		if err != nil {
			return err
		}
		b, err := (&library{l.rows, found[0].bytes(0), db.with}).books(fromLatest)
		if err != nil {
			return err
		}
		return do(b, l.rows, found[0].bytes(0))
	})
}
