package store

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"molva/ingest"
	"molva/ingest/query"
)

// searchable is the text of a mention as the index has it. What people search for is folded the same way.
func searchable(title, text string) string {
	if title == "" {
		return query.Fold(text)
	}
	return query.Fold(title + "\n" + text)
}

// search adds the condition that a text has all words of what somebody typed. Nothing of it is an operator: only the
// words are taken over, each in quotes. Without a word in it, nothing is found.
func (p *predicate) search(typed string) {
	match := matchExpression(query.Fold(typed))
	if match == "" {
		p.and(`0`)
		return
	}
	p.and(`m.id IN (SELECT docid FROM search WHERE text MATCH ?)`, match)
}

// matchExpression writes words and "quoted phrases" as an expression of FTS4.
func matchExpression(folded string) string {
	var parts []string
	for i, piece := range strings.Split(folded, `"`) {
		words := strings.FieldsFunc(piece, notInWord)
		if len(words) == 0 {
			continue
		}
		between := `" "`
		if i%2 == 1 {
			between = ` `
		}
		parts = append(parts, `"`+strings.Join(words, between)+`"`)
	}
	return strings.Join(parts, ` `)
}

// notInWord is where the index's tokenizer ends a word. It must not end one elsewhere: the index has м² as one word.
func notInWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
}

// Index brings the search index up to at most max more mentions and says how many it took: fewer than max means that
// it knows them all. It runs behind the writer, because a row's text costs more to index than the row to save.
func (db *DB) Index(ctx context.Context, max int) (indexed int, err error) {
	err = db.writing(ctx, func(s *session) error {
		indexed, err = s.index(max)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("index for search: %w", err)
	}
	return indexed, nil
}

func (s *session) index(max int) (int, error) {
	if err := s.remember(); err != nil {
		return 0, err
	}
	found, err := s.rows(`SELECT id, title, text, deleted FROM mention WHERE id > ? ORDER BY id LIMIT ?`, s.memory.indexed, max)
	if err != nil || len(found) == 0 {
		return 0, err
	}
	for _, r := range found {
		if r.int(3) == 1 { // deleted before it was indexed
			continue
		}
		if _, err := s.exec(`INSERT INTO search (docid, text) VALUES (?, ?)`, r.int(0), searchable(r.text(1), r.text(2))); err != nil {
			return 0, err
		}
	}
	s.memory.indexed = found[len(found)-1].int(0)
	_, err = s.exec(`UPDATE meta SET value = ? WHERE name = 'indexed'`, s.memory.indexed)
	return len(found), err
}

// reindex brings the index up to an edit. A mention that is not indexed yet will be, as it then is.
func (f *filing) reindex(id int64, m *ingest.Mention) error {
	if id > f.memory.indexed {
		return nil
	}
	if _, err := f.exec(`DELETE FROM search WHERE docid = ?`, id); err != nil {
		return err
	}
	_, err := f.exec(`INSERT INTO search (docid, text) VALUES (?, ?)`, id, searchable(m.Title, m.Text))
	return err
}

// Unindexed is how many mentions the search index does not know yet.
func (db *DB) Unindexed(ctx context.Context) (n int, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT count(*) FROM mention WHERE id > (SELECT value FROM meta WHERE name = 'indexed')`).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("read search index: %w", err)
	}
	return n, nil
}
