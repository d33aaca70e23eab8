package store

import (
	"cmp"

	"molva/classify"
	"molva/ingest"
)

// outcome is what became of something received.
type outcome int

const (
	stored outcome = iota
	duplicate
	updated
	unmatched
	rejected
	dead
	erased
	outcomes // how many there are
)

// mention files a tagged mention and says what became of it.
func (f *filing) mention(r *classify.Result) (outcome, error) {
	m, v := &r.Tagged.Mention, &r.Tagged.Verdict
	if m.Deleted {
		return f.delete(m)
	}
	for _, o := range v.Opinions {
		if err := f.learn(f.memory.tree, o.Topic); err != nil {
			return 0, err
		}
	}
	e, err := newEntry(r, f.now)
	if err != nil {
		return 0, err
	}
	e.category = presumed(e.category, f.memory.staff[speaker{m.Network, m.Author.ID}])
	if err := f.withoutDeleted(e); err != nil {
		return 0, err
	}
	if err := f.mask(e); err != nil {
		return 0, err
	}
	named := f.memory.tree.stances(v)
	if len(named) > 0 {
		became, known, err := f.insert(e, named)
		if !known || err != nil {
			return became, err
		}
	}
	return f.again(e, named)
}

// insert stores a mention unless its key is known.
func (f *filing) insert(e *entry, named []stance) (became outcome, known bool, err error) {
	became, refused, err := f.refused(e)
	if refused || err != nil {
		return became, false, err
	}
	heir, err := f.fold(&e.filed)
	if err != nil {
		return 0, false, err
	}
	inserted, err := f.insertRow(e)
	if err != nil || !inserted {
		return 0, true, err
	}
	return stored, false, f.file(&e.filed, heir, spread(named, whole(e.v), e.lang))
}

// skew is how far, in milliseconds, the clocks of two machines may be apart.
const skew = 10 * 60 * 1000

// again deals with a key that is stored already, and with a mention that names no topic and so matters only when its
// key is stored.
func (f *filing) again(e *entry, named []stance) (outcome, error) {
	old, err := f.stored(e.network, e.external)
	if old != nil && old.fresh > f.now+skew {
		old.fresh = 0 // seen by a clock that has been put right since
	}
	switch {
	case err != nil:
		return 0, err
	case old == nil:
		return f.pass(e)
	case old.deleted:
		return erased, nil
	case old.content == e.content:
		return duplicate, f.refresh(old, e)
	case e.olderThan(old):
		return duplicate, nil
	}
	return updated, f.update(old, e, named)
}

// update takes an edit: the mention is taken out as it was and put in as it is. What people said of it still holds as far
// as it was said of the same text.
func (f *filing) update(old, e *entry, named []stance) error {
	if err := f.unfile(&old.filed); err != nil {
		return err
	}
	e.id = old.id
	if !e.timed {
		e.published = old.published
	}
	heir, err := f.fold(&e.filed)
	if err != nil {
		return err
	}
	if err := f.reword(e.id, e.m.Title, e.m.Text); err != nil {
		return err
	}
	if err := f.renew(e.id, e.m.Title, e.m.Text); err != nil {
		return err
	}
	w, err := f.words(e.id)
	if err != nil {
		return err
	}
	w.overrule(named)
	e.category = cmp.Or(w.category, e.category)
	if err := f.updateRow(e, f.now); err != nil {
		return err
	}
	if err := f.reindex(e.id, e.m); err != nil {
		return err
	}
	return f.file(&e.filed, heir, spread(named, whole(e.v), e.lang))
}

// delete takes a delete notice. The row stays as an empty shell. A notice for what is not here is remembered, since the
// mention may still come.
func (f *filing) delete(m *ingest.Mention) (outcome, error) {
	if err := f.forgetContext(m.Network, m.ID); err != nil {
		return 0, err
	}
	old, err := f.stored(m.Network, m.ID)
	switch {
	case err != nil:
		return 0, err
	case old == nil:
		return f.forestall(m.Network, m.ID)
	case old.deleted:
		return duplicate, nil
	}
	if err := f.unfile(&old.filed); err != nil {
		return 0, err
	}
	return updated, f.blank(old.id)
}
