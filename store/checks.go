package store

// spelledOut is all that the opinions on a topic above take from those below it.
const spelledOut = `sentiment || '/' || coalesce(said, 'the same') || ' by ' || labelled_by || ', ' ||
	p_negative || '/' || p_neutral || '/' || p_positive || ', doubt ' || doubt || ', excluded ' || excluded || ', complaint ' || coalesce(complaint, 0)`

// checks are the rules that hold between tables. They are written apart from the code that keeps them, on purpose.
//
// Before kept_since retention has removed mentions whose numbers the sums keep, and in the hours of thinned_hour some of them:
// there a sum may be larger than what is still here, never smaller.
var checks = []struct{ name, query string }{
	{"hour sum", `WITH both AS (
			SELECT topic, hour, network, lang, negative, neutral, positive, mentions, copies, promo,
				0 AS n, 0 AS u, 0 AS p, 0 AS m, 0 AS c, 0 AS a FROM sum_hour
			UNION ALL
			SELECT o.topic, o.published / 3600000, m.network, m.lang, 0, 0, 0, 0, 0, 0,
				o.counted AND o.sentiment = -1, o.counted AND o.sentiment = 0, o.counted AND o.sentiment = 1,
				1, m.duplicate_of IS NOT NULL, m.duplicate_of IS NULL AND m.category = 'promo'
			FROM opinion AS o JOIN mention AS m ON m.id = o.mention),
		compared AS (
			SELECT topic, hour, network, lang, sum(negative) AS negative, sum(neutral) AS neutral, sum(positive) AS positive,
				sum(mentions) AS mentions, sum(copies) AS copies, sum(promo) AS promo,
				sum(n) AS n, sum(u) AS u, sum(p) AS p, sum(m) AS m, sum(c) AS c, sum(a) AS a
			FROM both GROUP BY 1, 2, 3, 4)
		SELECT t.slug || ' ' || strftime('%Y-%m-%dT%H:00Z', c.hour * 3600, 'unixepoch') || ' ' || c.network || ' ' || c.lang,
			c.negative || '/' || c.neutral || '/' || c.positive || ' of ' || c.mentions || ', ' || c.copies || ' copies, ' || c.promo || ' promo',
			c.n || '/' || c.u || '/' || c.p || ' of ' || c.m || ', ' || c.c || ' copies, ' || c.a || ' promo'
		FROM compared AS c JOIN topic AS t ON t.id = c.topic
		WHERE c.negative < c.n OR c.neutral < c.u OR c.positive < c.p OR c.mentions < c.m OR c.copies < c.c OR c.promo < c.a
			OR (c.hour * 3600000 >= (SELECT value FROM meta WHERE name = 'kept_since') AND c.hour NOT IN (SELECT hour FROM thinned_hour)
				AND (c.negative > c.n OR c.neutral > c.u OR c.positive > c.p OR c.mentions > c.m OR c.copies > c.c OR c.promo > c.a))
			OR c.mentions = 0
		ORDER BY 1`},
	{"week sum", `WITH both AS (
			SELECT topic, week, network, negative, neutral, positive, 0 AS n, 0 AS u, 0 AS p FROM sum_week
			UNION ALL
			SELECT o.topic, o.week, m.network, 0, 0, 0, o.sentiment = -1, o.sentiment = 0, o.sentiment = 1
			FROM opinion AS o JOIN mention AS m ON m.id = o.mention WHERE o.counted = 1),
		compared AS (
			SELECT topic, week, network, sum(negative) AS negative, sum(neutral) AS neutral, sum(positive) AS positive,
				sum(n) AS n, sum(u) AS u, sum(p) AS p
			FROM both GROUP BY 1, 2, 3)
		SELECT t.slug || ' ' || date(c.week * 86400, 'unixepoch') || ' ' || c.network,
			c.negative || '/' || c.neutral || '/' || c.positive, c.n || '/' || c.u || '/' || c.p
		FROM compared AS c JOIN topic AS t ON t.id = c.topic
		WHERE c.negative < c.n OR c.neutral < c.u OR c.positive < c.p
			OR ((c.week - 1) * 86400000 >= (SELECT value FROM meta WHERE name = 'kept_since')
				AND NOT EXISTS (SELECT 1 FROM thinned_hour AS e WHERE e.hour BETWEEN (c.week - 1) * 24 AND (c.week + 8) * 24)
				AND (c.negative > c.n OR c.neutral > c.u OR c.positive > c.p))
			OR c.negative + c.neutral + c.positive = 0
		ORDER BY 1`},
	{"counted", `SELECT m.network || ':' || m.external_id || ' on ' || t.slug, o.counted, 1 - o.counted
		FROM opinion AS o JOIN mention AS m ON m.id = o.mention JOIN topic AS t ON t.id = o.topic
		WHERE o.counted <> (m.category <> 'promo' AND m.duplicate_of IS NULL AND m.deleted = 0 AND o.excluded = 0 AND m.title || m.text <> '')`},
	{"time of an opinion", `SELECT m.network || ':' || m.external_id || ' on ' || t.slug, o.published, m.published
		FROM opinion AS o JOIN mention AS m ON m.id = o.mention JOIN topic AS t ON t.id = o.topic
		WHERE o.published <> m.published`},
	{"topic above", `WITH wanted AS (SELECT mention, topic, ` + spelledOut + ` AS word FROM (` + derived + `)),
			present AS (SELECT mention, topic, ` + spelledOut + ` AS word FROM opinion WHERE direct = 0)
		SELECT m.network || ':' || m.external_id || ' on ' || t.slug, c.have, c.want FROM (
			SELECT mention, topic, 'none' AS have, word AS want FROM (SELECT * FROM wanted EXCEPT SELECT * FROM present)
			UNION ALL
			SELECT mention, topic, word, 'another' FROM (SELECT * FROM present EXCEPT SELECT * FROM wanted)) AS c
		JOIN mention AS m ON m.id = c.mention JOIN topic AS t ON t.id = c.topic`},
	{"original of a copy", `SELECT m.network || ':' || m.external_id, 'copy of row ' || m.duplicate_of, 'copy of an original that is here'
		FROM mention AS m LEFT JOIN mention AS o ON o.id = m.duplicate_of
		WHERE m.duplicate_of IS NOT NULL AND (o.duplicate_of IS NOT NULL OR o.deleted = 1
			OR o.id IS NULL AND NOT EXISTS (SELECT 1 FROM gone WHERE why IN ('swept', 'erased')))`},
	{"deleted mention", `SELECT network || ':' || external_id, 'something left', 'nothing left' FROM mention AS m
		WHERE deleted = 1 AND (text <> '' OR title <> '' OR url <> '' OR author_id <> '' OR author_name <> '' OR extra <> '' OR context <> ''
			OR EXISTS (SELECT 1 FROM score AS s WHERE s.mention = m.id)
			OR EXISTS (SELECT 1 FROM opinion AS o WHERE o.mention = m.id)
			OR EXISTS (SELECT 1 FROM mention_history AS h WHERE h.mention = m.id)
			OR EXISTS (SELECT 1 FROM label AS l WHERE l.mention = m.id) OR EXISTS (SELECT 1 FROM draw AS d WHERE d.mention = m.id)
			OR EXISTS (SELECT 1 FROM asked AS a WHERE a.mention = m.id) OR EXISTS (SELECT 1 FROM exclusion AS e WHERE e.mention = m.id)
			OR EXISTS (SELECT 1 FROM reaction AS r WHERE r.mention = m.id))`},
	{"search index", `SELECT 'row ' || docid, 'indexed', 'no such mention' FROM search
		WHERE docid NOT IN (SELECT id FROM mention WHERE deleted = 0)
		UNION ALL
		SELECT 'row ' || id, 'not indexed', 'indexed' FROM mention
		WHERE deleted = 0 AND id <= (SELECT value FROM meta WHERE name = 'indexed') AND id NOT IN (SELECT docid FROM search)`},
	{"intake", `SELECT source || ' ' || run, received, stored + duplicate + updated + unmatched + rejected + dead + erased FROM intake
		WHERE received <> stored + duplicate + updated + unmatched + rejected + dead + erased`},
	{"intake by the hour", `WITH n AS (SELECT (SELECT coalesce(sum(stored), 0) FROM intake_hour) AS have, (SELECT coalesce(sum(stored), 0) FROM intake WHERE run = '') AS want)
		SELECT 'all streams', have, want FROM n WHERE have <> want`},
	{"accepted and lost", `SELECT 'dead letter ' || id, reason, 'nothing lost' FROM dead WHERE stage = '` + lostStage + `' AND replayed IS NULL`},
	{"mentions stored", `SELECT 'all sources', have, want FROM (
			SELECT (SELECT coalesce(sum(stored), 0) FROM intake) AS have,
				(SELECT count(*) FROM mention) + (SELECT count(*) FROM gone WHERE why IN ('swept', 'erased')) AS want)
		WHERE have <> want`},
}
