package store

import (
	"cmp"
	"context"
	"fmt"

	"molva/classify"
)

// Mapped says how much of what streamed in was about a topic.
type Mapped struct {
	Received  int // mentions that were new, whatever they are about
	Unmatched int // of them those that name no topic; they are not kept
}

// Mapped counts what streamed in, by the whole hours of a period in which it was seen. Imports are apart, and so are
// repeats, edits of what is kept and what could not be read. known is false when nothing new came, and to
// whoever sees only some topics.
func (db *DB) Mapped(ctx context.Context, p Period) (m Mapped, known bool, err error) {
	if _, bounded := fenceOf(ctx); bounded {
		return Mapped{}, false, nil
	}
	from, to := wholeHoursOf(p)
	err = db.read.QueryRowContext(ctx, `SELECT coalesce(sum(stored + unmatched), 0), coalesce(sum(unmatched), 0)
		FROM intake_hour WHERE hour >= ? AND hour < ?`, from, to).Scan(&m.Received, &m.Unmatched)
	if err != nil {
		return Mapped{}, false, fmt.Errorf("read intake: %w", err)
	}
	return m, m.Received > 0, nil
}

// mapping counts the new mentions of one hour.
type mapping struct{ stored, unmatched int64 }

func (m *mapping) moves() bool { return *m != mapping{} }

// meet counts a mention that came by a stream and was new. A delete notice says nothing new.
func (f *filing) meet(r *classify.Result, became outcome) {
	if r.Item.Run != "" || r.Tagged.Mention.Deleted {
		return
	}
	seen := f.now
	if !r.Item.Seen.IsZero() {
		seen = ms(r.Item.Seen)
	}
	switch became {
	case stored:
		at(f.met, seen/msPerHour).stored++
	case unmatched:
		at(f.met, seen/msPerHour).unmatched++
	}
}

func (f *filing) saveMet() error {
	for _, hour := range sorted(f.met, cmp.Compare) {
		m := f.met[hour]
		_, err := f.exec(`INSERT INTO intake_hour (hour, stored, unmatched) VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET stored = stored + excluded.stored, unmatched = unmatched + excluded.unmatched`, hour, m.stored, m.unmatched)
		if err != nil {
			return err
		}
	}
	return nil
}
