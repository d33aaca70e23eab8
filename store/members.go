package store

import (
	"errors"
	"slices"
	"time"

	"molva/ingest"
)

// chunkSize is how many people of a complete set are in one row: as much as eight pages hold.
const chunkSize = 8192

// halfKept is how long a set waits for its next piece before another one of the kind makes it forgotten. Two may be told at a
// time: that of today, and one of the past.
const halfKept = 24 * time.Hour

// members keeps the pieces of sets of people. A set is there with its last piece. When it comes once more, as that of a week
// that is not over, it stays as it was until the last piece of that, and then is everybody of both. A piece that cannot be
// kept is rejected alone. Who was erased comes into no set.
func (f *filing) members(n *ingest.Note) error {
	for _, m := range n.Members {
		if err := f.admissibleSet(m); err != nil {
			f.reject(n, err)
			continue
		}
		if err := f.piece(m); err != nil {
			return err
		}
	}
	return nil
}

// admissibleSet returns why a piece cannot be kept.
func (f *filing) admissibleSet(m ingest.Members) error {
	if ms(m.At) > f.now+foresight.Milliseconds() {
		return errors.New("the time of the set lies in the future")
	}
	return m.Check()
}

func (f *filing) piece(m ingest.Members) error {
	_, err := f.exec(`INSERT INTO member_set (account, network, name, at, span, told, complete, n) VALUES (?, ?, ?, ?, ?, ?, 0, 0)
		ON CONFLICT (account, network, name, at, span) DO UPDATE SET told = excluded.told`,
		m.Account, m.Network, m.Set, ms(m.At), m.Span.Milliseconds(), f.now)
	if err != nil {
		return err
	}
	if err := f.dropHalves(m); err != nil {
		return err
	}
	id, err := f.number(`SELECT id FROM member_set WHERE account = ? AND network = ? AND name = ? AND at = ? AND span = ?`,
		m.Account, m.Network, m.Set, ms(m.At), m.Span.Milliseconds())
	if err != nil {
		return err
	}
	if err := f.addChunk(id, true, f.hashed(m)); err != nil || !m.Last {
		return err
	}
	return f.complete(id)
}

// hashed is the people of a piece. Somebody is the same here and as the author of a mention.
func (f *filing) hashed(m ingest.Members) Set {
	people := make([]uint64, 0, len(m.IDs))
	for _, id := range m.IDs {
		who := filed{network: m.Network, author: authorOf(id, "", "")}
		if person := who.person(f.memory.salt); len(f.memory.shunned) == 0 || !f.memory.shunned[shunKey(f.memory.salt, person)] {
			people = append(people, person)
		}
	}
	return setOf(people)
}

func (f *filing) addChunk(set int64, loose bool, people Set) error {
	if people.Len() == 0 {
		return nil
	}
	_, err := f.exec(`INSERT INTO member_chunk (members, loose, people) VALUES (?, ?, ?)`, set, loose, people.bytes())
	return err
}

func (f *filing) addChunks(set int64, loose bool, people Set) error {
	for chunk := range slices.Chunk(people.people, chunkSize) {
		if err := f.addChunk(set, loose, Set{chunk}); err != nil {
			return err
		}
	}
	return nil
}

// complete puts the pieces of a set in order: a million people take eight megabytes and some tenths of a second.
func (f *filing) complete(id int64) error {
	found, err := f.rows(`SELECT people FROM member_chunk WHERE members = ? ORDER BY id`, id)
	if err != nil {
		return err
	}
	var set Set
	for _, r := range found {
		set.add(r.bytes(0))
	}
	set = setOf(set.people)
	if _, err := f.exec(`DELETE FROM member_chunk WHERE members = ?`, id); err != nil {
		return err
	}
	if err := f.addChunks(id, false, set); err != nil {
		return err
	}
	_, err = f.exec(`UPDATE member_set SET complete = 1, n = ? WHERE id = ?`, set.Len(), id)
	return err
}

// dropHalves forgets sets of the kind that were begun and are not told any more.
func (f *filing) dropHalves(m ingest.Members) error {
	_, err := f.exec(`DELETE FROM member_set WHERE account = ? AND network = ? AND name = ? AND complete = 0 AND told < ?`,
		m.Account, m.Network, m.Set, f.now-halfKept.Milliseconds())
	return err
}
