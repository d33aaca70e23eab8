package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"
)

// strayPeople compares the crowds with the mentions. Where mentions were removed the crowd may hold more.
func strayPeople(ctx context.Context, tx *sql.Tx) ([]Difference, error) {
	less, err := readThinned(ctx, tx)
	if err != nil {
		return nil, err
	}
	var all []Difference
	rows, err := tx.QueryContext(ctx, `SELECT id, slug FROM topic ORDER BY slug`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var topic int64
		var slug string
		if err := rows.Scan(&topic, &slug); err != nil {
			return nil, err
		}
		have, want, err := crowdsOf(ctx, tx, topic)
		if err != nil {
			return nil, err
		}
		all = append(all, compareCrowds(slug, have, want, less)...)
	}
	return all[:min(len(all), maxDifferences)], rows.Err()
}

// crowdsOf reads the crowds of a topic by hour, as they are saved and as the mentions have them.
func crowdsOf(ctx context.Context, tx *sql.Tx, topic int64) (have, want map[int64]crowd, err error) {
	have, want = map[int64]crowd{}, map[int64]crowd{}
	rows, err := tx.QueryContext(ctx, `SELECT hour, people FROM crowd WHERE topic = ?`, topic)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var hour int64
		var people sql.RawBytes
		if err := rows.Scan(&hour, &people); err != nil {
			return nil, nil, err
		}
		have[hour] = have[hour].add(people)
	}
	if err := rows.Err(); err != nil {
		return nil, nil, err
	}
	err = eachPerson(ctx, tx, `o.topic = ?`, []any{topic}, func(k crowdKey, person uint64) { want[k.hour] = append(want[k.hour], person) })
	return have, want, err
}

func compareCrowds(slug string, have, want map[int64]crowd, less thinned) (all []Difference) {
	var hours []int64
	for hour := range have {
		hours = append(hours, hour)
	}
	for hour := range want {
		if have[hour] == nil {
			hours = append(hours, hour)
		}
	}
	slices.Sort(hours)
	for _, hour := range hours {
		saved, right := have[hour].settled(), want[hour].settled()
		if slices.Equal(saved, right) || less.at(hour) && saved.holds(right) {
			continue
		}
		all = append(all, Difference{
			Check: "people of an hour",
			Where: slug + " " + time.UnixMilli(hour*msPerHour).UTC().Format("2006-01-02T15:00Z"),
			Have:  fmt.Sprintf("%d people with %d mentions", saved.people(), len(saved)),
			Want:  fmt.Sprintf("%d people with %d mentions", right.people(), len(right)),
		})
	}
	return all
}

// holds reports whether everybody of the other crowd is in this one, as often; both are settled.
func (c crowd) holds(other crowd) bool {
	for _, entry := range other {
		at, ok := slices.BinarySearch(c, entry)
		if !ok {
			return false
		}
		c = c[at+1:]
	}
	return true
}
