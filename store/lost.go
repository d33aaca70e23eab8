package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"molva/ingest"
)

// lostStage marks dead letters without bytes: what the stream had acknowledged and no longer has.
const lostStage = "stream"

// lose takes note of what is gone from the stream, unless it had been saved by then.
func (f *filing) lose(l ingest.Lost) error {
	if l.Log != "" {
		saved, err := f.number(`SELECT seq FROM applied WHERE log = ?`, l.Log)
		if err != nil {
			return err
		}
		l.First = max(l.First, uint64(saved)+1)
	}
	if l.First > l.Last {
		return nil
	}
	if l.Log == f.lost.Log && l.First == f.lost.Last+1 {
		f.lost.Last = l.Last
		return nil
	}
	if err := f.saveLost(); err != nil {
		return err
	}
	f.lost = l
	return nil
}

// saveLost puts a stretch of what is lost into the dead letters, where people look.
func (f *filing) saveLost() error {
	l := f.lost
	if f.lost = (ingest.Lost{}); l == f.lost {
		return nil
	}
	reason := fmt.Sprintf("%d accepted messages are gone from the stream before they were saved: %d to %d", l.Last-l.First+1, l.First, l.Last)
	if l.Log != "" {
		reason += " of " + l.Log
	}
	_, err := f.exec(`INSERT INTO dead (stage, reason, source, run, network, at, raw) VALUES (?, ?, '', '', '', ?, x'')`, lostStage, reason, f.now)
	return err
}

// introduce says what is known of a log's predecessor, when the database first meets a log.
func (w *Writer) introduce(ctx context.Context, log string) error {
	base, _, _ := strings.Cut(log, "@")
	var before string
	var saved int64
	err := w.DB.read.QueryRowContext(ctx, `SELECT log, seq FROM applied WHERE log LIKE ? || '@%' AND log <> ? ORDER BY at DESC LIMIT 1`, base, log).
		Scan(&before, &saved)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look for a log before %s: %w", log, err)
	}
	w.Log.Warn("another log takes the place of the one before; what that had and was not saved is lost, unless this one has it",
		"log", log, "before", before, "saved", saved)
	return nil
}

var errDamaged = errors.New("the file is damaged")

// advised says what can be done about a damaged file.
func advised(err error) error {
	if errors.Is(err, errDamaged) || damaged(err) {
		return fmt.Errorf("%w; restore a backup in its place, or move it away with the files beside it: then a new one is made of what the stream still keeps", err)
	}
	return err
}
