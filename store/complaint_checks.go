package store

// complaintChecks are the rules of clusters and their members. Before kept_since retention has removed members whose
// voices stay, and in the hours of thinned_hour some of them.
var complaintChecks = []struct{ name, query string }{
	{"cluster of an opinion", `SELECT m.network || ':' || m.external_id || ' on ' || t.slug, 'c' || o.complaint, coalesce('c' || b.complaint, 'none')
		FROM opinion AS o JOIN mention AS m ON m.id = o.mention JOIN topic AS t ON t.id = o.topic LEFT JOIN member AS b ON b.mention = o.mention
		WHERE o.complaint IS NOT NULL AND o.complaint IS NOT b.complaint
		UNION ALL
		SELECT m.network || ':' || m.external_id, 'a member of c' || b.complaint, 'an opinion in it'
		FROM member AS b JOIN mention AS m ON m.id = b.mention
		WHERE NOT EXISTS (SELECT 1 FROM opinion AS o WHERE o.mention = b.mention AND o.complaint IS NOT NULL)`},
	{"opinion in a cluster", `SELECT m.network || ':' || m.external_id || ' on ' || t.slug, 'in c' || o.complaint, 'in none'
		FROM opinion AS o JOIN mention AS m ON m.id = o.mention JOIN topic AS t ON t.id = o.topic
		WHERE o.complaint IS NOT NULL AND (o.excluded = 1 OR m.category = 'promo' OR m.deleted = 1)`},
	{"role of a member", `SELECT m.network || ':' || m.external_id, b.role, iif(b.role & 8, 9, b.role & 3 | 4 * (m.duplicate_of IS NOT NULL))
		FROM member AS b JOIN mention AS m ON m.id = b.mention WHERE (b.role & 4 <> 0) <> (m.duplicate_of IS NOT NULL AND b.role & 8 = 0)`},
	{"place of a copy", `SELECT m.network || ':' || m.external_id, 'c' || b.complaint, 'c' || coalesce(o.complaint, 0)
		FROM member AS b JOIN mention AS m ON m.id = b.mention JOIN mention AS original ON original.id = m.duplicate_of
		LEFT JOIN member AS o ON o.mention = original.id WHERE b.role & 8 = 0 AND (b.complaint IS NOT o.complaint OR o.role & 8)`},
	{"place of an agreement", `SELECT m.network || ':' || m.external_id, 'c' || b.complaint, 'c' || iif(o.role & 8, 0, coalesce(o.complaint, 0))
		FROM member AS b JOIN mention AS m ON m.id = b.mention JOIN mention AS p ON p.network = m.network AND p.external_id = m.parent AND m.parent <> ''
		LEFT JOIN member AS o ON o.mention = p.id WHERE b.role & 8 AND (b.complaint IS NOT o.complaint OR o.role & 8)`},
	{"what lives of a cluster", `SELECT 'c' || c.id, 'c' || c.live, 'c' || coalesce(a.live, c.id) FROM complaint AS c LEFT JOIN complaint AS a ON a.id = c.absorbed
		WHERE c.live <> coalesce(a.live, c.id)
		UNION ALL SELECT 'c' || id, 'joined', 'absorbed only' FROM complaint WHERE joined IS NOT NULL AND absorbed IS NOT NULL`},
	{"root of a cluster", `SELECT 'c' || c.id, 'c' || c.root, 'c' || coalesce(up.root, c.live)
		FROM complaint AS c JOIN complaint AS l ON l.id = c.live LEFT JOIN complaint AS up ON up.id = l.joined
		WHERE c.root <> coalesce(up.root, c.live)`},
	{"kind of a cluster", `SELECT 'c' || c.id, c.kind, r.kind FROM complaint AS c JOIN complaint AS r ON r.id = c.root WHERE r.kind <> c.kind`},
	{"time of a cluster", `SELECT 'c' || c.id, coalesce(c.first / 3600000, '') || ' to ' || coalesce(c.last / 3600000, ''), coalesce(v.first, '') || ' to ' || coalesce(v.last, '')
		FROM complaint AS c LEFT JOIN (SELECT complaint, min(day * 24 + hour) AS first, max(day * 24 + hour) AS last FROM voice
			WHERE topic = 0 GROUP BY complaint) AS v ON v.complaint = c.id
		WHERE c.first / 3600000 IS NOT v.first OR c.last / 3600000 IS NOT v.last`},
	{"people of a cluster", `WITH both AS (
			SELECT topic, complaint, day, person, hour, mentions, asking, repeats, 0 AS n, 0 AS q, 0 AS r FROM voice
			UNION ALL ` + voiceOf0 + `
			UNION ALL ` + voiceOfTopic + `),
		compared AS (SELECT topic, complaint, day, hour, sum(mentions) AS mentions, sum(asking) AS asking, sum(repeats) AS repeats,
				sum(n) AS n, sum(q) AS q, sum(r) AS r FROM both GROUP BY topic, complaint, day, person, hour)
		SELECT 'c' || complaint || ' on topic ' || topic || ', ' || strftime('%Y-%m-%dT%H:00Z', day * 86400 + hour * 3600, 'unixepoch'),
			mentions || ' mentions, ' || asking || ' ask, ' || repeats || ' repeat', n || ' mentions, ' || q || ' ask, ' || r || ' repeat'
		FROM compared WHERE mentions < n OR asking < q OR repeats < r
			OR (day * 24 + hour) * 3600000 >= (SELECT value FROM meta WHERE name = 'kept_since')
				AND day * 24 + hour NOT IN (SELECT hour FROM thinned_hour) AND (mentions > n OR asking > q OR repeats > r)
		ORDER BY 1`},
}

// What members say of who spoke: once for any topic, and for each topic that they say it of.
const (
	voiceOf0 = `SELECT 0, c.live, m.published / 86400000, b.person, m.published / 3600000 % 24, 0, 0, 0, ` + spoken + `
		FROM member AS b JOIN mention AS m ON m.id = b.mention JOIN complaint AS c ON c.id = b.complaint`
	voiceOfTopic = `SELECT o.topic, c.live, m.published / 86400000, b.person, m.published / 3600000 % 24, 0, 0, 0, ` + spoken + `
		FROM opinion AS o JOIN member AS b ON b.mention = o.mention JOIN mention AS m ON m.id = b.mention JOIN complaint AS c ON c.id = b.complaint
		WHERE o.complaint IS NOT NULL`
	spoken = `b.role & 5 = 0, b.role & 7 = 2, b.role & 5 <> 0`
)
