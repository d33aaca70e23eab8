package store

// Who only agrees ("same here") says nothing that could be compared. He stands where the mention stands that he answers, if
// what is heard of him is of that kind: as an echo, who counts among the people and of whom nothing is in the book. What only
// agrees itself is followed by nobody, so that no two hold each other up.

// answered is where the mention stands that another one answers; nowhere when it is not here. What retention removed stands
// where it stood.
func (f *filing) answered(m *filed) (seat, error) {
	found, err := f.rows(`SELECT p.id FROM mention AS m LEFT JOIN mention AS p ON p.network = m.network AND p.external_id = m.parent
		WHERE m.id = ? AND m.parent <> ''`, m.id)
	if err != nil || len(found) == 0 {
		return seat{}, err
	}
	if found[0][0] == nil {
		own, err := f.placed(m.id)
		if own.role&agrees == 0 {
			return seat{}, err
		}
		return own, err
	}
	at, err := f.placed(found[0].int(0))
	if at.role&agrees != 0 {
		return seat{}, err
	}
	return at, err
}

// accompany brings who agrees to where the mention stands that he answers.
func (f *filing) accompany(m *filed, was, to seat) (seat, error) {
	to.role, to.lang = echoes|agrees, m.lang
	if was.leaf == to.leaf && was.role == to.role {
		return was, nil
	}
	if err := f.leave(m, was); err != nil {
		return seat{}, err
	}
	return to, f.sit(m, to, 1)
}

// rally brings those who agree to where the mentions that they answer came or went since. It comes at the end of a
// transaction, for all of them together.
func (f *filing) rally() error {
	for len(f.moved) > 0 {
		moved := f.moved
		f.moved = nil
		found, err := f.rows(`SELECT `+filedColumns+`, title, text, rating FROM mention WHERE deleted = 0 AND id IN (
				SELECT r.id FROM json_each(?) AS j CROSS JOIN mention AS p ON p.id = j.value
					CROSS JOIN mention AS r ON r.network = p.network AND r.parent = p.external_id AND r.parent <> '')
			ORDER BY id`, toJSON(moved))
		if err != nil {
			return err
		}
		for _, r := range found {
			m := r.filed()
			m.title, m.text, m.rating, m.worded = r.text(14), r.text(15), r.rating(16), true
			if said := m.said(); !said.Agrees() {
				continue
			}
			if err := f.recount(&m, m.duplicateOf); err != nil {
				return err
			}
		}
	}
	return nil
}
