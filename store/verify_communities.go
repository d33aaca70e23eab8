package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// communityChecks are the rules that hold in what is kept of accounts, in the words that mentions answer, and in steps.
var communityChecks = []struct{ name, query string }{
	{"series", `SELECT account || ' ' || network || ' ' || post || ' ' || metric, 'no figure', 'at least one' FROM series AS s
		WHERE NOT EXISTS (SELECT 1 FROM figure AS f WHERE f.series = s.id)`},
	{"what a mention answers", `SELECT m.network || ':' || m.external_id, 'words of ' || p.external_id, 'none: they were deleted'
		FROM mention AS m JOIN mention AS p ON p.network = m.network AND p.external_id = m.parent
		WHERE m.context <> '' AND m.parent <> '' AND p.deleted = 1`},
	{"step without consent", `SELECT 'step ' || s.id, 'linked to step ' || o.id, 'alone' FROM step AS s JOIN step AS o ON o.person = s.person AND o.id <> s.id
		WHERE s.consent = 0`},
	{"when who was erased spoke", `SELECT t.slug, 'of nobody', 'of somebody with a step' FROM step_spoke AS s JOIN topic AS t ON t.id = s.topic
		WHERE NOT EXISTS (SELECT 1 FROM step AS p WHERE p.person = s.person)`},
}

// straySets finds sets of people that are not in order, or not as large as is said.
func straySets(ctx context.Context, tx *sql.Tx) ([]Difference, error) {
	rows, err := tx.QueryContext(ctx, `SELECT s.id, s.account, s.network, s.name, s.at, s.n, c.people
		FROM member_set AS s LEFT JOIN member_chunk AS c ON c.members = s.id AND c.loose = 0 WHERE s.complete = 1 ORDER BY s.id, c.id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Difference
	var last counting
	for rows.Next() {
		var next counting
		var at int64
		var people sql.RawBytes
		if err := rows.Scan(&next.id, &next.account, &next.network, &next.name, &at, &next.n, &people); err != nil {
			return nil, err
		}
		if next.id != last.id {
			all = append(all, last.wrong()...)
			next.at = fromMS(at)
			last = next
		}
		last.read(people)
	}
	all = append(all, last.wrong()...)
	return all[:min(len(all), maxDifferences)], rows.Err()
}

// counting is a set of people while its rows are read.
type counting struct {
	id                     int64
	account, network, name string
	at                     time.Time
	n, found               int
	person                 uint64 // the last one
	muddled                bool
}

func (c *counting) read(people []byte) {
	var chunk Set
	chunk.add(people)
	for _, person := range chunk.people {
		c.muddled = c.muddled || person <= c.person
		c.person, c.found = person, c.found+1
	}
}

func (c *counting) wrong() []Difference {
	if c.found == c.n && !c.muddled {
		return nil
	}
	have := fmt.Sprintf("%d people", c.found)
	if c.muddled {
		have += ", not in order"
	}
	return []Difference{{Check: "set of people", Where: fmt.Sprintf("%s %s %s %s", c.account, c.network, c.name, c.at.Format(time.RFC3339)),
		Have: have, Want: fmt.Sprintf("%d people in order", c.n)}}
}
