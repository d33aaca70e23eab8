package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"molva/ingest"
)

// Exchange is one message of a conversation about a topic.
type Exchange struct {
	ID        string // the mention's public id
	Network   string
	Thread    string // that of the mention, or its own id where it begins one
	Parent    string
	Author    string // the network's author id; "" is unknown
	Staff     bool   // it is ours
	Prompted  bool   // it is ours, or an answer to us, or below what we published
	Kind      ingest.Kind
	Category  string
	Published time.Time
	Sentiment int8 // -1, 0, 1: towards the topic, or of the whole text where the topic is not named
	Counted   bool
	Answered  time.Time // when we answered, where the network tells that on the message itself, as stores do
}

// Exchanges returns, in order of publishing, the messages of a topic that were published in a period, and whatever else stands
// in the same threads from the beginning of the period until the moment now. What was deleted is not among them.
func (db *DB) Exchanges(ctx context.Context, topic string, p Period, now time.Time) (all []Exchange, err error) {
	err = db.reading(ctx, topic, func(tx *sql.Tx, scope scope) error {
		from, to := p.bounds()
		rows, err := tx.QueryContext(ctx, exchanges, scope.id, from, to, ms(now))
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			e, err := scanExchange(rows)
			if err != nil {
				return err
			}
			all = append(all, e)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("read conversations: %w", err)
	}
	return all, nil
}

func scanExchange(rows *sql.Rows) (e Exchange, err error) {
	var external, answered string
	var published int64
	err = rows.Scan(&e.Network, &external, &e.Thread, &e.Parent, &e.Author, &e.Staff, &e.Prompted, &e.Kind, &e.Category, &published, &e.Sentiment, &e.Counted, &answered)
	e.ID, e.Published = e.Network+":"+external, fromMS(published)
	if at, err := time.Parse(time.RFC3339, answered); err == nil { // whatever else stands there tells nothing
		e.Answered = at.UTC()
	}
	return e, err
}

// exchanges goes from the topic's mentions to their threads, and from there to all that stands in them: the first message, which
// may say nothing of a thread, and the others.
const exchanges = `WITH begun AS MATERIALIZED (
		SELECT DISTINCT m.network, iif(m.thread <> '', m.thread, m.external_id) AS thread
		FROM opinion AS o CROSS JOIN mention AS m ON m.id = o.mention
		WHERE o.topic = ?1 AND o.published >= ?2 AND o.published < ?3),
	said AS (
		SELECT m.id, b.thread FROM begun AS b CROSS JOIN mention AS m ON m.network = b.network AND m.thread = b.thread AND m.thread <> ''
		UNION ALL SELECT m.id, b.thread FROM begun AS b CROSS JOIN mention AS m ON m.network = b.network AND m.external_id = b.thread AND m.thread = '')
	SELECT m.network, m.external_id, s.thread, m.parent, m.author_id,
		` + byStaff + `, ` + prompted + `, m.kind, m.category, m.published, coalesce(o.sentiment, m.sentiment), coalesce(o.counted, 0),
		CASE WHEN instr(m.extra, '"answered_at"') AND json_type(m.extra, '$.answered_at') = 'text' THEN json_extract(m.extra, '$.answered_at') ELSE '' END
	FROM said AS s CROSS JOIN mention AS m ON m.id = s.id LEFT JOIN opinion AS o ON o.mention = m.id AND o.topic = ?1
	WHERE m.published >= ?2 AND m.published <= ?4 AND m.deleted = 0
	ORDER BY m.published, m.id`
