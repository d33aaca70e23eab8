package store

import (
	"context"
	"slices"
)

// scrubbedText is where such texts stand.
type scrubbedText struct {
	table, column string
	told          bool // to people
}

// scrubbed are the texts that may repeat what somebody said: what people were told, and what people wrote themselves.
var scrubbed = []scrubbedText{
	{"outbox", "payload", true},
	{"outbox", "last_error", true},
	{"incident", "facts", true},
	{"incident", "subject", true},
	{"dead", "reason", false},
	{"handled_log", "note", false},
	{"act", "label", false},
	{"act", "before", false},
	{"complaint", "named", false},
	{"complaint", "ticket", false},
	{"mute", "subject", false},
	{"mute", "why", false},
	{"share", "path", false},
	{"audit", "on_what", false},
	{"audit", "detail", false},
}

// scrubbedAtOnce is how many texts are looked through in one transaction.
const scrubbedAtOnce = 200

// scrub empties the texts that have any of the phrases.
func (db *DB) scrub(ctx context.Context, e *Erasure, said *phrases) error {
	if len(said.known) == 0 {
		return nil
	}
	for _, s := range scrubbed {
		for after, more := int64(0), true; more; {
			err := db.amend(ctx, func(f *filing) (err error) {
				n := 0
				after, more, n, err = f.scrub(s, after, said)
				if s.told {
					e.Erased.Told += n
				} else {
					e.Erased.Notes += n
				}
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return db.amend(ctx, func(f *filing) error {
		if _, err := f.exec(`UPDATE share SET revoked = ? WHERE path = '' AND revoked IS NULL`, f.now); err != nil {
			return err
		}
		return f.scrubReasons(said)
	})
}

// scrubReasons counts why something was rejected, where that quotes it, among the other reasons.
func (f *filing) scrubReasons(said *phrases) error {
	found, err := f.rows(`SELECT source, run, field, text, count FROM intake_reason WHERE text <> ?`, otherReasons)
	for _, r := range found {
		if err != nil || !said.in(r.text(3)) {
			continue
		}
		key := []any{r.text(0), r.text(1), r.int(2)}
		if _, err = f.exec(`DELETE FROM intake_reason WHERE source = ? AND run = ? AND field = ? AND text = ?`, append(key, r.text(3))...); err != nil {
			return err
		}
		_, err = f.exec(`INSERT INTO intake_reason (source, run, field, text, count) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count`,
			append(key, otherReasons, r.int(4))...)
	}
	clear(f.memory.reasons)
	return err
}

func (f *filing) scrub(s scrubbedText, after int64, said *phrases) (last int64, more bool, scrubbed int, err error) {
	found, err := f.rows(`SELECT id, `+s.column+` FROM `+s.table+` WHERE id > ? AND length(`+s.column+`) > 0 ORDER BY id LIMIT ?`, after, scrubbedAtOnce)
	if err != nil {
		return after, false, 0, err
	}
	for _, r := range found {
		after = r.int(0)
		clean, dirty := said.scrub(r.text(1))
		if dirty && s.column == "on_what" {
			clean = said.scrubList(r.text(1))
		}
		if !dirty {
			continue
		}
		var value any = clean
		if _, blob := r[1].([]byte); blob {
			value = []byte(clean)
		}
		if _, err := f.exec(`UPDATE `+s.table+` SET `+s.column+` = ? WHERE id = ?`, value, after); err != nil {
			return after, false, 0, err
		}
		scrubbed++
	}
	return after, len(found) == scrubbedAtOnce, scrubbed, nil
}

// phrasesOf reads what the mentions say, and said before, who said it and where: whatever a digest may have repeated.
func (db *DB) phrasesOf(ctx context.Context, m *Marks) (*phrases, error) {
	said := &phrases{}
	single := map[string]bool{}
	said.name(m.author)
	for id := range m.ids {
		said.name(id)
		said.name(m.network + ":" + id)
	}
	err := db.looking(ctx, func(l *look) error {
		for some := range slices.Chunk(m.rows, erasedAtOnce) {
			if err := l.readPhrases(some, said, single); err != nil {
				return err
			}
		}
		return l.lonely(m, said, single)
	})
	return said, err
}

func (l *look) readPhrases(rows []int64, said *phrases, single map[string]bool) error {
	found, err := l.rows(`SELECT url, author_id, author_name, author_url, title, text FROM mention WHERE id IN (SELECT value FROM json_each(?1))
		UNION ALL SELECT '', '', '', '', title, text FROM mention_history WHERE mention IN (SELECT value FROM json_each(?1))`, toJSON(rows))
	if err != nil {
		return err
	}
	for _, r := range found {
		for i := range 4 {
			said.name(r.text(i))
			keep(single, wordsOf(r.text(i)))
		}
		for i := 4; i < 6; i++ {
			said.text(r.text(i))
			keep(single, wordsOf(r.text(i)))
		}
	}
	return nil
}

func keep(all map[string]bool, words []string) {
	for _, word := range words {
		if len([]rune(word)) >= namelike {
			all[word] = true
		}
	}
}

// lonely adds the words that stand in no other text: whoever meets one alone, as what a complaint was called by, meets the author.
func (l *look) lonely(m *Marks, said *phrases, words map[string]bool) error {
	ours := toJSON(m.rows)
	for word := range words {
		found, err := l.rows(`SELECT 1 FROM search WHERE text MATCH ? AND docid NOT IN (SELECT value FROM json_each(?)) LIMIT 1`, `"`+word+`"`, ours)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			said.add([]string{word})
		}
	}
	return nil
}
