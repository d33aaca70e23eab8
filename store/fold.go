package store

import "molva/classify/copies"

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
	if heir != nil {
		if err := f.succeed(heir, m.id); err != nil {
			return err
		}
	}
	if m.duplicateOf == 0 && m.print != (copies.Print{}) {
		f.memory.window.Add(m.id, m.print)
	}
	counted := m.counts()
	for _, s := range stances {
		week := weekOf(m.published, s.topic.zone)
		_, err := f.exec(`INSERT INTO opinion (mention, topic, direct, sentiment, p_negative, p_neutral, p_positive, counted, published, week)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			m.id, s.topic.id, s.direct, int64(s.sentiment), s.p.negative, s.p.neutral, s.p.positive, counted, m.published, week)
		if err != nil {
			return err
		}
		f.sums.move(m, felt{topic: s.topic.id, week: week, sentiment: int64(s.sentiment), counted: counted}, 1)
	}
	return nil
}

// unfile takes a mention's opinions out. When copies of it remain, the earliest of them takes its place.
func (f *filing) unfile(m *filed) error {
	all, err := f.felt(m.id)
	if err != nil {
		return err
	}
	for _, o := range all {
		f.sums.move(m, o, -1)
	}
	if _, err := f.exec(`DELETE FROM opinion WHERE mention = ?`, m.id); err != nil {
		return err
	}
	f.memory.window.Remove(m.id)
	if m.duplicateOf != 0 {
		return nil
	}
	return f.promote(m.id)
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
	return f.recount(&heir, 0)
}

// recount makes a mention a copy of another, or an original when that is 0, and brings its opinions and the sums up to
// whether it counts now.
func (f *filing) recount(m *filed, duplicateOf int64) error {
	all, err := f.felt(m.id)
	if err != nil {
		return err
	}
	was := *m
	m.duplicateOf = duplicateOf
	for _, o := range all {
		f.sums.move(&was, o, -1)
		o.counted = m.counts() && !o.excluded
		f.sums.move(m, o, 1)
	}
	_, err = f.exec(`UPDATE opinion SET counted = ? WHERE mention = ? AND excluded = 0`, m.counts(), m.id)
	return err
}

// felt reads the opinions of a mention.
func (f *filing) felt(mention int64) ([]felt, error) {
	found, err := f.rows(`SELECT topic, week, sentiment, counted, excluded FROM opinion WHERE mention = ?`, mention)
	all := make([]felt, len(found))
	for i, r := range found {
		all[i] = r.felt(0)
	}
	return all, err
}

// felt reads an opinion from the five columns that begin at one of a row.
func (r row) felt(from int) felt {
	return felt{topic: r.int(from), week: r.int(from + 1), sentiment: r.int(from + 2), counted: r.int(from+3) == 1, excluded: r.int(from+4) == 1}
}
