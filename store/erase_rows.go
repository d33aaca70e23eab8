package store

import (
	"context"
	"fmt"
	"slices"

	"molva/classify/cluster"
)

// erasedAtOnce is how many mentions go in one transaction, between which others write.
const erasedAtOnce = 200

// EraseRows takes all that an erasure is about out of the tables. The sums and how many people spoke stay as they are. It works in
// slices, between which others write, and can be begun again where it was cut off.
func (db *DB) EraseRows(ctx context.Context, e *Erasure, m *Marks) error {
	defer db.acted()
	if err := db.eraseRows(ctx, e, m); err != nil {
		return fmt.Errorf("erase rows: %w", err)
	}
	return nil
}

func (db *DB) eraseRows(ctx context.Context, e *Erasure, m *Marks) error {
	said, err := db.phrasesOf(ctx, m)
	if err != nil {
		return err
	}
	for _, step := range []func() error{
		func() error { return db.scrub(ctx, e, said) },
		func() error { return db.eraseDead(ctx, e, m) },
		func() error { return db.erasePosts(ctx, e, m) },
		func() error { return db.eraseMentions(ctx, e, m) },
		func() error { return db.erasePerson(ctx, e) },
		func() error { return db.scrub(ctx, e, said) }, // what was told meanwhile
	} {
		if err := step(); err != nil {
			return err
		}
	}
	if err := db.TendAll(ctx); err != nil {
		return err
	}
	return db.amend(ctx, func(f *filing) error { return f.advance(e, InPages) })
}

// eraseMentions removes the mentions, and what complaints are called after them.
func (db *DB) eraseMentions(ctx context.Context, e *Erasure, m *Marks) error {
	for some := range slices.Chunk(m.rows, erasedAtOnce) {
		err := db.amend(ctx, func(f *filing) error { return f.eraseMentions(e, some) })
		db.step("erased")
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *filing) eraseMentions(e *Erasure, rows []int64) error {
	var words []cluster.Post
	before := e.Erased
	for _, id := range rows {
		said, err := f.eraseMention(e, id)
		if err != nil {
			e.Erased = before
			return fmt.Errorf("row %d: %w", id, err)
		}
		words = append(words, said...)
	}
	if len(words) == 0 {
		return nil
	}
	return f.forgetWords(e, words)
}

// eraseMention removes one mention and returns all that it ever said.
func (f *filing) eraseMention(e *Erasure, id int64) (words []cluster.Post, err error) {
	found, err := f.rows(`SELECT `+filedColumns+` FROM mention WHERE id = ?`, id)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	old := found[0].filed()
	if words, err = f.versions(&old); err != nil {
		return nil, err
	}
	if err := f.unbook(&old); err != nil {
		return nil, err
	}
	answers, err := f.forgetAnswers(old.network, old.external)
	if err != nil {
		return nil, err
	}
	copies, err := f.number(`SELECT count(*) FROM mention WHERE duplicate_of = ?`, id)
	if err != nil {
		return nil, err
	}
	if err := f.barErased(old.network, old.external, true); err != nil {
		return nil, err
	}
	for _, query := range []string{
		`INSERT INTO thinned_hour (hour) SELECT published / 3600000 FROM mention WHERE id = ? ON CONFLICT DO NOTHING`,
		`DELETE FROM search WHERE docid = ?`,
		`DELETE FROM opinion WHERE mention = ?`,
		`DELETE FROM mention WHERE id = ?`,
	} {
		if _, err := f.exec(query, id); err != nil {
			return nil, err
		}
	}
	f.memory.window.Remove(id)
	e.Erased.Mentions++
	e.Erased.Answers += answers
	e.Erased.Copies += int(copies)
	return words, nil
}

// versions are what a mention says and what it said before its edits, in every language that it may have been read in.
func (f *filing) versions(m *filed) (all []cluster.Post, err error) {
	found, err := f.rows(`SELECT m.title, m.text, m.lang, coalesce(b.lang, m.lang) FROM mention AS m LEFT JOIN member AS b ON b.mention = m.id WHERE m.id = ?1
		UNION ALL SELECT h.title, h.text, m.lang, m.lang FROM mention_history AS h JOIN mention AS m ON m.id = h.mention WHERE h.mention = ?1`, m.id)
	if err != nil {
		return nil, err
	}
	for _, r := range found {
		for _, lang := range slices.Compact([]string{r.text(2), r.text(3)}) {
			all = append(all, cluster.Post{Title: r.text(0), Text: r.text(1), Lang: lang})
		}
	}
	return all, nil
}

// unbook takes a mention out of the book that its words are in, and what its complaint is called from that complaint. The complaint
// keeps who spoke in it.
func (f *filing) unbook(m *filed) error {
	was, err := f.placed(m.id)
	if err != nil || was.leaf == 0 {
		return err
	}
	_, err = f.exec(`UPDATE complaint SET label = '', terms = '[]', news = '[]', quotes = '[]', tended = 0, changed = changed + 1
		WHERE root = (SELECT root FROM complaint WHERE id = ?)`, int64(was.leaf))
	if err != nil || !was.inBook() {
		return err
	}
	if err := f.word(m); err != nil {
		return err
	}
	b, err := f.books()
	if err != nil {
		return err
	}
	if err := f.write(line{what: "take", complaint: was.live, mention: m.id}); err != nil {
		return err
	}
	b.of[was.kind].Take(f.post(m, was.lang), was.live)
	return nil
}

// forgetWords drops the words of erased texts from the books, and the log of the books, which has them too.
func (f *filing) forgetWords(e *Erasure, words []cluster.Post) error {
	b, err := f.books()
	if err != nil {
		return err
	}
	if err := f.write(line{what: "keep"}); err != nil { // so that a transaction that fails makes the books be read again
		return err
	}
	for _, kind := range cluster.Kinds {
		b.of[kind].Forget(words...)
	}
	if err := f.saveBooks(true); err != nil {
		return err
	}
	return f.advance(e, InRows)
}
