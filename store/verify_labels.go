package store

import (
	"context"
	"database/sql"
)

// labelChecks are the rules of who has the last word. A label stands unless it was taken back or its text is another now.
var labelChecks = []struct{ name, query string }{
	{"word on an opinion", `WITH last AS (SELECT mention, topic, max(id) AS id FROM label
			WHERE undone IS NULL AND stale = 0 AND sentiment IS NOT NULL GROUP BY mention, topic)
		SELECT m.network || ':' || m.external_id || ' on ' || t.slug, o.sentiment || ' by ' || o.labelled_by,
			coalesce(l.sentiment, a.sentiment, o.said, o.sentiment) || ' by ' || coalesce(l.labeller, '` + secondPrefix + `' || a.name, '')
		FROM opinion AS o JOIN mention AS m ON m.id = o.mention JOIN topic AS t ON t.id = o.topic
		LEFT JOIN last ON last.mention = o.mention AND last.topic = o.topic LEFT JOIN label AS l ON l.id = last.id
		LEFT JOIN asked AS a ON a.mention = o.mention AND a.topic = o.topic AND a.sentiment IS NOT NULL
		WHERE o.direct = 1 AND (o.sentiment <> coalesce(l.sentiment, a.sentiment, o.said, o.sentiment)
			OR o.labelled_by <> coalesce(l.labeller, '` + secondPrefix + `' || a.name, ''))`},
	{"word on a category", `WITH last AS (SELECT mention, max(id) AS id FROM label
			WHERE undone IS NULL AND stale = 0 AND category <> '' GROUP BY mention)
		SELECT m.network || ':' || m.external_id, m.category, coalesce(l.category, iif(` + byStaff + `, 'promo', NULL), m.said_category, m.category)
		FROM mention AS m LEFT JOIN last ON last.mention = m.id LEFT JOIN label AS l ON l.id = last.id
		WHERE m.deleted = 0 AND (m.category <> coalesce(l.category, iif(` + byStaff + `, 'promo', NULL), m.said_category, m.category)
			OR m.said_category = m.category)`},
	{"excluded", `SELECT m.network || ':' || m.external_id || ' on ' || t.slug, o.excluded, 1 - o.excluded
		FROM opinion AS o JOIN mention AS m ON m.id = o.mention JOIN topic AS t ON t.id = o.topic
		WHERE o.direct = 1 AND o.excluded <> EXISTS (SELECT 1 FROM exclusion AS e WHERE e.mention = o.mention AND e.topic = o.topic)`},
	{"reaction", `SELECT m.network || ':' || m.external_id || ' on ' || t.slug, 'excluded by ' || r.person, 'excluded by nobody'
		FROM reaction AS r JOIN mention AS m ON m.id = r.mention JOIN topic AS t ON t.id = r.topic
		WHERE r.excludes = 1 AND NOT EXISTS (SELECT 1 FROM exclusion AS e WHERE e.mention = r.mention AND e.topic = r.topic)`},
}

// strayLabels finds labels and second opinions that stand on a text that was never judged, or do not on one that was.
func strayLabels(ctx context.Context, tx *sql.Tx) (all []Difference, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT 'label ' || l.id, l.text, l.stale, m.title, m.text FROM label AS l JOIN mention AS m ON m.id = l.mention
		UNION ALL SELECT 'second opinion on ' || m.network || ':' || m.external_id, a.text, 0, m.title, m.text
		FROM asked AS a JOIN mention AS m ON m.id = a.mention`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() && len(all) < maxDifferences {
		var where, title, text string
		var hash int64
		var stale bool
		if err := rows.Scan(&where, &hash, &stale, &title, &text); err != nil {
			return nil, err
		}
		if other := hash != textHash(title, text); other != stale {
			all = append(all, Difference{"text that was judged", where, standsOn(stale), standsOn(other)})
		}
	}
	return all, rows.Err()
}

func standsOn(anotherText bool) string {
	if anotherText {
		return "passed over"
	}
	return "stands"
}
