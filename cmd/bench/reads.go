package bench

import (
	"context"
	"fmt"
	"time"

	"molva/alerts"
	"molva/classify/cluster"
	"molva/store"
)

// Read is how long a question to the database takes when it was asked before.
type Read struct {
	Name         string  `json:"name"`
	Milliseconds float64 `json:"ms"`
	Stored       int     `json:"stored"` // mentions in the database
}

// askings is how often each question is asked; the median counts, and the first time does not.
const askings = 5

// reads asks what a digest and the dashboard ask, of the topic that is talked about most and its busiest week.
func (b *bench) reads(ctx context.Context) (all []Read, err error) {
	err = b.withReader(ctx, func(db *store.DB, stored int) error {
		if err := db.Tend(ctx); err != nil { // as a program that runs has done
			return err
		}
		end := begin.Add(time.Duration(stored) * gap)
		week := store.Period{From: end.AddDate(0, 0, -7), To: end}
		month := store.Period{From: end.AddDate(0, 0, -56), To: end}
		const topic = "zarya"
		for _, q := range []struct {
			name string
			ask  func() error
		}{
			{"digest", func() error { _, err := alerts.Build(ctx, db, topic, week); return err }},
			{"sum", func() error { _, err := db.Sum(ctx, topic, week); return err }},
			{"hours", func() error { _, err := db.Hours(ctx, topic, week); return err }},
			{"weeks", func() error { _, err := db.Weeks(ctx, topic, month); return err }},
			{"networks", func() error { _, err := db.ByNetwork(ctx, topic, week); return err }},
			{"tally", func() error { _, err := db.Tally(ctx, topic, week); return err }},
			{"complaints", func() error {
				_, err := db.Complaints(ctx, store.ComplaintFilter{Topic: topic, Kind: cluster.Complaint})
				return err
			}},
			{"mentions", func() error { return list(ctx, db, store.Filter{Topic: topic, Limit: 50}) }},
			{"search", func() error { return list(ctx, db, store.Filter{Topic: topic, Search: "возврат", Limit: 50}) }},
		} {
			took, err := ask(q.ask)
			if err != nil {
				return fmt.Errorf("ask for %s: %w", q.name, err)
			}
			all = append(all, Read{q.name, took, stored})
		}
		return nil
	})
	return all, err
}

func list(ctx context.Context, db *store.DB, f store.Filter) error {
	for _, err := range db.Mentions(ctx, f) {
		if err != nil {
			return err
		}
	}
	return nil
}

// ask returns the median of the milliseconds.
func ask(question func() error) (float64, error) {
	if err := question(); err != nil {
		return 0, err
	}
	took := make([]float64, askings)
	for i := range took {
		began := time.Now()
		if err := question(); err != nil {
			return 0, err
		}
		took[i] = milliseconds(time.Since(began))
	}
	return median(took), nil
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
