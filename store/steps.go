package store

import (
	"errors"

	"molva/ingest"
)

// stepping is a step as it is kept.
type stepping struct {
	ingest.Step
	topic  int64
	handle uint64 // 0: unknown
	person []byte // of the key
}

// steps keeps the latest word on each step: of a person, stage, topic and time. One that cannot be kept is rejected alone, and
// one of somebody who was erased does not come in again.
func (f *filing) steps(n *ingest.Note) error {
	for _, told := range n.Steps {
		s, err := f.admissibleStep(told)
		if err != nil {
			f.reject(n, err)
			continue
		}
		barred, err := f.barred(s)
		if err != nil {
			return err
		}
		if barred {
			f.add(intakeKey{n.Source, n.Run}, erased, 1)
			continue
		}
		if err := f.agree(&s); err != nil {
			return err
		}
		if err := f.keepStep(s); err != nil {
			return err
		}
	}
	return nil
}

// admissibleStep reads a step, or returns why it cannot be kept.
func (f *filing) admissibleStep(told ingest.Step) (s stepping, err error) {
	if err := told.Check(); err != nil {
		return s, err
	}
	if ms(told.At) > f.now+foresight.Milliseconds() {
		return s, errors.New("the time of the step lies in the future")
	}
	s = stepping{Step: told, person: f.memory.personOf(told.Key)}
	if s.topic, err = f.topicNamed(told.Topic); err != nil {
		return s, err
	}
	s.handle, err = readHandle(told.Handle)
	return s, err
}

// barred reports whether the person was erased, by the key or the handle.
func (f *filing) barred(s stepping) (bool, error) {
	n, err := f.number(`SELECT EXISTS (SELECT 1 FROM step_barred WHERE who IN (?, ?))`, f.memory.barOf(s.person), f.memory.barOfHandle(s.handle))
	return n == 1, err
}

// personOf is who has a key, hashed once more: whatever an import writes as a key, it cannot be read here.
func (m *memory) personOf(key string) []byte { return disguise(m.salt, "person", []byte(key)) }

// barOf is the hash under which a person is remembered who must not come in again.
func (m *memory) barOf(person []byte) []byte { return disguise(m.salt, "barred person", person) }

func (m *memory) barOfHandle(handle uint64) []byte {
	return disguise(m.salt, "barred handle", number64(int64(handle)))
}

// keepStep writes a step in the place of what was told of it before, with consent or without.
func (f *filing) keepStep(s stepping) error {
	alone := loose(f.memory.salt, s.person, s.Stage, s.topic, ms(s.At))
	person, other, handle := s.person, alone, orNull(int64(s.handle))
	if !s.Consent {
		person, other, handle = alone, s.person, nil
	}
	if _, err := f.exec(`DELETE FROM step WHERE person = ? AND stage = ? AND topic = ? AND at = ?`, other, s.Stage, s.topic, ms(s.At)); err != nil {
		return err
	}
	_, err := f.exec(`INSERT INTO step (person, handle, stage, topic, at, consent, value, currency) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (person, stage, topic, at) DO UPDATE SET handle = coalesce(excluded.handle, handle), value = excluded.value,
			currency = excluded.currency`,
		person, handle, s.Stage, s.topic, ms(s.At), s.Consent, s.Value, s.Currency)
	return err
}

// loose is who took a step without consent: a person of the step's own.
func loose(salt, person []byte, stage string, topic, at int64) []byte {
	return disguise(salt, "step", person, []byte(stage), number64(topic), number64(at))
}
