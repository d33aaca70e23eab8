package store

import "crypto/sha256"

// Why a key must not come in again.
const (
	goneDeleted = "deleted" // its author deleted it before it came
	goneEdited  = "edited"  // its author edited the topics out of it before it came; a later edit may bring them back
	goneSwept   = "swept"   // retention removed it; the sums still hold it
	goneErased  = "erased"  // somebody wanted it forgotten; the sums still hold it
	goneBarred  = "barred"  // somebody wanted it forgotten, and it is not or never was in the sums
)

// keyOf is the hash under which a key that must not come in again is remembered. The salt is the database's own, so
// the hashes say nothing to whoever lacks it.
func (m *memory) keyOf(network, external string) []byte {
	h := sha256.New()
	h.Write(m.salt)
	h.Write([]byte(network))
	h.Write([]byte{0})
	h.Write([]byte(external))
	return h.Sum(nil)[:16]
}

// refused reports whether a mention must not come in, and what it is counted as: one that retention removed was
// counted before.
func (f *filing) refused(e *entry) (became outcome, refused bool, err error) {
	if f.memory.shunned[shunKey(f.memory.salt, e.person(f.memory.salt))] {
		return erased, true, f.forgetErased(e.network, e.external)
	}
	if !f.memory.gone {
		return 0, false, nil
	}
	found, err := f.rows(`SELECT why, at FROM gone WHERE key = ?`, f.memory.keyOf(e.network, e.external))
	if err != nil || len(found) == 0 {
		return 0, false, err
	}
	switch why, at := found[0].text(0), found[0].int(1); why {
	case goneSwept:
		return duplicate, true, nil
	case goneEdited:
		return duplicate, e.edited < at, nil
	}
	return erased, true, nil
}

// forestall remembers the delete notice of a mention that is not here.
func (f *filing) forestall(network, external string) (outcome, error) {
	n, err := f.bar(network, external, goneDeleted, f.now)
	if err != nil || n == 0 {
		return duplicate, err
	}
	return unmatched, nil
}

// pass lets a mention go by that names no topic and is not here. When it is an edit, what it edits may still come.
func (f *filing) pass(e *entry) (outcome, error) {
	if e.edited == 0 {
		return unmatched, nil
	}
	_, err := f.bar(e.network, e.external, goneEdited, e.edited)
	return unmatched, err
}

// bar keeps a key from coming in again; 0 when it is kept out already, by as much.
func (f *filing) bar(network, external, why string, at int64) (int64, error) {
	f.memory.gone = true
	return f.changed(`INSERT INTO gone (key, why, at) VALUES (?, ?, ?)
		ON CONFLICT (key) DO UPDATE SET why = excluded.why, at = excluded.at
			WHERE why = 'edited' AND (excluded.why <> 'edited' OR excluded.at > at)`,
		f.memory.keyOf(network, external), why, at)
}
