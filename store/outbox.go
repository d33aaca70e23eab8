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
	Manner                Manner // how it stands to Target
	Target                string // key of the letter that it answers or replaces, "" when it stands for itself
	Period                Period
	Due                   time.Time // when people should have it
	Next                  time.Time // not to be tried before; zero: at Due
	SentAt                time.Time
	State                 LetterState
	Attempts              int
	LastError             string
	Channel, RemoteID     string // where it stands at the remote, in the remote's words; "": nobody knows
	Payload               []byte // what it says, when that is settled before it is sent; empty: it is built when sent
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

// Manner is how a letter stands to another, its target; "" for one that stands for itself.
type Manner string

// The manners.
const (
	Under Manner = "under" // it answers the target
	Over  Manner = "over"  // it replaces what the target says
)

// Enqueue puts a letter into the outbox as queued; added is false when its key is there already, whatever became of it.
func (db *DB) Enqueue(ctx context.Context, l Letter) (added bool, err error) {
	err = db.writing(ctx, func(s *session) error {
		added, err = s.enqueue(l)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("queue letter %s: %w", l.Key, err)
	}
	return added, nil
}

// Record saves how the sending of a letter stands: State, Attempts, LastError, Next, SentAt, Channel and RemoteID, and its
// Payload.
func (db *DB) Record(ctx context.Context, l Letter) error { return db.Settle(ctx, l) }

// Settle records a letter and queues others that follow from it, in one transaction. Those that are queued already stay as
// they are.
func (db *DB) Settle(ctx context.Context, l Letter, follow ...Letter) error {
	err := db.writing(ctx, func(s *session) error {
		if err := s.record(l); err != nil {
			return err
		}
		return s.enqueueAll(follow)
	})
	if err != nil {
		return fmt.Errorf("record letter %s: %w", l.Key, err)
	}
	return nil
}

func (s *session) enqueueAll(letters []Letter) error {
	for _, l := range letters {
		if _, err := s.enqueue(l); err != nil {
			return fmt.Errorf("queue letter %s: %w", l.Key, err)
		}
	}
	return nil
}

func (s *session) enqueue(l Letter) (added bool, err error) {
	if l.Next.IsZero() {
		l.Next = l.Due
	}
	n, err := s.changed(`INSERT INTO outbox (key, kind, topic, notifier, manner, target, period_from, period_to, due, next, state, payload)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
		l.Key, l.Kind, l.Topic, l.Notifier, string(l.Manner), l.Target, msOrNull(l.Period.From), msOrNull(l.Period.To),
		ms(l.Due), ms(l.Next), string(Queued), l.payload())
	return n == 1, err
}

func (s *session) record(l Letter) error {
	n, err := s.changed(`UPDATE outbox SET state = ?, attempts = ?, last_error = ?, next = ?, sent = ?, channel = ?, remote_id = ?, payload = ?
		WHERE id = ?`,
		string(l.State), l.Attempts, l.LastError, ms(l.Next), msOrNull(l.SentAt), l.Channel, l.RemoteID, l.payload(), l.ID)
	if err == nil && n == 0 {
		err = fmt.Errorf("there is none with number %d", l.ID)
	}
	return err
}

// payload as it is saved: NULL would be unknown, and this is nothing.
func (l *Letter) payload() []byte {
	if l.Payload == nil {
		return []byte{}
	}
	return l.Payload
}

// Letters returns what is to be sent and may be tried by now, longest due first.
func (db *DB) Letters(ctx context.Context, now time.Time) ([]Letter, error) {
	return db.letters(ctx, `state IN ('queued', 'sending') AND next <= ? ORDER BY due, id`, ms(now))
}

// GivenUp returns what could not be sent and is not tried any more, of those due since a moment, the last first, n at most.
func (db *DB) GivenUp(ctx context.Context, since time.Time, n int) ([]Letter, error) {
	return db.letters(ctx, `state = 'failed' AND due >= ? ORDER BY due DESC, id DESC LIMIT ?`, ms(since), n)
}

// LetterByKey returns a letter, whatever became of it; false when none was ever queued under the key.
func (db *DB) LetterByKey(ctx context.Context, key string) (Letter, bool, error) {
	return db.letter(ctx, `key = ?`, key)
}

// LetterAt returns the letter that was sent and stands at a place of the remote, which is the first of those that were
// written over each other there; false when nothing there is ours.
func (db *DB) LetterAt(ctx context.Context, channel, remoteID string) (Letter, bool, error) {
	return db.letter(ctx, `remote_id = ? AND remote_id <> '' AND channel = ? AND state = 'sent' ORDER BY id LIMIT 1`, remoteID, channel)
}

func (db *DB) letter(ctx context.Context, where string, args ...any) (Letter, bool, error) {
	found, err := db.letters(ctx, where, args...)
	if err != nil || len(found) == 0 {
		return Letter{}, false, err
	}
	return found[0], true, nil
}

func (db *DB) letters(ctx context.Context, where string, args ...any) ([]Letter, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT id, key, kind, topic, notifier, manner, target, period_from, period_to, due, next, sent,
		state, attempts, last_error, channel, remote_id, payload FROM outbox WHERE `+where, args...)
	if err != nil {
		return nil, fmt.Errorf("read outbox: %w", err)
	}
	defer rows.Close()
	var all []Letter
	for rows.Next() {
		l, err := scanLetter(rows)
		if err != nil {
			return nil, fmt.Errorf("read outbox: %w", err)
		}
		all = append(all, l)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read outbox: %w", err)
	}
	return all, nil
}

func scanLetter(rows *sql.Rows) (l Letter, err error) {
	var due, next int64
	var from, to, sent sql.NullInt64
	err = rows.Scan(&l.ID, &l.Key, &l.Kind, &l.Topic, &l.Notifier, &l.Manner, &l.Target, &from, &to, &due, &next, &sent,
		&l.State, &l.Attempts, &l.LastError, &l.Channel, &l.RemoteID, &l.Payload)
	l.Period = Period{fromMS(from.Int64), fromMS(to.Int64)}
	l.Due, l.Next, l.SentAt = fromMS(due), fromMS(next), fromMS(sent.Int64)
	return l, err
}
