package store

import (
	"context"
	"database/sql"
	"math"
)

// hours tells in which hour each person with steps spoke of the query's topic first, as the crowds have it, which retention
// leaves as they are; of who was erased, as it was then. Who never did is not there.
func (q StepQuery) hours(ctx context.Context, tx *sql.Tx) (map[string]int64, error) {
	hours := map[string]int64{}
	rows, err := tx.QueryContext(ctx, `SELECT s.person, min(s.hour) FROM step_spoke AS s JOIN topic AS t ON t.id = s.topic
		WHERE ?1 IN ('', t.slug) GROUP BY s.person`, q.Topic)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var person string
		var hour int64
		if err := rows.Scan(&person, &hour); err != nil {
			return nil, err
		}
		hours[person] = hour
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return hours, q.spoken(ctx, tx, hours)
}

// spoken adds those whom their handles lead to what they said.
func (q StepQuery) spoken(ctx context.Context, tx *sql.Tx, hours map[string]int64) error {
	people, err := handled(ctx, tx)
	if err != nil || len(people) == 0 {
		return err
	}
	heard := newListening(people)
	rows, err := tx.QueryContext(ctx, `SELECT c.topic, c.hour, c.people FROM topic AS t JOIN crowd AS c ON c.topic = t.id
		WHERE ?1 IN ('', t.slug) ORDER BY c.topic, c.hour`, q.Topic)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var k crowdKey
		var people sql.RawBytes
		if err := rows.Scan(&k.topic, &k.hour, &people); err != nil {
			return err
		}
		heard.add(k, people)
	}
	for handle, hour := range heard.done() {
		for _, person := range people[handle] {
			if before, spoke := hours[person]; !spoke || hour < before {
				hours[person] = hour
			}
		}
	}
	return rows.Err()
}

// handled is who has which handle.
func handled(ctx context.Context, tx *sql.Tx) (map[uint64][]string, error) {
	rows, err := tx.QueryContext(ctx, `SELECT DISTINCT handle, person FROM step WHERE handle IS NOT NULL`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	people := map[uint64][]string{}
	for rows.Next() {
		var handle int64
		var person string
		if err := rows.Scan(&handle, &person); err != nil {
			return nil, err
		}
		people[uint64(handle)] = append(people[uint64(handle)], person)
	}
	return people, rows.Err()
}

// listening finds the first hour in which each of some people spoke, while the rows of crowds are read, those of an hour one after
// the other.
type listening struct {
	first map[uint64]int64 // math.MaxInt64: not yet
	at    crowdKey
	here  crowd // of that hour, of those people
}

func newListening[V any](people map[uint64]V) *listening {
	l := &listening{first: make(map[uint64]int64, len(people))}
	for person := range people {
		l.first[person] = math.MaxInt64
	}
	return l
}

// add reads a row.
func (l *listening) add(k crowdKey, people []byte) {
	if k != l.at {
		l.close()
		l.at = k
	}
	var all Set
	all.add(people)
	for _, entry := range all.people {
		if _, meant := l.first[entry&^left]; meant {
			l.here = append(l.here, entry)
		}
	}
}

// close ends an hour: who was taken back in it did not speak.
func (l *listening) close() {
	for _, entry := range l.here.settled() {
		if entry&left == 0 {
			l.first[entry] = min(l.first[entry], l.at.hour)
		}
	}
	l.here = l.here[:0]
}

// done returns who spoke, and in which hour first.
func (l *listening) done() map[uint64]int64 {
	l.close()
	for person, hour := range l.first {
		if hour == math.MaxInt64 {
			delete(l.first, person)
		}
	}
	return l.first
}
