package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"molva/classify/cluster"
	"molva/classify/cluster/life"
)

// Tend brings names, quotes and states of the complaints up to what was said since. It costs next to nothing when nothing
// was, except once an hour, when time itself changes where complaints stand. What it writes depends on the database and the
// clock alone. It may run beside the writer, which waits for it some hundredths of a second at a time.
func (db *DB) Tend(ctx context.Context) error { return db.tended(ctx, false) }

// TendAll is Tend that also describes anew what nothing changed in, unless that is very much: how people write of anything
// has changed. So what is said of complaints does not depend on when they were tended before.
func (db *DB) TendAll(ctx context.Context) error { return db.tended(ctx, true) }

func (db *DB) tended(ctx context.Context, all bool) error {
	if err := db.tend(everything(ctx), all); err != nil {
		return fmt.Errorf("tend complaints: %w", err)
	}
	return nil
}

// muchToTend is how many complaints are not described anew for nothing: two seconds' work.
const muchToTend = 1000

func (db *DB) tend(ctx context.Context, all bool) error {
	now := db.now()
	var wanting []cluster.ID
	var due, stale bool
	err := db.looking(ctx, func(l *look) (err error) {
		if wanting, due, err = l.wanting(now, all); err == nil {
			stale, err = l.stale()
		}
		return err
	})
	if err != nil {
		return err
	}
	if err := db.describe(ctx, wanting, due, now); err != nil {
		return err
	}
	if len(wanting) > 0 || due {
		if err := db.judge(ctx, now); err != nil {
			return err
		}
	}
	if !stale {
		return nil
	}
	return db.amend(ctx, func(f *filing) error { return f.saveBooks(true) })
}

// wanting are the roots in which something changed, in a new hour those that something was new in, and all of them where
// that is wanted.
func (l *look) wanting(now time.Time, all bool) (roots []cluster.ID, due bool, err error) {
	hour := now.UnixMilli() / msPerHour
	found, err := l.rows(`SELECT value <> ? FROM meta WHERE name = 'tended'`, hour)
	if err != nil {
		return nil, false, err
	}
	due = found[0].int(0) == 1
	found, err = l.rows(`SELECT root FROM complaint WHERE changed > 0
		UNION SELECT id FROM complaint WHERE ? AND root = id AND news <> '[]'
		UNION SELECT id FROM complaint WHERE ? AND root = id AND tended > 0
			AND (SELECT count(*) FROM complaint WHERE root = id AND tended > 0) <= ? ORDER BY 1`, due, all, muchToTend)
	for _, r := range found {
		roots = append(roots, cluster.ID(r.int(0)))
	}
	return roots, due, err
}

// describable passes over the roots of a single text: they are many, there is nothing to compare, and nobody is shown them.
func (db *DB) describable(ctx context.Context, roots []cluster.ID) (rest []cluster.ID, err error) {
	if len(roots) == 0 {
		return nil, nil
	}
	err = db.amend(ctx, func(f *filing) error {
		_, err := f.exec(`UPDATE complaint SET changed = 0 WHERE changed > 0 AND id = root
			AND (SELECT coalesce(sum(v.mentions), 0) FROM voice AS v WHERE v.topic = 0 AND v.complaint = complaint.id) < 2
			AND NOT EXISTS (SELECT 1 FROM complaint AS c WHERE c.root = complaint.id AND c.id <> complaint.id)`)
		if err != nil {
			return err
		}
		found, err := f.rows(`SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM complaint AS c WHERE c.id = value AND c.changed = 0 AND c.tended = 0)
			OR EXISTS (SELECT 1 FROM complaint AS c WHERE c.root = value AND c.changed > 0) ORDER BY value`, toJSON(roots))
		for _, r := range found {
			rest = append(rest, cluster.ID(r.int(0)))
		}
		return err
	})
	return rest, err
}

// stale reports whether the log of the books has the text of a mention that its author deleted.
func (l *look) stale() (bool, error) {
	found, err := l.rows(`SELECT EXISTS (SELECT 1 FROM book_log AS l JOIN mention AS m ON m.id = l.mention WHERE l.what = 'take' AND m.deleted = 1)`)
	return err == nil && found[0].int(0) == 1, err
}

// atOnce is how many complaints are described between two looks at what else there is to do.
const atOnce = 10

// describe names complaints, out of the way of the writer, and any others of which there are news.
func (db *DB) describe(ctx context.Context, roots []cluster.ID, anyway bool, now time.Time) error {
	if len(roots) == 0 && !anyway {
		return nil
	}
	climates, err := db.climates(ctx, now)
	if err != nil {
		return err
	}
	for _, c := range climates {
		roots = slices.AppendSeq(roots, maps.Keys(c.news))
	}
	slices.Sort(roots)
	if roots, err = db.describable(ctx, slices.Compact(roots)); err != nil {
		return err
	}
	for len(roots) > 0 {
		some := roots[:min(len(roots), atOnce)]
		roots = roots[len(some):]
		var subjects []*subject
		err := db.amend(ctx, func(f *filing) (err error) {
			subjects, err = f.subjects(some, now)
			return err
		})
		if err != nil {
			return err
		}
		for _, s := range subjects {
			s.describe(climates[s.kind])
		}
		if err := db.amend(ctx, func(f *filing) error { return f.saveSubjects(subjects) }); err != nil {
			return err
		}
	}
	return nil
}

// climates are how people speak, by kind.
func (db *DB) climates(ctx context.Context, now time.Time) (map[cluster.Kind]climate, error) {
	all := map[cluster.Kind]climate{}
	err := db.looking(ctx, func(l *look) error {
		muted, err := mutedWords(l.rows)
		for i := 0; i < len(cluster.Kinds) && err == nil; i++ {
			all[cluster.Kinds[i]], err = l.climate(cluster.Kinds[i], muted, now)
		}
		return err
	})
	return all, err
}

// judge writes down where each complaint stands, and when that changed.
func (db *DB) judge(ctx context.Context, now time.Time) error {
	var heaps []*heap
	err := db.looking(ctx, func(l *look) (err error) {
		heaps, err = l.heaps(ComplaintFilter{Now: now, All: true})
		return err
	})
	if err != nil {
		return err
	}
	return db.amend(ctx, func(f *filing) error {
		for _, h := range heaps {
			if err := f.turn(h.ID, h.State, now); err != nil {
				return err
			}
		}
		_, err := f.exec(`UPDATE meta SET value = ? WHERE name = 'tended'`, now.UnixMilli()/msPerHour)
		return err
	})
}

func (f *filing) turn(id cluster.ID, to life.State, now time.Time) error {
	n, err := f.changed(`UPDATE complaint SET state = ?1 WHERE id = ?2 AND state <> ?1`, string(to), int64(id))
	if err != nil || n == 0 {
		return err
	}
	_, err = f.exec(`INSERT INTO turn (complaint, at, state) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET state = excluded.state`, int64(id), ms(now), string(to))
	return err
}
