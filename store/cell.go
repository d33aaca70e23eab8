package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"

	"molva/classify/quantify"
)

// Cell counts the opinions on a topic in a period that count, by how they were judged: those that only a classifier
// judged by its tone, whatever a second opinion said, and those that a person labelled by the person's word. It holds as
// many as Sum does, and like that knows of what retention has removed.
func (db *DB) Cell(ctx context.Context, topic string, p Period) (c quantify.Cell, err error) {
	all, err := db.Cells(ctx, topic, []Period{p})
	if err != nil {
		return c, err
	}
	return all[0], nil
}

// Cells is Cell for several periods, in their order, from one state of the database.
func (db *DB) Cells(ctx context.Context, topic string, periods []Period) ([]quantify.Cell, error) {
	all := make([]quantify.Cell, len(periods))
	err := db.voices(ctx, topic, `''`, periods, func(period int, _ string, v voices) { v.tell(&all[period]) })
	return all, err
}

// CellsByNetwork is Cell for each network that has any mention in the period.
func (db *DB) CellsByNetwork(ctx context.Context, topic string, p Period) (map[string]quantify.Cell, error) {
	all := map[string]quantify.Cell{}
	err := db.voices(ctx, topic, `network`, []Period{p}, func(_ int, network string, v voices) {
		c := all[network]
		v.tell(&c)
		all[network] = c
	})
	return all, err
}

// voices reads how the opinions of some periods were judged, in pieces, each with the value of an expression by which they
// are told apart.
func (db *DB) voices(ctx context.Context, topic, by string, periods []Period, tell func(period int, part string, v voices)) error {
	ctx, scope, err := db.scope(ctx, topic)
	if err != nil {
		return fmt.Errorf("read tones: %w", err)
	}
	tx, err := db.read.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("read tones: %w", err)
	}
	defer tx.Rollback()
	for i, p := range periods {
		told := func(part string, v voices) { tell(i, part, v) }
		of := partsOf(scope.id, p)
		err := errors.Join(wholeHours(ctx, tx, by, of[:3], told),
			cutHour(ctx, tx, by, []any{of[0], of[3], of[4]}, told), cutHour(ctx, tx, by, []any{of[0], of[5], of[6]}, told))
		if err != nil {
			return fmt.Errorf("read tones: %w", err)
		}
	}
	return nil
}

// wholeHours reads the sums. SQLite strings them together, because to step over thousands of rows one by one takes ten
// times as long: one after another, voices are voices again.
func wholeHours(ctx context.Context, tx *sql.Tx, by string, of []any, tell func(part string, v voices)) error {
	rows, err := tx.QueryContext(ctx, `SELECT `+by+` AS part, group_concat(hex(voices), '') FROM sum_hour
		WHERE topic = ?1 AND hour >= ?2 AND hour < ?3 GROUP BY part`, of...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var part string
		var all sql.RawBytes
		if err := rows.Scan(&part, &all); err != nil {
			return err
		}
		saved := make([]byte, hex.DecodedLen(len(all)))
		if _, err := hex.Decode(saved, all); err != nil {
			return err
		}
		tell(part, readVoices(saved))
	}
	return rows.Err()
}

// cutHour reads the opinions of an hour that a period cuts.
func cutHour(ctx context.Context, tx *sql.Tx, by string, of []any, tell func(part string, v voices)) error {
	rows, err := tx.QueryContext(ctx, `SELECT `+by+`, o.sentiment, o.tone, o.labelled_by FROM opinion AS o JOIN mention AS m ON m.id = o.mention
		WHERE o.topic = ?1 AND o.counted = 1 AND o.published >= ?2 AND o.published < ?3`, of...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var part, labeller string
		var sentiment, tone int64
		if err := rows.Scan(&part, &sentiment, &tone, &labeller); err != nil {
			return err
		}
		tell(part, voices{{voiceOf(labeller, sentiment, tone), 1}})
	}
	return rows.Err()
}
