package store

import (
	"encoding/hex"
)

// shun is the hash under which an author is remembered of whom nothing may come in again.
type shun [16]byte

func shunKey(salt []byte, person uint64) shun {
	return shun(disguise(salt, "erased author", number64(int64(person))))
}

// shunned reads the authors of whom nothing may come in again. They are few beside the mentions.
func (s *session) shunned() (map[shun]bool, error) {
	found, err := s.rows(`SELECT who FROM erased_author`)
	all := map[shun]bool{}
	for _, r := range found {
		all[shun(r.bytes(0))] = true
	}
	return all, err
}

// shun keeps all that an author says from coming in again.
func (f *filing) shun(e *Erasure) error {
	for _, handle := range e.handles(f.memory.salt) {
		key := shunKey(f.memory.salt, handle)
		f.memory.shunned[key] = true
		if _, err := f.exec(`INSERT INTO erased_author (who) VALUES (?) ON CONFLICT DO NOTHING`, key[:]); err != nil {
			return err
		}
	}
	return nil
}

// barErased keeps an erased mention from coming in again, for whatever reason it was gone before. The sums hold it if it was stored.
func (f *filing) barErased(network, external string, stored bool) error {
	f.memory.gone = true
	why := goneBarred
	if stored {
		why = goneErased
	}
	_, err := f.exec(`INSERT INTO gone (key, why, at) VALUES (?1, ?2, ?3)
		ON CONFLICT (key) DO UPDATE SET why = iif(why IN ('swept', 'erased'), 'erased', excluded.why), at = excluded.at`,
		f.memory.keyOf(network, external), why, f.now)
	return err
}

// isErased reports whether a post was erased, or whoever wrote it.
func (f *filing) isErased(network, external, author string) (bool, error) {
	if author != "" && f.memory.shunned[shunKey(f.memory.salt, handleOf(f.memory.salt, network, author))] {
		return true, nil
	}
	if !f.memory.gone {
		return false, nil
	}
	n, err := f.number(`SELECT count(*) FROM gone WHERE key = ? AND why IN ('erased', 'barred')`, f.memory.keyOf(network, external))
	return n > 0, err
}

// alias stands for the id of an erased mention where others refer to it, so that what belongs together stays together.
func (f *filing) alias(network, external string) string {
	return "erased-" + hex.EncodeToString(f.memory.keyOf(network, external))
}

// forgetErased takes the words of an erased mention, and its id, out of those that answer it or stand in its thread, and keeps it
// from coming in again.
func (f *filing) forgetErased(network, external string) error {
	_, err := f.forgetAnswers(network, external)
	if err != nil {
		return err
	}
	return f.barErased(network, external, false)
}

// forgetLearned does so with what the author said that was never stored.
func (f *filing) forgetLearned(e *Erasure, m *Marks) error {
	for _, id := range m.learned {
		answers, err := f.forgetAnswers(m.network, id)
		if err != nil {
			return err
		}
		e.Erased.Answers += answers
		if err := f.barErased(m.network, id, false); err != nil {
			return err
		}
	}
	m.learned = nil
	return nil
}

func (f *filing) forgetAnswers(network, external string) (answers int, err error) {
	as := f.alias(network, external)
	n, err := f.changed(`UPDATE mention SET context = '', parent = ? WHERE network = ? AND parent = ? AND parent <> ''`, as, network, external)
	if err != nil {
		return 0, err
	}
	_, err = f.exec(`UPDATE mention SET thread = ? WHERE network = ? AND thread = ? AND thread <> ''`, as, network, external)
	return int(n), err
}

// mask leaves out of an entry what must not be known any more of what it answers.
func (f *filing) mask(e *entry) error {
	if !f.memory.gone {
		return nil
	}
	for _, of := range []*string{&e.m.Parent, &e.m.Thread} {
		if *of == "" {
			continue
		}
		erased, err := f.isErased(e.network, *of, "")
		if err != nil {
			return err
		}
		if erased && of == &e.m.Parent {
			e.context = ""
		}
		if erased {
			*of = f.alias(e.network, *of)
		}
	}
	return nil
}
