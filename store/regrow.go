package store

import "log/slog"

// above pairs each topic with every topic above it.
const above = `WITH RECURSIVE above (topic, up) AS (
	SELECT t.id, p.id FROM topic AS t JOIN topic AS p ON p.slug = t.parent WHERE p.id <> t.id
	UNION
	SELECT a.topic, p.id FROM above AS a JOIN topic AS t ON t.id = a.up JOIN topic AS p ON p.slug = t.parent
	WHERE p.id <> a.topic
)`

// derived is what spread says of the topics above, from the opinions on those that are named; but for the tone, which is
// made of the probabilities and not in SQL.
const derived = above + `, below AS (
		SELECT d.mention, a.up, d.sentiment, coalesce(d.said, d.sentiment) AS said, d.p_negative, d.p_neutral, d.p_positive,
			d.doubt, d.excluded, d.complaint, d.labelled_by
		FROM opinion AS d JOIN above AS a ON a.topic = d.topic
		WHERE d.direct = 1 AND NOT EXISTS (SELECT 1 FROM opinion AS o WHERE o.mention = d.mention AND o.topic = a.up AND o.direct = 1)
			AND (d.excluded = 0 OR NOT EXISTS (SELECT 1 FROM opinion AS o JOIN above AS b ON b.topic = o.topic
				WHERE o.mention = d.mention AND o.direct = 1 AND o.excluded = 0 AND b.up = a.up))),
	judged AS (
		SELECT mention, up, count(*) AS n, min(sentiment) AS sentiment, min(sentiment) = max(sentiment) AS agreed,
			min(said) AS said, min(said) = max(said) AS model_agrees,
			sum(p_negative) AS p_negative, sum(p_neutral) AS p_neutral, sum(p_positive) AS p_positive,
			max(doubt & 1) | max(doubt & 2) AS doubt, max(excluded) AS excluded, max(complaint) AS complaint,
			iif(min(labelled_by) = '', '',
				coalesce(min(iif(labelled_by GLOB '` + secondPrefix + `*', labelled_by, NULL)), min(labelled_by))) AS labelled_by
		FROM below GROUP BY mention, up),
	rolled AS (
		SELECT j.mention, j.up, iif(agreed, j.sentiment, m.sentiment) AS sentiment, iif(model_agrees, j.said, m.sentiment) AS said,
			iif(model_agrees, (2 * j.p_negative + n) / (2 * n), m.p_negative) AS p_negative,
			iif(model_agrees, (2 * j.p_neutral + n) / (2 * n), m.p_neutral) AS p_neutral,
			iif(model_agrees, (2 * j.p_positive + n) / (2 * n), m.p_positive) AS p_positive,
			iif(model_agrees, j.doubt, m.doubt | 2) AS doubt,
			j.excluded, j.complaint, iif(agreed, j.labelled_by, '') AS labelled_by, m.published
		FROM judged AS j JOIN mention AS m ON m.id = j.mention)
	SELECT mention, up AS topic, 0 AS direct, sentiment, nullif(said, sentiment) AS said, p_negative, p_neutral, p_positive, doubt,
		excluded, complaint, labelled_by, published
	FROM rolled`

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
	_, err := s.exec(`INSERT INTO opinion (mention, topic, direct, sentiment, said, p_negative, p_neutral, p_positive, doubt,
			excluded, complaint, labelled_by, published, tone, counted, week)
		SELECT *, 0, 0, 0 FROM (` + derived + `)`)
	if err != nil {
		return err
	}
	if err := s.retone(); err != nil {
		return err
	}
	for _, n := range after {
		if err := s.reweek(n, moved); err != nil {
			return err
		}
	}
	_, err = s.exec(`UPDATE opinion SET counted = 1
		WHERE direct = 0 AND excluded = 0 AND mention IN (SELECT id FROM mention WHERE ` + counts + `)`)
	if err != nil {
		return err
	}
	return s.addDerived(moved, +1)
}

// derivedSlice is how many mentions are read at once.
const derivedSlice = 10_000

// addDerived adds the opinions on topics that are not named themselves, or takes them out.
func (s *session) addDerived(moved *sums, sign int64) error {
	return s.slices(func(from, to int64) error {
		found, err := s.rows(`SELECT `+feltColumns+`, mention FROM opinion WHERE direct = 0 AND mention > ? AND mention <= ?`, from, to)
		if err != nil {
			return err
		}
		mentions, err := s.filedAmong(from, to)
		if err != nil {
			return err
		}
		for _, r := range found {
			moved.move(mentions[r.int(len(r)-1)], r.felt(), sign)
		}
		return nil
	})
}

// slices calls do with stretches of rows, from after one up to another, that together hold all mentions with opinions.
func (s *session) slices(do func(from, to int64) error) error {
	last, err := s.number(`SELECT max(mention) FROM opinion`)
	for from := int64(0); from < last && err == nil; from += derivedSlice {
		err = do(from, from+derivedSlice)
	}
	return err
}

// retone gives the opinions on topics that are not named themselves their tone.
func (s *session) retone() error {
	return s.slices(func(from, to int64) error {
		found, err := s.rows(`SELECT o.mention, o.topic, o.p_negative, o.p_neutral, o.p_positive, m.lang
			FROM opinion AS o JOIN mention AS m ON m.id = o.mention
			WHERE o.direct = 0 AND o.mention > ? AND o.mention <= ?`, from, to)
		if err != nil {
			return err
		}
		for _, r := range found {
			p := millionths{r.int(2), r.int(3), r.int(4)}
			if _, err := s.exec(`UPDATE opinion SET tone = ? WHERE mention = ? AND topic = ?`, p.tone(r.text(5)), r.int(0), r.int(1)); err != nil {
				return err
			}
		}
		return nil
	})
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
