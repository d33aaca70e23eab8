package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"molva/ingest"
)

// inputs keeps the latest word on each kind, topic, period and currency. One that cannot be kept is rejected alone.
func (f *filing) inputs(n *ingest.Note) error {
	for _, in := range n.Inputs {
		topic, err := f.topicNamed(in.Topic)
		if err == nil {
			err = in.Check()
		}
		if err != nil {
			f.reject(n, err)
			continue
		}
		_, err = f.exec(`INSERT INTO input (kind, topic, since, until, currency, value, k, n, assumed, source, per, tax)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (kind, topic, since, until, currency) DO UPDATE SET value = excluded.value, k = excluded.k, n = excluded.n,
				assumed = excluded.assumed, source = excluded.source, per = excluded.per, tax = excluded.tax`,
			in.Kind, topic, ms(in.From), ms(in.To), in.Currency, in.Value, whole64(in.K), whole64(in.N), in.Assumed, in.Source, string(in.Per), string(in.Tax))
		if err != nil {
			return err
		}
	}
	return nil
}

// topicNamed finds a topic, or says which do.
func (f *filing) topicNamed(slug string) (int64, error) {
	if node := f.memory.tree[slug]; node != nil {
		return node.id, nil
	}
	have := strings.Join(slices.Sorted(maps.Keys(f.memory.tree)), ", ")
	return 0, fmt.Errorf("%w %q, have %s", ErrUnknownTopic, cut(slug, 40), have)
}

// whole64 is a number as the database takes it.
func whole64(n *int) *int64 {
	if n == nil {
		return nil
	}
	return new(int64(*n))
}

// InputQuery says which entered numbers are meant. A zero field leaves that side open.
type InputQuery struct {
	Kind   string // with all its parts where it ends in a slash
	Topic  string // that itself, not those below it
	Period Period // that their own periods touch
}

// Inputs returns what was brought in by import, by kind, topic, period and currency. The latest word on each counts.
func (db *DB) Inputs(ctx context.Context, q InputQuery) (all []ingest.Input, err error) {
	ctx, within, err := db.reach(ctx)
	if err == nil && q.Topic != "" {
		_, _, err = db.scope(ctx, q.Topic)
	}
	if err != nil {
		return nil, fmt.Errorf("read inputs: %w", err)
	}
	where, args := q.where()
	rows, err := db.read.QueryContext(ctx, `SELECT i.kind, t.slug, i.since, i.until, i.value, i.k, i.n, i.currency, i.assumed, i.source, i.per, i.tax
		FROM input AS i JOIN topic AS t ON t.id = i.topic WHERE `+where+within.and(`t.id`)+` ORDER BY i.kind, t.slug, i.since, i.until, i.currency`, args...)
	if err != nil {
		return nil, fmt.Errorf("read inputs: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		in, err := scanInput(rows)
		if err != nil {
			return nil, fmt.Errorf("read inputs: %w", err)
		}
		all = append(all, in)
	}
	return all, rows.Err()
}

// where is the query in SQL, with its values. A period is touched by what ends after it begins and begins before it ends.
func (q InputQuery) where() (string, []any) {
	from, to := q.Period.bounds()
	where, args := `i.until > ? AND i.since < ?`, []any{from, to}
	switch base, parts := strings.CutSuffix(q.Kind, "/"); {
	case parts:
		where, args = where+` AND (i.kind = ? OR i.kind > ? AND i.kind < ?)`, append(args, base, base+"/", base+"0") // 0 comes after the slash
	case q.Kind != "":
		where, args = where+` AND i.kind = ?`, append(args, q.Kind)
	}
	if q.Topic != "" {
		where, args = where+` AND t.slug = ?`, append(args, q.Topic)
	}
	return where, args
}

func scanInput(rows *sql.Rows) (in ingest.Input, err error) {
	var from, to int64
	err = rows.Scan(&in.Kind, &in.Topic, &from, &to, &in.Value, &in.K, &in.N, &in.Currency, &in.Assumed, &in.Source, &in.Per, &in.Tax)
	in.From, in.To = time.UnixMilli(from).UTC(), time.UnixMilli(to).UTC()
	return in, err
}
