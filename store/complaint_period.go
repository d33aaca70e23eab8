package store

import "molva/classify/cluster"

// inPeriod puts the numbers of a period in the place of those of all time.
func (l *look) inPeriod(g *gathering, p Period) error {
	if p == (Period{}) {
		return nil
	}
	for _, h := range g.heaps {
		h.People, h.Mentions, h.Asking, h.shown = 0, 0, 0, false
	}
	found, err := l.rows(spoke+`SELECT c.root, count(DISTINCT s.person), sum(s.mentions), sum(s.asking)
		FROM spoke AS s JOIN complaint AS c ON c.id = s.leaf GROUP BY c.root`, partsOf(g.topic, p)...)
	for _, r := range found {
		if h := g.by[cluster.ID(r.int(0))]; h != nil {
			h.People, h.Mentions, h.Asking, h.shown = int(r.int(1)), int(r.int(2)), int(r.int(3)), true
		}
	}
	return err
}

// spoke is who spoke about a topic in a period: in its whole hours, and in those that it cuts. Values: partsOf. It goes from
// cluster to cluster, so that it reads the days of the period and no others.
const spoke = `WITH spoke (leaf, person, mentions, asking) AS (
	SELECT v.complaint, v.person, v.mentions, v.asking FROM complaint AS c CROSS JOIN voice AS v ON v.topic = ?1 AND v.complaint = c.id
		AND v.day BETWEEN ?2 / 24 AND ?3 / 24 AND v.day * 24 + v.hour >= ?2 AND v.day * 24 + v.hour < ?3
	UNION ALL ` + spokeAt + ` m.published >= ?4 AND m.published < ?5
	UNION ALL ` + spokeAt + ` m.published >= ?6 AND m.published < ?7
) `

const spokeAt = `SELECT b.complaint, b.person, b.role & 5 = 0, b.role & 7 = 2 FROM mention AS m JOIN member AS b ON b.mention = m.id
	WHERE (?1 = 0 OR EXISTS (SELECT 1 FROM opinion AS o WHERE o.mention = m.id AND o.topic = ?1 AND o.complaint IS NOT NULL)) AND`
