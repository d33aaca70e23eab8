package store

import (
	"cmp"
	"slices"
	"time"

	"molva/classify/cluster"
	"molva/classify/cluster/naming"
)

const textColumns = `m.id, m.title, m.text, m.lang, b.person, m.published, b.similarity, b.role & 5 = 0`

func (r row) naming() naming.Text {
	return naming.Text{Mention: r.int(0), Title: r.text(1), Text: r.text(2), Lang: r.text(3), Author: uint64(r.int(4)),
		At: fromMS(r.int(5)), Similarity: r.real(6), Counted: r.int(7) == 1}
}

// readTexts reads the latest texts of a subject, and those that are recent beside as many of before.
func (s *subject) readTexts(rows rowsOf, now time.Time) error {
	since := ms(now.Add(-recently))
	for _, l := range s.leaves {
		found, err := rows(`SELECT `+textColumns+` FROM (SELECT DISTINCT mention FROM opinion WHERE complaint = ? ORDER BY mention DESC LIMIT ?) AS o
			JOIN member AS b ON b.mention = o.mention JOIN mention AS m ON m.id = o.mention ORDER BY o.mention DESC`, l.id, 2*textsRead)
		if err != nil {
			return err
		}
		size, err := rows(`SELECT count(DISTINCT mention) FROM opinion WHERE complaint = ?`, l.id)
		if err != nil {
			return err
		}
		for i, r := range found {
			s.texts = append(s.texts, r.naming())
			if i >= unsettled(int(size[0].int(0))) {
				s.settled = append(s.settled, r.naming())
			}
		}
	}
	latest := func(a, b naming.Text) int { return cmp.Compare(b.Mention, a.Mention) }
	slices.SortFunc(s.texts, latest)
	slices.SortFunc(s.settled, latest)
	s.settled = s.settled[:min(len(s.settled), textsRead)]
	for _, t := range s.texts {
		side := &s.past
		if ms(t.At) >= since {
			side = &s.recent
		}
		if len(*side) < textsRead {
			*side = append(*side, t)
		}
	}
	s.texts = s.texts[:min(len(s.texts), textsRead)]
	return nil
}

// unsettled is how many of the latest texts of a cluster have no say yet in what it is called. People learn the names, so
// one is given by as many texts as there were when the cluster had last grown by a quarter, whenever it is asked for.
func unsettled(size int) int {
	settled := 1
	for next := settled; next <= size; next += next/4 + 1 {
		settled = next
	}
	return min(max(size-settled, 0), textsRead)
}

// readTopics finds the topics that the subject's mentions name, in the config's order, and whose language its name is to be
// in. One that retention left no mention of stays as long as there is anybody who named it.
func (s *subject) readTopics(rows rowsOf) error {
	found, err := rows(topicsIn, toJSON(s.topics), int64(s.root))
	s.topics = nil
	for _, r := range found {
		s.topics = append(s.topics, r.text(0))
		s.prefer = cmp.Or(s.prefer, r.text(1))
	}
	return err
}

// topicsIn are the topics among some, ?1, that a root's people name, ?2, and those that its mentions name.
const topicsIn = `SELECT t.slug, t.language FROM topic AS t WHERE t.slug IN (SELECT value FROM json_each(?1))
			AND EXISTS (SELECT 1 FROM complaint AS c CROSS JOIN voice AS v ON v.topic = t.id AND v.complaint = c.id WHERE c.root = ?2)
			OR t.id IN (SELECT o.topic FROM complaint AS c CROSS JOIN opinion AS o ON o.complaint = c.id WHERE c.root = ?2 AND o.direct = 1)
		ORDER BY t.removed, t.place, t.id`

// backgroundTexts is how many of the latest texts of a kind tell how people write of anything.
const backgroundTexts = 4000

// background is how people write of anything of a kind.
func (l *look) background(kind cluster.Kind, muted []string) (*naming.Background, error) {
	found, err := l.rows(`SELECT `+textColumns+` FROM member AS b JOIN complaint AS c ON c.id = b.complaint JOIN mention AS m ON m.id = b.mention
		WHERE c.kind = ? AND b.role & 5 = 0 ORDER BY b.mention DESC LIMIT ?`, string(kind), backgroundTexts)
	if err != nil {
		return nil, err
	}
	texts := make([]naming.Text, len(found))
	for i, r := range found {
		texts[i] = r.naming()
	}
	return naming.NewBackground(texts, muted), nil
}
