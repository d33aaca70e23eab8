package store

import (
	"time"

	"molva/classify/cluster"
	"molva/classify/copies"
)

// window fills a window of near-duplicates with the prints of the latest originals.
func (s *session) window() (*copies.Window, error) {
	found, err := s.rows(`SELECT id, sketch, exact FROM mention
		WHERE duplicate_of IS NULL AND (sketch <> 0 OR exact <> 0) ORDER BY id DESC LIMIT ?`, copies.WindowSize)
	if err != nil {
		return nil, err
	}
	w := copies.NewWindow(0)
	for i := len(found) - 1; i >= 0; i-- {
		w.Add(found[i].int(0), copies.Print{Sketch: uint64(found[i].int(1)), Exact: uint64(found[i].int(2))})
	}
	return w, nil
}

// fold looks for the original that m repeats. When that was published before m, m is marked as its copy; when it was
// published after m, it is returned, to become a copy of m.
func (f *filing) fold(m *filed) (heir *filed, err error) {
	m.duplicateOf = 0
	id, ok := f.memory.window.Find(m.print)
	if !ok {
		return nil, nil
	}
	found, err := f.rows(`SELECT `+filedColumns+` FROM mention WHERE id = ?`, id)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	original := found[0].filed()
	if m.before(&original) {
		return &original, nil
	}
	m.duplicateOf = id
	return nil, nil
}

// file puts a mention's opinions in and counts them. heir, when not nil, is the original whose place it takes.
func (f *filing) file(m, heir *filed, stances []stance) error {
	sits, err := f.inherit(m, heir, stances)
	if err != nil {
		return err
	}
	if heir != nil {
		if err := f.succeed(heir, m.id); err != nil {
			return err
		}
	}
	if m.duplicateOf == 0 && m.print != (copies.Print{}) {
		f.memory.window.Add(m.id, m.print)
	}
	if err := f.opine(m, stances, sits); err != nil || heir == nil {
		return err
	}
	return f.follow(m.id)
}

// opine writes a mention's opinions, over those that it has on the same topics, and counts them. The cluster of those that
// it has is left to relocate: a reference among what an upsert sets makes every insert half as slow again.
func (f *filing) opine(m *filed, stances []stance, sits seating) error {
	all := make([]felt, len(stances))
	week, zone := int64(0), (*time.Location)(nil)
	for i, s := range stances {
		if s.topic.zone != zone { // the same for most topics, and not cheap to tell
			zone = s.topic.zone
			week = weekOf(m.published, zone)
		}
		o := felt{topic: s.topic.id, week: week, sentiment: int64(s.sentiment),
			counted: m.counts() && !s.excluded, excluded: s.excluded, voice: voiceOf(s.by, int64(s.sentiment), s.tone)}
		o.leaf, o.live = sits.of(i)
		_, err := f.exec(`INSERT INTO opinion (mention, topic, direct, sentiment, p_negative, p_neutral, p_positive, tone, doubt, counted, published, week, complaint)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET sentiment = excluded.sentiment, said = NULL, p_negative = excluded.p_negative,
				p_neutral = excluded.p_neutral, p_positive = excluded.p_positive, tone = excluded.tone, doubt = excluded.doubt,
				counted = excluded.counted, excluded = 0, labelled_by = ''`,
			m.id, s.topic.id, s.direct, int64(s.sentiment), s.p.negative, s.p.neutral, s.p.positive, s.tone, s.doubt, o.counted, m.published, o.week, orNull(int64(o.leaf)))
		if err != nil {
			return err
		}
		if err := f.overrule(m.id, &s); err != nil {
			return err
		}
		all[i] = o
	}
	f.sums.moveAll(m, all, 1)
	return nil
}

// overrule writes down that another's word stands in the place of the model's, which is rare.
func (f *filing) overrule(mention int64, s *stance) error {
	if s.by == "" && s.said == s.sentiment && !s.excluded {
		return nil
	}
	_, err := f.exec(`UPDATE opinion SET said = nullif(?1, sentiment), labelled_by = ?2, excluded = ?3 WHERE mention = ?4 AND topic = ?5`,
		int64(s.said), s.by, s.excluded, mention, s.topic.id)
	return err
}

