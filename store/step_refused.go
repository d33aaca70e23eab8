package store

// agree settles what the person's consent to a step means beside what they said at others: a refusal unlinks the steps before it, and
// those that are told of afterwards as well. What they agree to later holds again.
func (f *filing) agree(s *stepping) error {
	who := disguise(f.memory.salt, "refused", s.person)
	if s.Refused {
		if _, err := f.exec(`INSERT INTO step_refused (who, at) VALUES (?, ?) ON CONFLICT DO UPDATE SET at = max(at, excluded.at)`, who, ms(s.At)); err != nil {
			return err
		}
		return f.loosen(s.person, ms(s.At))
	}
	if !s.Consent {
		return nil
	}
	n, err := f.number(`SELECT EXISTS (SELECT 1 FROM step_refused WHERE who = ? AND at > ?)`, who, ms(s.At))
	if n == 1 {
		s.Consent = false
	}
	return err
}

// loosen makes each step that a person agreed to before a moment one of nobody known.
func (f *filing) loosen(person []byte, before int64) error {
	found, err := f.rows(`SELECT id, stage, topic, at FROM step WHERE person = ? AND at < ?`, person, before)
	if err != nil {
		return err
	}
	for _, r := range found {
		alone := loose(f.memory.salt, person, r.text(1), r.int(2), r.int(3))
		if _, err := f.exec(`UPDATE step SET person = ?, handle = NULL, consent = 0 WHERE id = ?`, alone, r.int(0)); err != nil {
			return err
		}
	}
	return nil
}
