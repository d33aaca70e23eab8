package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"molva/ingest"
)

// glance is a figure of a post, as small as a million of them should be.
type glance struct {
	place  int // of the post
	metric *string
	at     int64
	value  float64
}

// glances reads the figures of the posts at some places. SQLite goes from the posts of the period to their series and on to the
// figures, each time along an index: a month is not charged for the years before it. What is counted of posts are levels, without
// a span.
func (q PostQuery) glances(ctx context.Context, tx *sql.Tx, places map[int64]int) ([]glance, error) {
	where, args := q.where()
	rows, err := tx.QueryContext(ctx, `SELECT p.id, s.metric, f.at, f.value FROM account_post AS p
		CROSS JOIN series AS s ON s.account = p.account AND s.network = p.network AND s.post = p.external_id
		CROSS JOIN figure AS f ON f.series = s.id WHERE `+where, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []glance
	for names := (interned{}); rows.Next(); {
		var id int64
		var metric sql.RawBytes
		var l glance
		if err := rows.Scan(&id, &metric, &l.at, &l.value); err != nil {
			return nil, err
		}
		if place, meant := places[id]; meant {
			l.place, l.metric = place, names.of(metric)
			all = append(all, l)
		}
	}
	slices.SortFunc(all, func(a, b glance) int {
		return cmp.Or(cmp.Compare(a.place, b.place), strings.Compare(*a.metric, *b.metric), cmp.Compare(a.at, b.at))
	})
	return all, rows.Err()
}

// interned are texts that come again and again, each kept once.
type interned map[string]*string

func (i interned) of(text []byte) *string {
	if s, ok := i[string(text)]; ok {
		return s
	}
	s := string(text)
	i[s] = &s
	return &s
}

// measure gives each post its figures, which stand in the order of the posts.
func measure(posts []MeasuredPost, glances []glance) {
	figures := make([]ingest.Figure, len(glances))
	for i, l := range glances {
		p := &posts[l.place].AccountPost
		figures[i] = ingest.Figure{Account: p.Account, Network: p.Network, Post: p.ID, Metric: *l.metric, At: fromMS(l.at), Value: l.value}
	}
	for from, to := 0, 0; from < len(glances); from = to {
		for to = from; to < len(glances) && glances[to].place == glances[from].place; to++ {
		}
		posts[glances[from].place].Figures = figures[from:to:to]
	}
}
