package store

import (
	"context"
	"database/sql"
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
	err := db.voices(ctx, topic, periods, func(period int, _ string, v voices) { v.tell(&all[period]) })
	return all, err
}

// CellsByNetwork is Cell for each network that has any mention in the period.
func (db *DB) CellsByNetwork(ctx context.Context, topic string, p Period) (map[string]quantify.Cell, error) {
	all := map[string]quantify.Cell{}
	err := db.voices(ctx, topic, []Period{p}, func(_ int, network string, v voices) {
		c := all[network]
		v.tell(&c)
		all[network] = c
	})
	return all, err
}

// voices reads how the opinions of some periods were judged, in pieces.
func (db *DB) voices(ctx context.Context, topic string, periods []Period, tell func(period int, network string, v voices)) error {
	scope, err := db.scope(ctx, topic)
	if err != nil {
		return fmt.Errorf("read tones: %w", err)
	}
	tx, err := db.read.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("read tones: %w", err)
	}
	defer tx.Rollback()
	for i, p := range periods {
		if err := voicesOf(ctx, tx, partsOf(scope.id, p), func(network string, v voices) { tell(i, network, v) }); err != nil {
			return fmt.Errorf("read tones: %w", err)
		}
	}
	return nil
}

// voicesOf reads those of whole hours from the sums, and those of the hours that a period cuts from the opinions.
func voicesOf(ctx context.Context, tx *sql.Tx, of []any, tell func(network string, v voices)) error {
	const edge = ` UNION ALL SELECT m.network, NULL, o.sentiment, o.tone, o.labelled_by
		FROM opinion AS o JOIN mention AS m ON m.id = o.mention WHERE o.topic = ?1 AND o.counted = 1 AND `
	rows, err := tx.QueryContext(ctx, `SELECT network, voices, 0, 0, '' FROM sum_hour WHERE topic = ?1 AND hour >= ?2 AND hour < ?3`+
		edge+`o.published >= ?4 AND o.published < ?5`+edge+`o.published >= ?6 AND o.published < ?7`, of...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var network, by string
		var saved sql.RawBytes
		var sentiment, tone int64
		if err := rows.Scan(&network, &saved, &sentiment, &tone, &by); err != nil {
			return err
		}
		if saved == nil {
			tell(network, voices{{voiceOf(by, sentiment, tone), 1}})
		} else {
			tell(network, readVoices(saved))
		}
	}
	return rows.Err()
}
