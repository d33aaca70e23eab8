package store

import (
	"context"
	"fmt"

	"molva/classify"
	"molva/ingest"
)

// Reply is what one person said to a survey.
type Reply struct {
	Words     bool               // something was said beside the scores, and its sentiment counts
	Sentiment classify.Sentiment // towards the topic; of no words it means nothing
	Scores    ingest.Scores      // nil: none were asked for, or given
}

// Replies returns what was said to surveys on a topic in a period, oldest first, but for what is an advert or was excluded
// by a person. Copies are among them, since two people may answer in the same words, and so are scores without words.
func (db *DB) Replies(ctx context.Context, topic string, p Period) ([]Reply, error) {
	all, err := db.replies(ctx, Filter{Topic: topic, Period: p})
	if err != nil {
		return nil, fmt.Errorf("read replies: %w", err)
	}
	return all, nil
}

func (db *DB) replies(ctx context.Context, f Filter) (all []Reply, err error) {
	ctx, where, err := db.predicate(ctx, f)
	if err != nil {
		return nil, err
	}
	where.and(`m.kind = ? AND m.category <> 'promo' AND o.excluded = 0`, string(ingest.Survey))
	rows, err := db.read.QueryContext(ctx, `SELECT `+voiced+`, o.sentiment, (SELECT json_group_object(s.name, s.value) FROM score AS s WHERE s.mention = m.id)`+
		where.rows()+` ORDER BY m.published, m.id`, where.args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var r Reply
		var scores string
		if err := rows.Scan(&r.Words, &r.Sentiment, &scores); err != nil {
			return nil, err
		}
		if r.Scores, err = readScores(scores); err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, rows.Err()
}
