package store

import "molva/classify/cluster"

// absorb writes down that two clusters became one by themselves. Nobody has a hand in the younger one, so nothing is joined
// to it and it is joined to nothing.
func (f *filing) absorb(m cluster.Merge) error {
	into, from := int64(m.Into), int64(m.From)
	_, err := f.exec(`UPDATE complaint SET absorbed = iif(id = ?2, ?1, absorbed), live = ?1, root = (SELECT root FROM complaint WHERE id = ?1) WHERE live = ?2`, into, from)
	if err != nil {
		return err
	}
	if err := f.pour(m.Into, m.From); err != nil {
		return err
	}
	return f.write(line{what: "absorb", complaint: m.Into, other: m.From})
}

// pour brings who spoke in a cluster, and when, to another one.
func (f *filing) pour(into, from cluster.ID) error {
	f.sums.became[from] = into
	f.touch(into)
	f.touch(from)
	for _, topic := range f.memory.tree.rows() {
		n, err := f.changed(`INSERT INTO voice SELECT topic, ?, day, person, hour, mentions, asking, repeats FROM voice WHERE topic = ? AND complaint = ?
			ON CONFLICT DO UPDATE SET mentions = mentions + excluded.mentions, asking = asking + excluded.asking, repeats = repeats + excluded.repeats`,
			int64(into), topic, int64(from))
		if err != nil {
			return err
		}
		if n == 0 {
			continue
		}
		if _, err := f.exec(`DELETE FROM voice WHERE topic = ? AND complaint = ?`, topic, int64(from)); err != nil {
			return err
		}
	}
	return nil
}
