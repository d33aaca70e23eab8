package store

import "log/slog"

// above pairs each topic with every topic above it.
const above = `WITH RECURSIVE above (topic, up) AS (
	SELECT t.id, p.id FROM topic AS t JOIN topic AS p ON p.slug = t.parent WHERE p.id <> t.id
	UNION
	SELECT a.topic, p.id FROM above AS a JOIN topic AS t ON t.id = a.up JOIN topic AS p ON p.slug = t.parent
	WHERE p.id <> a.topic
)`

// derived is what stances says of the topics above, from the opinions on those that are named.
const derived = above + ` SELECT d.mention, a.up AS topic, 0 AS direct,
	CASE WHEN min(d.sentiment) = max(d.sentiment) THEN min(d.sentiment) ELSE m.sentiment END AS sentiment,
	CASE WHEN min(d.sentiment) = max(d.sentiment) THEN (2 * sum(d.p_negative) + count(*)) / (2 * count(*)) ELSE m.p_negative END AS p_negative,
	CASE WHEN min(d.sentiment) = max(d.sentiment) THEN (2 * sum(d.p_neutral) + count(*)) / (2 * count(*)) ELSE m.p_neutral END AS p_neutral,
	CASE WHEN min(d.sentiment) = max(d.sentiment) THEN (2 * sum(d.p_positive) + count(*)) / (2 * count(*)) ELSE m.p_positive END AS p_positive,
	m.published
FROM opinion AS d JOIN above AS a ON a.topic = d.topic JOIN mention AS m ON m.id = d.mention
WHERE d.direct = 1 AND NOT EXISTS (SELECT 1 FROM opinion AS o WHERE o.mention = d.mention AND o.topic = a.up AND o.direct = 1)
GROUP BY d.mention, a.up`

// regrow brings the saved opinions up to a changed config. The sums are moved by the difference and not made anew:
// they may hold mentions that retention has removed.
func (s *session) regrow(before, after tree, log *slog.Logger) error {
	salt, err := s.salt()
	if err != nil {
		return err
	}
	moved := newSums(salt)
	if shapeChanged(before, after) {
		log.Info("the tree of topics changed, counting anew for the topics above")
		if err := s.rederive(after, moved); err != nil {
			return err
		}
	}
	for slug, n := range after {
		if old := before[slug]; old == nil || old.zone.String() == n.zone.String() {
			continue
		}
		log.Info("a topic's time zone changed, counting its weeks anew", "topic", slug)
		if err := s.reweek(n, moved); err != nil {
			return err
		}
	}
	return moved.save(s)
}

// shapeChanged reports whether anything that is saved may now have other topics above it.
func shapeChanged(before, after tree) bool {
	for slug, n := range after {
		old := before[slug]
		if old == nil {
			old = &node{}
		}
		if len(old.above) != len(n.above) {
			return true
		}
		for i := range n.above {
			if old.above[i].slug != n.above[i].slug {
				return true
			}
		}
	}
	return false
}

func (s *session) rederive(after tree, moved *sums) error {
	if err := s.addDerived(moved, -1); err != nil {
		return err
	}
	if _, err := s.exec(`DELETE FROM opinion WHERE direct = 0`); err != nil {
		return err
	}
	_, err := s.exec(`INSERT INTO opinion (mention, topic, direct, sentiment, p_negative, p_neutral, p_positive, published, counted, week)
		SELECT *, 0, 0 FROM (` + derived + `)`)
	if err != nil {
		return err
	}
	for _, n := range after {
		if err := s.reweek(n, moved); err != nil {
			return err
		}
	}
	_, err = s.exec(`UPDATE opinion SET counted = 1
		WHERE direct = 0 AND mention IN (SELECT id FROM mention WHERE ` + counts + `)`)
	if err != nil {
		return err
	}
	return s.addDerived(moved, +1)
}

// derivedSlice is how many mentions addDerived reads at once.
const derivedSlice = 10_000

// addDerived adds the opinions on topics that are not named themselves, or takes them out.
func (s *session) addDerived(moved *sums, sign int64) error {
	last, err := s.number(`SELECT max(mention) FROM opinion`)
	if err != nil {
		return err
	}
	for from := int64(0); from < last; from += derivedSlice {
		found, err := s.rows(`SELECT o.topic, o.week, o.sentiment, o.counted, o.excluded, o.mention FROM opinion AS o
			WHERE o.direct = 0 AND o.mention > ? AND o.mention <= ?`, from, from+derivedSlice)
		if err != nil {
			return err
		}
		mentions, err := s.filedAmong(from, from+derivedSlice)
		if err != nil {
			return err
		}
		for _, r := range found {
			moved.move(mentions[r.int(5)], r.felt(0), sign)
		}
	}
	return nil
}

// filedAmong reads the mentions after one row up to another, by their rows.
func (s *session) filedAmong(after, to int64) (map[int64]*filed, error) {
	found, err := s.rows(`SELECT `+filedColumns+` FROM mention WHERE id > ? AND id <= ?`, after, to)
	all := make(map[int64]*filed, len(found))
	for _, r := range found {
		m := r.filed()
		all[m.id] = &m
	}
	return all, err
}

// reweek gives each opinion on a topic the week of the topic's present zone.
func (s *session) reweek(n *node, moved *sums) error {
	found, err := s.rows(`SELECT min(published), max(published), count(*) FROM opinion WHERE topic = ?`, n.id)
	if err != nil || found[0].int(2) == 0 {
		return err
	}
	last := weekOf(found[0].int(1), n.zone)
	for week := weekOf(found[0].int(0), n.zone); week <= last; week += 7 {
		if err := s.reweekOne(n, week, moved); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) reweekOne(n *node, week int64, moved *sums) error {
	from, to := Period{monday(week, n.zone), monday(week+7, n.zone)}.bounds()
	found, err := s.rows(`SELECT o.week, o.sentiment, count(*), m.network FROM opinion AS o JOIN mention AS m ON m.id = o.mention
		WHERE o.topic = ? AND o.published >= ? AND o.published < ? AND o.counted = 1 AND o.week <> ?
		GROUP BY 1, 2, 4`, n.id, from, to, week)
	if err != nil {
		return err
	}
	for _, r := range found {
		moved.week(n.id, r.int(0), r.text(3), r.int(1), -r.int(2))
		moved.week(n.id, week, r.text(3), r.int(1), +r.int(2))
	}
	_, err = s.exec(`UPDATE opinion SET week = ? WHERE topic = ? AND published >= ? AND published < ? AND week <> ?`,
		week, n.id, from, to, week)
	return err
}
