package store

import (
	"context"
	"fmt"
	"strings"
)

// Place is where, and in which language as detected, something was said.
type Place struct {
	Network, Lang string
	Mentions      int
}

// Places says where the mentions of a filter were said, the most frequent first. They are read one by one.
func (db *DB) Places(ctx context.Context, f Filter) (all []Place, err error) {
	ctx, p, err := db.predicate(ctx, f)
	if err != nil {
		return nil, fmt.Errorf("read where it was said: %w", err)
	}
	err = db.looking(ctx, func(l *look) error {
		found, err := l.rows(`SELECT m.network, m.lang, count(*) AS n`+p.rows()+` GROUP BY 1, 2 ORDER BY n DESC, 1, 2`, p.args...)
		for _, r := range found {
			all = append(all, Place{r.text(0), r.text(1), int(r.int(2))})
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read where it was said: %w", err)
	}
	return all, nil
}

// MostSeen is the mention of a filter that was seen most often, as far as the networks tell; false: they tell nothing. All
// that the filter means is read.
func (db *DB) MostSeen(ctx context.Context, f Filter) (Row, bool, error) {
	ctx, p, err := db.predicate(ctx, f)
	if err != nil {
		return Row{}, false, fmt.Errorf("read what was seen most: %w", err)
	}
	p.and(`m.views > 0`)
	return db.first(ctx, f.Topic, p, `ORDER BY m.views DESC, m.published DESC, m.id DESC`)
}

// Mention is one mention by its public id, with the verdict on its whole text; false: it is not here.
func (db *DB) Mention(ctx context.Context, id string) (Row, bool, error) {
	network, external, _ := strings.Cut(id, ":")
	ctx, p, err := db.predicate(ctx, Filter{})
	if err != nil {
		return Row{}, false, fmt.Errorf("read a mention: %w", err)
	}
	p.and(`m.deleted = 0 AND m.network = ? AND m.external_id = ?`, network, external)
	return db.first(ctx, "", p, ``)
}

func (db *DB) first(ctx context.Context, topic string, p *predicate, order string) (r Row, ok bool, err error) {
	opinion := ofOpinion
	if topic == "" {
		opinion = ofWholeText(p.seen)
	}
	rows, err := db.read.QueryContext(ctx, `SELECT `+opinion+ofMention+p.rows()+` `+order+` LIMIT 1`, p.args...)
	if err != nil {
		return r, false, fmt.Errorf("read a mention: %w", err)
	}
	defer rows.Close()
	if !rows.Next() {
		return r, false, rows.Err()
	}
	if r, err = scanRow(rows, topic); err != nil {
		return r, false, fmt.Errorf("read a mention: %w", err)
	}
	p.seen.trim(&r)
	return r, true, nil
}
