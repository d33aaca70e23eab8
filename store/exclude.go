package store

import (
	"context"
	"fmt"
)

// Exclude takes a mention out of the figures of a topic that it names, say because it speaks of something else by that
// name, or puts it back. A topic above loses it when all that it names below is out. It stays out whatever its author
// edits.
func (db *DB) Exclude(ctx context.Context, mention, topic, by string, out bool) error {
	defer db.acted()
	if _, _, err := db.sees(ctx, mention); err != nil {
		return fmt.Errorf("exclude from %s: %w", topic, err)
	}
	ctx, _, err := db.scope(ctx, topic)
	if err != nil {
		return Refusal(err.Error())
	}
	err = db.amend(ctx, func(f *filing) error {
		st, on, refused, err := f.named(mention, topic)
		if err != nil {
			return err
		}
		if refused == "" {
			refused = strangeName(by)
		}
		if refused != "" {
			return Refusal(refused)
		}
		if err := f.exclude(st.id, on.topic.id, by, out); err != nil {
			return err
		}
		_, err = f.restate(st)
		return err
	})
	if err != nil {
		return fmt.Errorf("exclude from %s: %w", topic, err)
	}
	return nil
}

func (f *filing) exclude(mention, topic int64, by string, out bool) (err error) {
	if out {
		_, err = f.exec(`INSERT INTO exclusion (mention, topic, name, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, mention, topic, by, f.now)
		return err
	}
	// Reactions that excluded it have nothing left to take back.
	if _, err := f.exec(`UPDATE reaction SET excludes = 0 WHERE mention = ? AND topic = ?`, mention, topic); err != nil {
		return err
	}
	_, err = f.exec(`DELETE FROM exclusion WHERE mention = ? AND topic = ?`, mention, topic)
	return err
}
