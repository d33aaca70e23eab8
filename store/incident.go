package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Incident is something that people are told about while it goes on. At most one of a kind runs for a topic and subject.
type Incident struct {
	ID          int64
	Kind, Topic string
	Subject     string    // what of the topic, such as a complaint ("c12"), a source or an author; "": the topic itself
	Opened      time.Time // since when it runs
	Updated     time.Time
	Closed      time.Time // zero: it runs
	Acked       time.Time // when somebody said that they take care of it; zero: nobody did
	AckedBy     string
	Revision    int             // 1 when it was opened, one more each time it was saved
	Facts       json.RawMessage // what the watcher wants to know again
}

// ErrUnknownIncident is the answer to acknowledging an incident that there never was.
var ErrUnknownIncident = errors.New("unknown incident")

// NextIncident is the number that the next incident will have, for what is to be said of it before it is saved. Nobody but
// one watcher opens incidents, so nobody takes it meanwhile.
func (db *DB) NextIncident(ctx context.Context) (id int64, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'incident'`).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("read incidents: %w", err)
	}
	return id, nil
}

// SaveIncident saves an incident and queues letters about it, in one transaction. One with Revision 0 is new: it gets a
// number, unless it has one from NextIncident, and Revision 1. Of another, Updated, Closed and Facts are saved and the
// revision grows by one; when it was saved by somebody else meanwhile, nothing happens and that is an error. Who
// acknowledged it is left to Acknowledge.
func (db *DB) SaveIncident(ctx context.Context, i *Incident, letters ...Letter) error {
	id := i.ID
	err := db.writing(ctx, func(s *session) (err error) {
		if i.Revision == 0 {
			id, err = s.openIncident(i)
		} else {
			err = s.updateIncident(i)
		}
		if err != nil {
			return err
		}
		return s.enqueueAll(letters)
	})
	if err != nil {
		return fmt.Errorf("save incident %s of %s: %w", i.Kind, i.Topic, err)
	}
	i.ID, i.Revision = id, i.Revision+1
	return nil
}

func (s *session) openIncident(i *Incident) (int64, error) {
	r, err := s.exec(`INSERT INTO incident (id, kind, topic, subject, opened, updated, closed, revision, facts) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?)`,
		orNull(i.ID), i.Kind, i.Topic, i.Subject, ms(i.Opened), ms(i.Updated), msOrNull(i.Closed), string(i.Facts))
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

func (s *session) updateIncident(i *Incident) error {
	n, err := s.changed(`UPDATE incident SET updated = ?, closed = ?, facts = ?, revision = revision + 1 WHERE id = ? AND revision = ?`,
		ms(i.Updated), msOrNull(i.Closed), string(i.Facts), i.ID, i.Revision)
	if err == nil && n == 0 {
		err = fmt.Errorf("number %d has no revision %d, or no longer", i.ID, i.Revision)
	}
	return err
}

// Acknowledge remembers that somebody takes care of an incident. The first one stays.
func (db *DB) Acknowledge(ctx context.Context, id int64, by string) error {
	defer db.acted()
	if _, known, err := db.Incident(ctx, id); err != nil || !known {
		return fmt.Errorf("acknowledge incident %d: %w", id, cmp.Or(err, ErrUnknownIncident))
	}
	err := db.writing(narrowed(ctx), func(s *session) error {
		if wrong := strangeName(by); wrong != "" {
			return errors.New(wrong)
		}
		known, err := s.number(`SELECT count(*) FROM incident WHERE id = ?`, id)
		if err != nil {
			return err
		}
		if known == 0 {
			return ErrUnknownIncident
		}
		_, err = s.exec(`UPDATE incident SET acked = ?, acked_by = ? WHERE id = ? AND acked IS NULL`, db.now().UnixMilli(), by, id)
		return err
	})
	if err != nil {
		return fmt.Errorf("acknowledge incident %d: %w", id, err)
	}
	return nil
}

// OpenIncidents returns the incidents that run, in the order in which they were opened.
func (db *DB) OpenIncidents(ctx context.Context) ([]Incident, error) {
	return db.incidents(ctx, `closed IS NULL`)
}

// Incidents returns the incidents that ran in a period, or in part of it, in the order in which they were opened.
func (db *DB) Incidents(ctx context.Context, p Period) ([]Incident, error) {
	from, to := p.bounds()
	return db.incidents(ctx, `opened < ? AND (closed IS NULL OR closed >= ?)`, to, from)
}

// Incident returns the incident with a number; false when there is none.
func (db *DB) Incident(ctx context.Context, id int64) (Incident, bool, error) {
	found, err := db.incidents(ctx, `id = ?`, id)
	if err != nil || len(found) == 0 {
		return Incident{}, false, err
	}
	return found[0], true, nil
}

func (db *DB) incidents(ctx context.Context, where string, args ...any) ([]Incident, error) {
	ctx, within, err := db.reach(ctx)
	if err != nil {
		return nil, fmt.Errorf("read incidents: %w", err)
	}
	rows, err := db.read.QueryContext(ctx, `SELECT id, kind, topic, subject, opened, updated, closed, acked, acked_by, revision, facts
		FROM incident WHERE `+where+` ORDER BY opened, id`, args...)
	if err != nil {
		return nil, fmt.Errorf("read incidents: %w", err)
	}
	defer rows.Close()
	var all []Incident
	for rows.Next() {
		i, err := scanIncident(rows)
		if err != nil {
			return nil, fmt.Errorf("read incidents: %w", err)
		}
		if within.has(i.Topic) {
			all = append(all, i)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read incidents: %w", err)
	}
	return all, nil
}

func scanIncident(rows *sql.Rows) (i Incident, err error) {
	var opened, updated int64
	var closed, acked sql.NullInt64
	var facts string
	err = rows.Scan(&i.ID, &i.Kind, &i.Topic, &i.Subject, &opened, &updated, &closed, &acked, &i.AckedBy, &i.Revision, &facts)
	i.Opened, i.Updated, i.Closed, i.Acked = fromMS(opened), fromMS(updated), fromMS(closed.Int64), fromMS(acked.Int64)
	if facts != "" {
		i.Facts = json.RawMessage(facts)
	}
	return i, err
}
