package store

import (
	"context"
	"encoding/binary"
)

// eraseDead drops dead letters that have any of it, whether or not they were put into the pipe again.
func (db *DB) eraseDead(ctx context.Context, e *Erasure, m *Marks) error {
	for after, more := int64(0), true; more; {
		err := db.amend(ctx, func(f *filing) error {
			found, err := f.rows(`SELECT id, network, raw FROM dead WHERE id > ? ORDER BY id LIMIT 50`, after)
			more = len(found) == 50
			for _, r := range found {
				after = r.int(0)
				if !m.Match(r.text(1), false, r.bytes(2)) {
					continue
				}
				if _, err := f.exec(`DELETE FROM dead WHERE id = ?`, after); err != nil {
					return err
				}
				e.Erased.Dead++
			}
			if err != nil {
				return err
			}
			return f.forgetLearned(e, m)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// erasePosts empties what was written on walls.
func (db *DB) erasePosts(ctx context.Context, e *Erasure, m *Marks) error {
	ids := make([]string, 0, len(m.ids))
	for id := range m.ids {
		ids = append(ids, id)
	}
	return db.amend(ctx, func(f *filing) error {
		n, err := f.changed(`UPDATE account_post SET url = '', author = '', text = '', deleted = 1
			WHERE network = ?1 AND deleted = 0 AND (?2 <> '' AND author = ?2 OR external_id IN (SELECT value FROM json_each(?3)))`, m.network, m.author, toJSON(ids))
		e.Erased.Posts += int(n)
		return err
	})
}

// erasePerson puts a random person into every count in the place of the author, so that people are as many as before. Steps lead to
// nobody first: they ask the crowds when somebody spoke.
func (db *DB) erasePerson(ctx context.Context, e *Erasure) error {
	if e.Author == "" {
		return nil
	}
	steps, err := db.EraseContact(ctx, Contact{Network: e.Network, Author: e.Author})
	if err != nil {
		return err
	}
	e.Erased.Steps += steps
	salt, err := db.salt(ctx)
	if err != nil {
		return err
	}
	for _, handle := range e.handles(salt) {
		if err := db.replacePerson(ctx, e, handle, uint64(e.person)); err != nil {
			return err
		}
	}
	return nil
}

func (db *DB) replacePerson(ctx context.Context, e *Erasure, was, is uint64) error {
	err := db.amend(ctx, func(f *filing) error {
		if err := f.replaceInCrowds(was, is); err != nil {
			return err
		}
		for _, table := range []string{"voice", "member"} {
			if _, err := f.exec(`UPDATE `+table+` SET person = ? WHERE person = ?`, int64(is), int64(was)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return db.amend(ctx, func(f *filing) error {
		n, err := f.replaceInSets(was, is)
		e.Erased.Sets += n
		return err
	})
}

func (f *filing) replaceInCrowds(was, is uint64) error {
	found, err := f.rows(`SELECT id, people FROM crowd WHERE instr(people, ?1) OR instr(people, ?2)`, entryOf(was), entryOf(was|left))
	if err != nil {
		return err
	}
	for _, r := range found {
		people := crowd(nil).add(r.bytes(1))
		for i, entry := range people {
			if entry&^left == was {
				people[i] = is | entry&left
			}
		}
		if _, err := f.exec(`UPDATE crowd SET people = ? WHERE id = ?`, people.bytes(), r.int(0)); err != nil {
			return err
		}
	}
	return nil
}

func entryOf(person uint64) []byte { return binary.BigEndian.AppendUint64(nil, person) }

// replaceInSets rewrites the sets that have a person, which stay in order and as large as they are.
func (f *filing) replaceInSets(was, is uint64) (sets int, err error) {
	found, err := f.rows(`SELECT DISTINCT members, loose FROM member_chunk WHERE instr(people, ?)`, entryOf(was))
	if err != nil {
		return 0, err
	}
	for _, r := range found {
		did, err := f.replaceInSet(r.int(0), r.int(1) == 1, was, is)
		if err != nil {
			return 0, err
		}
		if did {
			sets++
		}
	}
	return sets, nil
}

func (f *filing) replaceInSet(id int64, loose bool, was, is uint64) (did bool, err error) {
	found, err := f.rows(`SELECT people FROM member_chunk WHERE members = ? AND loose = ? ORDER BY id`, id, loose)
	if err != nil {
		return false, err
	}
	var set Set
	for _, r := range found {
		set.add(r.bytes(0))
	}
	for i, person := range set.people {
		if person == was {
			set.people[i], did = is, true
		}
	}
	if !did {
		return false, nil
	}
	if _, err := f.exec(`DELETE FROM member_chunk WHERE members = ? AND loose = ?`, id, loose); err != nil {
		return false, err
	}
	return true, f.addChunks(id, loose, setOf(set.people))
}
