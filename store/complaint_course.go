package store

import (
	"context"
	"fmt"
	"time"

	"molva/classify/cluster"
)

// Told is how many people told of a complaint in some days, in how many mentions that count.
type Told struct{ People, Mentions int }

// Courses says who told of complaints, about a topic or "" for any, in each of n stretches of so many UTC days, the oldest
// first. The last stretch ends with the day of a moment. What nobody told of is missing.
func (db *DB) Courses(ctx context.Context, ids []cluster.ID, topic string, now time.Time, days, n int) (map[cluster.ID][]Told, error) {
	courses, err := db.courses(ctx, ids, topic, day(now), days, n)
	if err != nil {
		return nil, fmt.Errorf("read the course of complaints: %w", err)
	}
	return courses, nil
}

func (db *DB) courses(ctx context.Context, ids []cluster.ID, topic string, today int64, days, n int) (map[cluster.ID][]Told, error) {
	ctx, about, err := db.about(ctx, topic)
	if err != nil {
		return nil, err
	}
	courses := make(map[cluster.ID][]Told, len(ids))
	err = db.looking(ctx, func(l *look) error {
		found, err := l.rows(`SELECT c.root, (v.day - ?3) / ?5 AS step, count(DISTINCT v.person), sum(v.mentions)
			FROM json_each(?1) AS j CROSS JOIN complaint AS c ON c.root = j.value
			CROSS JOIN voice AS v ON v.topic = ?2 AND v.complaint = c.id AND v.day BETWEEN ?3 AND ?4
			GROUP BY 1, 2`, toJSON(ids), about, today-int64(days*n)+1, today, days)
		for _, r := range found {
			id := cluster.ID(r.int(0))
			if courses[id] == nil {
				courses[id] = make([]Told, n)
			}
			courses[id][r.int(1)] = Told{int(r.int(2)), int(r.int(3))}
		}
		return err
	})
	return courses, err
}
