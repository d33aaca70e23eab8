package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Mute is what somebody does not want to be told for a while.
type Mute struct {
	ID                   int64
	Kind, Topic, Subject string    // as in Incident; "": any
	From, Until          time.Time // half-open; From zero: from now on
	By, Why              string
	Ended                time.Time // when it was lifted before its time; zero: it was not
	EndedBy              string
}

// ErrUnknownMute is the answer to lifting a mute that there never was.
var ErrUnknownMute = errors.New("unknown mute")

// maxWhy is how long, in bytes, the reason of a mute is kept.
const maxWhy = 500

// Mute remembers a mute and returns its number.
func (db *DB) Mute(ctx context.Context, m Mute) (id int64, err error) {
	defer db.acted()
	if m.From.IsZero() {
		m.From = db.now()
	}
	if wrong := m.wrong(); wrong != "" {
		return 0, fmt.Errorf("mute: %s", wrong)
	}
	ctx, within, err := db.reach(ctx)
	if err != nil {
		return 0, fmt.Errorf("mute: %w", err)
	}
	if !within.has(m.Topic) {
		return 0, fmt.Errorf("mute: %w %.40q, have %v", ErrUnknownTopic, m.Topic, within.slugs)
	}
	err = db.writing(ctx, func(s *session) error {
		r, err := s.exec(`INSERT INTO mute (kind, topic, subject, begins, until, name, why) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			m.Kind, m.Topic, m.Subject, ms(m.From), ms(m.Until), m.By, cut(m.Why, maxWhy))
		if err != nil {
			return err
		}
		id, err = r.LastInsertId()
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("mute: %w", err)
	}
	return id, nil
}

func (m *Mute) wrong() string {
	if ms(m.Until) <= ms(m.From) {
		return fmt.Sprintf("it ends on %s, want a time after it begins, on %s", m.Until.UTC().Format(time.RFC3339), m.From.UTC().Format(time.RFC3339))
	}
	return strangeName(m.By)
}

// Unmute lifts a mute before its time. One that was lifted stays so.
func (db *DB) Unmute(ctx context.Context, id int64, by string) error {
	defer db.acted()
	ctx, within, err := db.reach(ctx)
	if err != nil {
		return fmt.Errorf("lift mute %d: %w", id, err)
	}
	err = db.writing(ctx, func(s *session) error {
		if wrong := strangeName(by); wrong != "" {
			return errors.New(wrong)
		}
		known, err := s.number(`SELECT count(*) FROM mute WHERE id = ?`+within.named(`topic`), id)
		if err != nil {
			return err
		}
		if known == 0 {
			return ErrUnknownMute
		}
		_, err = s.exec(`UPDATE mute SET ended = ?, ended_by = ? WHERE id = ? AND ended IS NULL`, db.now().UnixMilli(), by, id)
		return err
	})
	if err != nil {
		return fmt.Errorf("lift mute %d: %w", id, err)
	}
	return nil
}

// Mutes returns the mutes that were in force at a time, the first first.
func (db *DB) Mutes(ctx context.Context, at time.Time) ([]Mute, error) {
	ctx, within, err := db.reach(ctx)
	if err != nil {
		return nil, fmt.Errorf("read mutes: %w", err)
	}
	rows, err := db.read.QueryContext(ctx, `SELECT id, kind, topic, subject, begins, until, name, why, ended, ended_by FROM mute
		WHERE until > ?1 AND begins <= ?1 AND (ended IS NULL OR ended > ?1) ORDER BY id`, ms(at))
	if err != nil {
		return nil, fmt.Errorf("read mutes: %w", err)
	}
	defer rows.Close()
	var all []Mute
	for rows.Next() {
		var m Mute
		var from, until int64
		var ended sql.NullInt64
		if err := rows.Scan(&m.ID, &m.Kind, &m.Topic, &m.Subject, &from, &until, &m.By, &m.Why, &ended, &m.EndedBy); err != nil {
			return nil, fmt.Errorf("read mutes: %w", err)
		}
		m.From, m.Until, m.Ended = fromMS(from), fromMS(until), fromMS(ended.Int64)
		if within.has(m.Topic) {
			all = append(all, m)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read mutes: %w", err)
	}
	return all, nil
}