// unfile takes a mention's opinions out. When copies of it remain, the earliest of them takes its place.
func (f *filing) unfile(m *filed) error {
	was, err := f.placed(m.id)
	if err != nil {
		return err
	}
	if err := f.uncount(m); err != nil {
		return err
	}
	if _, err := f.exec(`DELETE FROM opinion WHERE mention = ?`, m.id); err != nil {
		return err
	}
	f.memory.window.Remove(m.id)
	if m.duplicateOf == 0 {
		if err := f.promote(m.id); err != nil {
			return err
		}
	}
	return f.leave(m, was)
}

// uncount takes a mention's opinions out of the sums.
func (f *filing) uncount(m *filed) error {
	all, err := f.felt(m.id)
	f.sums.moveAll(m, all, -1)
	return err
}

// succeed makes an original and all its copies copies of another mention.
func (f *filing) succeed(original *filed, by int64) error {
	f.memory.window.Remove(original.id)
	if _, err := f.exec(`UPDATE mention SET duplicate_of = ?1 WHERE id = ?2 OR duplicate_of = ?2`, by, original.id); err != nil {
		return err
	}
	return f.recount(original, by)
}

// promote makes the earliest copy of a mention the original of the others.
func (f *filing) promote(id int64) error {
	found, err := f.rows(`SELECT `+filedColumns+` FROM mention WHERE duplicate_of = ? ORDER BY published, network, external_id LIMIT 1`, id)
	if err != nil || len(found) == 0 {
		return err
	}
	heir := found[0].filed()
	if _, err := f.exec(`UPDATE mention SET duplicate_of = nullif(?1, id) WHERE duplicate_of = ?2`, heir.id, id); err != nil {
		return err
	}
	f.memory.window.Add(heir.id, heir.print)
	if err := f.recount(&heir, 0); err != nil {
		return err
	}
	return f.follow(heir.id)
}

// recount makes a mention a copy of another, or an original when that is 0, and brings its opinions, its cluster and the
// sums up to that.
func (f *filing) recount(m *filed, duplicateOf int64) error {
	all, err := f.felt(m.id)
	if err != nil {
		return err
	}
	was, err := f.placed(m.id)
	if err != nil {
		return err
	}
	f.sums.moveAll(m, all, -1)
	m.duplicateOf = duplicateOf
	sits, err := f.settle(m, f.stances(all), was)
	if err != nil {
		return err
	}
	for i := range all {
		all[i].counted = m.counts() && !all[i].excluded
		all[i].leaf, all[i].live = sits.of(i)
		_, err := f.exec(`UPDATE opinion SET counted = ?, complaint = ? WHERE mention = ? AND topic = ?`,
			all[i].counted, orNull(int64(all[i].leaf)), m.id, all[i].topic)
		if err != nil {
			return err
		}
	}
	f.sums.moveAll(m, all, +1)
	return nil
}

// felt reads the opinions of a mention.
func (f *filing) felt(mention int64) ([]felt, error) {
	found, err := f.rows(`SELECT `+feltColumns+` FROM opinion WHERE mention = ?`, mention)
	all := make([]felt, len(found))
	for i, r := range found {
		all[i] = r.felt()
	}
	return all, err
}

const feltColumns = `topic, week, sentiment, counted, excluded, tone, labelled_by, complaint, direct,
	(SELECT c.live FROM complaint AS c WHERE c.id = opinion.complaint)`

// felt reads an opinion from a row that begins with feltColumns.
func (r row) felt() felt {
	return felt{topic: r.int(0), week: r.int(1), sentiment: r.int(2), counted: r.int(3) == 1, excluded: r.int(4) == 1,
		voice: voiceOf(r.text(6), r.int(2), r.int(5)), leaf: cluster.ID(r.int(7)), direct: r.int(8) == 1, live: cluster.ID(r.int(9))}
}
