package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"molva/ingest"
)

// held are the tables that hold something on an author, each row as a JSON object that says what it is. ?1 is the network, ?2 the id,
// or the name where the network tells no id, and ?3 who that is in steps.
var held = []string{
	`SELECT json_object('what', 'mention', 'id', network || ':' || external_id, 'source', source, 'url', url, 'title', title, 'text', text, 'kind', kind,
			'thread', thread, 'parent', parent, 'context', context, 'author_id', author_id, 'author_name', author_name, 'author_url', author_url,
			'author_followers', author_followers, 'lang', lang, 'rating', rating, 'views', views, 'likes', likes, 'replies', replies, 'shares', shares,
			'published_at', ` + when("published") + `, 'edited_at', ` + when("edited") + `, 'seen_at', ` + when("seen") + `,
			'sentiment', sentiment, 'category', category, 'model', model, 'deleted', deleted, 'extra', json(nullif(extra, '')))
		FROM mention WHERE ` + ofAuthor,
	`SELECT json_object('what', 'edit', 'id', network || ':' || external_id, 'title', h.title, 'text', h.text, 'replaced_at', ` + when("replaced") + `)
		FROM mention_history AS h JOIN mention AS m ON m.id = h.mention WHERE ` + ofAuthor,
	`SELECT json_object('what', 'score', 'id', network || ':' || external_id, 'name', s.name, 'value', s.value)
		FROM score AS s JOIN mention AS m ON m.id = s.mention WHERE ` + ofAuthor,
	`SELECT json_object('what', 'opinion', 'id', network || ':' || external_id, 'topic', t.slug, 'sentiment', o.sentiment, 'counted', o.counted,
			'labelled_by', o.labelled_by, 'complaint', 'c' || o.complaint)
		FROM opinion AS o JOIN mention AS m ON m.id = o.mention JOIN topic AS t ON t.id = o.topic WHERE ` + ofAuthor,
	`SELECT json_object('what', 'label', 'id', network || ':' || external_id, 'topic', t.slug, 'sentiment', l.sentiment, 'category', l.category,
			'by', l.labeller, 'at', ` + when("l.at") + `)
		FROM label AS l JOIN mention AS m ON m.id = l.mention JOIN topic AS t ON t.id = l.topic WHERE ` + ofAuthor,
	`SELECT json_object('what', 'handling', 'id', network || ':' || external_id, 'state', h.state, 'assignee', h.assignee, 'by', h.name, 'note', h.note,
			'at', ` + when("h.at") + `)
		FROM handled_log AS h JOIN mention AS m ON m.id = h.mention WHERE ` + ofAuthor,
	`SELECT json_object('what', 'quote', 'in', a.network || ':' || a.external_id, 'of', m.network || ':' || m.external_id, 'text', a.context)
		FROM mention AS a JOIN mention AS m ON m.network = a.network AND m.external_id = a.parent
		WHERE a.context <> '' AND a.parent <> '' AND m.network = ?1 AND (m.author_id = ?2 OR m.author_id = '' AND m.author_name = ?2)`,
	`SELECT json_object('what', 'wall post', 'id', network || ':' || external_id, 'account', account, 'url', url, 'author', author, 'text', text,
			'published_at', ` + when("published") + `)
		FROM account_post WHERE network = ?1 AND author = ?2 AND deleted = 0`,
	`SELECT json_object('what', 'step', 'stage', s.stage, 'topic', t.slug, 'value', s.value, 'currency', s.currency, 'at', ` + when("s.at") + `)
		FROM step AS s JOIN topic AS t ON t.id = s.topic WHERE s.handle = ?3`,
}

const ofAuthor = `network = ?1 AND (author_id = ?2 OR author_id = '' AND author_name = ?2)`

func when(column string) string {
	return `strftime('%Y-%m-%dT%H:%M:%SZ', ` + column + ` / 1000, 'unixepoch')`
}

// Person yields all that the database holds on an author, as JSON objects: what was said and what became of it, what others quoted, in
// which sets of people they are, and dead letters. Digests and alerts that repeated any of it are not among it.
func (db *DB) Person(ctx context.Context, network, author string, each func(json.RawMessage) error) error {
	marks, err := db.Marks(ctx, Erasure{Network: network, Author: author})
	if err != nil {
		return err
	}
	salt, err := db.salt(ctx)
	if err != nil {
		return fmt.Errorf("read what is held on a person: %w", err)
	}
	who := handleOf(salt, network, author)
	err = db.looking(ctx, func(l *look) error {
		for _, query := range held {
			if err := l.hand(each, query+` ORDER BY 1`, network, author, int64(who)); err != nil {
				return err
			}
		}
		if err := l.memberships(who, each); err != nil {
			return err
		}
		return l.deadOf(marks, each)
	})
	if err != nil {
		return fmt.Errorf("read what is held on a person: %w", err)
	}
	return nil
}

// hand gives each row of a query to each.
func (l *look) hand(each func(json.RawMessage) error, query string, args ...any) error {
	found, err := l.rows(query, args...)
	for i := 0; i < len(found) && err == nil; i++ {
		err = each(json.RawMessage(found[i].text(0)))
	}
	return err
}

// memberships are the sets that somebody is in.
func (l *look) memberships(who uint64, each func(json.RawMessage) error) error {
	found, err := l.rows(`SELECT json_object('what', 'member', 'account', s.account, 'network', s.network, 'set', s.name, 'at', `+when("s.at")+`), c.people
		FROM member_chunk AS c JOIN member_set AS s ON s.id = c.members WHERE instr(c.people, ?) ORDER BY s.at, s.id`, entryOf(who))
	if err != nil {
		return err
	}
	for _, r := range found {
		var set Set
		if set.add(r.bytes(1)); !slices.Contains(set.people, who) {
			continue
		}
		if err := each(json.RawMessage(r.text(0))); err != nil {
			return err
		}
	}
	return nil
}

// deadOf are the dead letters that somebody wrote.
func (l *look) deadOf(m *Marks, each func(json.RawMessage) error) error {
	for after, more := int64(0), true; more; {
		found, err := l.rows(`SELECT id, network, raw, json_object('what', 'dead letter', 'id', id, 'reason', reason, 'at', `+when("at")+`, 'message', cast(raw AS TEXT))
			FROM dead WHERE id > ? ORDER BY id LIMIT 50`, after)
		if err != nil {
			return err
		}
		more = len(found) == 50
		for _, r := range found {
			after = r.int(0)
			if !m.Said(r.text(1), r.bytes(2)) {
				continue
			}
			if err := each(json.RawMessage(r.text(3))); err != nil {
				return err
			}
		}
	}
	return nil
}

// Said reports whether a message of a log, or a dead letter, is the author's own, or cannot be read and names them.
func (m *Marks) Said(network string, body []byte) bool {
	said, _, err := ingest.Decode(body)
	if err != nil {
		return m.named(body)
	}
	if said.Network != "" {
		network = said.Network
	}
	return network == m.network && m.by(said.Author.ID, said.Author.Name)
}
