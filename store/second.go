package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"molva/classify"
)

// Doubtful returns opinions that count, on what a mention names and published since a moment, of which the model is
// unsure, and on which nobody was asked: neither a person nor an outside classifier. The latest come first, at most n.
func (db *DB) Doubtful(ctx context.Context, since time.Time, n int) (all []Row, err error) {
	spots, err := db.readSpots(ctx, `SELECT o.mention, o.topic, 0 FROM mention AS m JOIN opinion AS o ON o.mention = m.id
		WHERE m.published >= ? AND o.direct = 1 AND o.counted = 1 AND o.doubt & 1 AND o.labelled_by = ''
			AND NOT EXISTS (SELECT 1 FROM asked AS a WHERE a.mention = o.mention AND a.topic = o.topic)
		ORDER BY m.published DESC, m.id DESC, o.topic LIMIT ?`, max(ms(since), 0), n)
	if err != nil {
		return nil, fmt.Errorf("read doubtful opinions: %w", err)
	}
	for _, s := range spots {
		r, here, err := db.rowAt(ctx, s)
		if err != nil {
			return nil, fmt.Errorf("read doubtful opinions: %w", err)
		}
		if here {
			all = append(all, r)
		}
	}
	return all, nil
}

// Second takes an outside classifier's word on an opinion that [DB.Doubtful] returned, and remembers that it was asked;
// nil when it said nothing of use. The word takes the place of the model's and is nobody's label: it measures nothing and
// trains nothing, and a person's word takes its place. A mention that is gone, or whose text is another now, stays as it
// is.
func (db *DB) Second(ctx context.Context, on Row, s *classify.Sentiment, by string) error {
	if by == "" {
		return errors.New("save a second opinion: nobody is named")
	}
	err := db.amend(ctx, func(f *filing) error {
		st, err := f.standing(on.RowID)
		if err != nil || st == nil || st.hash != textHash(on.Mention.Title, on.Mention.Text) {
			return err
		}
		to := st.on(on.Topic)
		if to == nil {
			return nil
		}
		l := Label{Sentiment: s}
		_, err = f.exec(`INSERT INTO asked (mention, topic, sentiment, name, at, text) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET sentiment = excluded.sentiment, name = excluded.name, at = excluded.at, text = excluded.text`,
			st.id, to.topic.id, l.sentiment(), by, f.now, st.hash)
		if err != nil {
			return err
		}
		_, err = f.restate(st)
		return err
	})
	if err != nil {
		return fmt.Errorf("save a second opinion: %w", err)
	}
	return nil
}
