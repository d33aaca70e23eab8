package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"molva/ingest"
)

// Barred is all that must not come in again because it was erased. What a source tells of it once more is refused, but lies in the
// log as everything else does.
type Barred struct {
	Since time.Time // until when the log was looked through for it; zero: never

	by   memory            // salt and authors
	keys map[[16]byte]bool // of mentions
}

// Barred reads what must not come in again; nil when nothing was ever erased.
func (db *DB) Barred(ctx context.Context) (b *Barred, err error) {
	err = db.looking(ctx, func(l *look) error {
		found, err := l.rows(`SELECT key, 0 FROM gone WHERE why IN ('erased', 'barred') UNION ALL SELECT who, 1 FROM erased_author`)
		if err != nil || len(found) == 0 {
			return err
		}
		b = &Barred{keys: map[[16]byte]bool{}, by: memory{shunned: map[shun]bool{}}}
		for _, r := range found {
			if r.int(1) == 1 {
				b.by.shunned[shun(r.bytes(0))] = true
			} else {
				b.keys[[16]byte(r.bytes(0))] = true
			}
		}
		return b.readSalt(l)
	})
	if err != nil {
		return nil, fmt.Errorf("read what was erased: %w", err)
	}
	return b, nil
}

func (b *Barred) readSalt(l *look) error {
	found, err := l.rows(`SELECT (SELECT value FROM meta WHERE name = 'salt'), coalesce((SELECT value FROM meta WHERE name = 'unbarred'), 0)`)
	if err == nil {
		b.by.salt, b.Since = found[0].bytes(0), fromMS(found[0].int(1))
	}
	return err
}

// LookedThrough notes until when the log has nothing of it.
func (db *DB) LookedThrough(ctx context.Context, until time.Time) error {
	err := db.writing(ctx, func(s *session) error {
		_, err := s.exec(`INSERT INTO meta (name, value) VALUES ('unbarred', ?) ON CONFLICT DO UPDATE SET value = excluded.value`, ms(until))
		return err
	})
	if err != nil {
		return fmt.Errorf("note what was erased: %w", err)
	}
	return nil
}

// Match reports whether a message of a log has any of it, as [Marks.Match] does.
func (b *Barred) Match(network string, note bool, body []byte) bool {
	if note {
		return b.noted(body)
	}
	said, _, err := ingest.Decode(body)
	if err != nil {
		return false
	}
	if said.Network != "" {
		network = said.Network
	}
	return b.has(network, said.ID) || b.has(network, said.Parent) || b.speaks(network, said.Author.ID, said.Author.Name)
}

func (b *Barred) has(network, id string) bool {
	return id != "" && b.keys[[16]byte(b.by.keyOf(network, id))]
}

func (b *Barred) speaks(network, id, name string) bool {
	if id == "" && name == "" {
		return false
	}
	who := filed{network: network, author: authorOf(id, name, "")}
	return b.by.shunned[shunKey(b.by.salt, who.person(b.by.salt))]
}

func (b *Barred) noted(body []byte) bool {
	var n ingest.Note
	if err := json.Unmarshal(body, &n); err != nil {
		return false
	}
	return slices.ContainsFunc(n.Posts, func(p ingest.AccountPost) bool { return b.has(p.Network, p.ID) || b.speaks(p.Network, p.Author, "") }) ||
		slices.ContainsFunc(n.Members, func(set ingest.Members) bool {
			return slices.ContainsFunc(set.IDs, func(id string) bool { return b.speaks(set.Network, id, "") })
		})
}
