package store

import (
	"bytes"
	"crypto/rand"
	"math"
)

// linked finds all persons who are the same as one, because they share a handle, or one by one because another of theirs does.
func (f *filing) linked(who identity) (all []identity, err error) {
	var handle any
	if len(who.handles) > 0 {
		handle = int64(who.handles[0])
	}
	found, err := f.rows(`WITH RECURSIVE same (person) AS (
			SELECT person FROM step WHERE handle = ?1 UNION SELECT ?2
			UNION SELECT b.person FROM same AS i JOIN step AS a ON a.person = i.person JOIN step AS b ON b.handle = a.handle)
		SELECT DISTINCT i.person, s.handle FROM same AS i LEFT JOIN step AS s ON s.person = i.person AND s.handle IS NOT NULL ORDER BY 1, 2`,
		handle, who.person)
	for _, r := range found {
		if len(all) == 0 || !bytes.Equal(all[len(all)-1].person, r.bytes(0)) {
			all = append(all, identity{person: r.bytes(0), fresh: random()})
		}
		if id := &all[len(all)-1]; r.int(1) != 0 {
			id.handles = append(id.handles, uint64(r.int(1)))
		}
	}
	return all, err
}

// random is a person that nothing leads to.
func random() []byte {
	person := make([]byte, 16)
	rand.Read(person) // never fails
	return person
}

// keepHours writes in which hour each person spoke of each topic first, for the persons that take their places.
func (f *filing) keepHours(all []identity) error {
	handles := map[uint64]bool{}
	for _, id := range all {
		for _, handle := range id.handles {
			handles[handle] = true
		}
	}
	for _, topic := range f.memory.tree.rows()[1:] {
		first, err := f.firstHours(topic, handles)
		if err != nil {
			return err
		}
		for _, id := range all {
			if err := f.keepHour(id, topic, first); err != nil {
				return err
			}
		}
	}
	return nil
}

// firstHours tells in which hour each of some people spoke of a topic first.
func (f *filing) firstHours(topic int64, handles map[uint64]bool) (map[uint64]int64, error) {
	found, err := f.rows(`SELECT hour, people FROM crowd WHERE topic = ? ORDER BY hour`, topic)
	heard := newListening(handles)
	for _, r := range found {
		heard.add(crowdKey{topic, r.int(0)}, r.bytes(1))
	}
	return heard.done(), err
}

func (f *filing) keepHour(id identity, topic int64, first map[uint64]int64) error {
	hour := int64(math.MaxInt64)
	for _, handle := range id.handles {
		if h, spoke := first[handle]; spoke {
			hour = min(hour, h)
		}
	}
	if hour == math.MaxInt64 {
		return nil
	}
	_, err := f.exec(`INSERT INTO step_spoke (person, topic, hour) VALUES (?, ?, ?)`, id.fresh, topic, hour)
	return err
}

// unlink puts another person in somebody's place: in what is linked, one for all of it, and in each step without consent one of
// its own.
func (f *filing) unlink(id identity) (steps int, err error) {
	n, err := f.changed(`UPDATE step SET person = ?, handle = NULL WHERE person = ?`, id.fresh, id.person)
	if err != nil {
		return 0, err
	}
	found, err := f.rows(`SELECT id, person, stage, topic, at FROM step WHERE consent = 0`)
	if err != nil {
		return 0, err
	}
	for _, r := range found {
		if !bytes.Equal(r.bytes(1), loose(f.memory.salt, id.person, r.text(2), r.int(3), r.int(4))) {
			continue
		}
		if _, err := f.exec(`UPDATE step SET person = ? WHERE id = ?`, random(), r.int(0)); err != nil {
			return 0, err
		}
		n++
	}
	return int(n), nil
}

// refuse keeps what is told of persons, or with their handles, from coming in again.
func (f *filing) refuse(all []identity) error {
	for _, id := range all {
		bars := [][]byte{f.memory.barOf(id.person)}
		for _, handle := range id.handles {
			bars = append(bars, f.memory.barOfHandle(handle))
		}
		for _, bar := range bars {
			if _, err := f.exec(`INSERT INTO step_barred (who) VALUES (?) ON CONFLICT DO NOTHING`, bar); err != nil {
				return err
			}
		}
	}
	return nil
}
