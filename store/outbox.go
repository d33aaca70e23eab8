package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Letter is a message to people that waits in the outbox, or went out.
type Letter struct {
	ID                    int64
	Key                   string // says what it is about; the same key is never queued twice
	Kind, Topic, Notifier string
	Period                Period
	Due                   time.Time // when people should have it
	Next                  time.Time // not to be tried before; zero: at Due
	SentAt                time.Time
	State                 LetterState
	Attempts              int
	LastError, RemoteID   string
	Payload               []byte
}

// LetterState is where a letter stands.
type LetterState string

// The states of a letter.
const (
	Queued  LetterState = "queued"
	Sending LetterState = "sending" // handed over, no answer yet: after a crash it is unclear whether it arrived
	Sent    LetterState = "sent"
	Failed  LetterState = "failed"  // trying again cannot help
	Expired LetterState = "expired" // too late to be worth sending
)

// Enqueue puts a letter into the outbox as queued; added is false when its key is there already, whatever became of it.
func (db *DB) Enqueue(ctx context.Context, l Letter) (added bool, err error) {
	if l.Next.IsZero() {
		l.Next = l.Due
	}
	if l.Payload == nil {
		l.Payload = []byte{}
	}
	err = db.writing(ctx, func(s *session) error {
		n, err := s.changed(`INSERT INTO outbox (key, kind, topic, notifier, period_from, period_to, due, next, state, payload)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
			l.Key, l.Kind, l.Topic, l.Notifier, msOrNull(l.Period.From), msOrNull(l.Period.To), ms(l.Due), ms(l.Next), string(Queued), l.Payload)
		added = n == 1
		return err
	})
	if err != nil {
		return false, fmt.Errorf("queue letter %s: %w", l.Key, err)
	}
	return added, nil
}

// Letters returns what is to be sent and may be tried by now, longest due first.
func (db *DB) Letters(ctx context.Context, now time.Time) ([]Letter, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT id, key, kind, topic, notifier, period_from, period_to, due, next, sent, state,
			attempts, last_error, remote_id, payload
		FROM outbox WHERE state IN ('queued', 'sending') AND next <= ? ORDER BY due, id`, ms(now))
	if err != nil {
		return nil, fmt.Errorf("read outbox: %w", err)
	}
	defer rows.Close()
	var all []Letter
	for rows.Next() {
		var l Letter
		var due, next int64
		var from, to, sent sql.NullInt64
		err := rows.Scan(&l.ID, &l.Key, &l.Kind, &l.Topic, &l.Notifier, &from, &to, &due, &next, &sent, &l.State,
			&l.Attempts, &l.LastError, &l.RemoteID, &l.Payload)
		if err != nil {
			return nil, fmt.Errorf("read outbox: %w", err)
		}
		l.Period = Period{fromMS(from.Int64), fromMS(to.Int64)}
		l.Due, l.Next, l.SentAt = fromMS(due), fromMS(next), fromMS(sent.Int64)
		all = append(all, l)
	}
	return all, rows.Err()
}

// Record saves how the sending of a letter stands: State, Attempts, LastError, Next, SentAt and RemoteID.
func (db *DB) Record(ctx context.Context, l Letter) error {
	err := db.writing(ctx, func(s *session) error {
		n, err := s.changed(`UPDATE outbox SET state = ?, attempts = ?, last_error = ?, next = ?, sent = ?, remote_id = ? WHERE id = ?`,
			string(l.State), l.Attempts, l.LastError, ms(l.Next), msOrNull(l.SentAt), l.RemoteID, l.ID)
		if err == nil && n == 0 {
			err = fmt.Errorf("there is none with number %d", l.ID)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("record letter %s: %w", l.Key, err)
	}
	return nil
}
