package store

import (
	"molva/classify/cluster"
)

// find lets the book say where a mention belongs, unless a person said it.
func (f *filing) find(m *filed, to seat) (seat, error) {
	b, err := f.books()
	if err != nil {
		return to, err
	}
	pinned, err := f.pinned(m.id, to.kind)
	if err != nil {
		return to, err
	}
	if pinned != 0 {
		return f.enter(m, to, cluster.Placement{ID: pinned}, true)
	}
	return f.enter(m, to, b.of[to.kind].Find(f.post(m, to.lang)), false)
}

// pinned is where a person put a mention, if that is of a kind; else 0.
func (f *filing) pinned(mention int64, kind cluster.Kind) (cluster.ID, error) {
	if !f.memory.pinned {
		return 0, nil
	}
	id, err := f.number(`SELECT c.live FROM pin AS p JOIN complaint AS c ON c.id = p.complaint WHERE p.mention = ? AND c.kind = ?`, mention, string(kind))
	return cluster.ID(id), err
}

// enter puts a mention into a book, at a place that the book found or that is given to it.
func (f *filing) enter(m *filed, to seat, at cluster.Placement, given bool) (seat, error) {
	b, err := f.books()
	if err != nil {
		return to, err
	}
	if at.New && at.ID == 0 {
		if at.ID, err = f.found(b, to.kind); err != nil {
			return to, err
		}
	}
	to.leaf, to.live = at.ID, at.ID
	if at.Echo {
		to.role |= echoes
	}
	if err := f.sit(m, to, at.Similarity); err != nil {
		return to, err
	}
	return to, f.putIn(m, to, at, given)
}

// putIn puts a mention into the book and writes that down, with what merged by itself as a consequence.
func (f *filing) putIn(m *filed, to seat, at cluster.Placement, given bool) error {
	b, err := f.books()
	if err != nil {
		return err
	}
	if err := f.word(m); err != nil {
		return err
	}
	err = f.write(line{what: "put", complaint: at.ID, mention: m.id, given: given, fresh: at.New, echo: at.Echo, similarity: at.Similarity})
	if err != nil {
		return err
	}
	for _, merge := range b.of[to.kind].Put(f.post(m, to.lang), at) {
		if err := f.absorb(merge); err != nil {
			return err
		}
	}
	return nil
}

// found numbers a new cluster.
func (f *filing) found(b *books, kind cluster.Kind) (cluster.ID, error) {
	id := b.next
	b.next++
	_, err := f.exec(`INSERT INTO complaint (id, kind, root, live, version) VALUES (?1, ?2, ?1, ?1, ?3)`, int64(id), string(kind), algorithm)
	return id, err
}

// sit writes down where a mention is.
func (f *filing) sit(m *filed, at seat, similarity float64) error {
	_, err := f.exec(`INSERT INTO member (mention, complaint, role, person, similarity, lang) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET complaint = excluded.complaint, role = excluded.role, person = excluded.person, similarity = excluded.similarity, lang = excluded.lang`,
		m.id, int64(at.leaf), at.role, int64(m.person(f.memory.salt)), similarity, at.lang)
	f.touch(at.live).came.add(m.published)
	f.moved = append(f.moved, m.id)
	return err
}

// leave takes a mention out of where it was.
func (f *filing) leave(m *filed, was seat) error {
	if was.leaf == 0 {
		return nil
	}
	f.touch(was.live).left.add(m.published)
	f.moved = append(f.moved, m.id)
	if _, err := f.exec(`DELETE FROM member WHERE mention = ?`, m.id); err != nil || was.follows() {
		return err
	}
	return f.takeOut(m, was)
}

// takeOut takes a mention out of the book and writes that down, with what it said: it may be edited or deleted next. Of an
// echo there is nothing in the book to take out.
func (f *filing) takeOut(m *filed, was seat) error {
	b, err := f.books()
	if err != nil {
		return err
	}
	if err := f.word(m); err != nil {
		return err
	}
	p := f.post(m, was.lang)
	said, err := writePost(p)
	if err != nil {
		return err
	}
	err = f.write(line{what: "take", complaint: was.live, mention: m.id, echo: !was.inBook(), payload: said})
	if err == nil && was.inBook() {
		b.of[was.kind].Take(p, was.live)
	}
	return err
}

// joinOriginal brings a copy to where its original is, if that says the same kind of thing. Retention may have removed the
// original; then the copy stays. An original that only agrees has no place of its own.
func (f *filing) joinOriginal(m *filed, was, to seat) (seat, error) {
	original, err := f.placed(m.duplicateOf)
	if err != nil {
		return to, err
	}
	if original.role&agrees != 0 {
		original = seat{}
	}
	if original.leaf == 0 && was.role&copied != 0 {
		here, err := f.number(`SELECT 1 FROM mention WHERE id = ?`, m.duplicateOf)
		if err != nil || here == 0 {
			return was, err
		}
	}
	if was.leaf == original.leaf && was.role&copied != 0 && original.kind == to.kind {
		return was, nil
	}
	if err := f.leave(m, was); err != nil || original.kind != to.kind {
		return seat{}, err
	}
	to.leaf, to.live, to.role = original.leaf, original.live, copied
	return to, f.sit(m, to, 1)
}

// follow brings the copies of a mention to where it is now.
func (f *filing) follow(original int64) error {
	found, err := f.rows(`SELECT `+filedColumns+` FROM mention WHERE duplicate_of = ? ORDER BY id`, original)
	if err != nil {
		return err
	}
	for _, r := range found {
		m := r.filed()
		if err := f.recount(&m, original); err != nil {
			return err
		}
	}
	return nil
}

// post is a mention as the books see it.
func (f *filing) post(m *filed, lang string) cluster.Post {
	return cluster.Post{Mention: m.id, Title: m.title, Text: m.text, Lang: lang, At: fromMS(m.published), Author: m.person(f.memory.salt)}
}
