package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"molva/ingest"
)

// Marks are what the words of an erasure are known by, wherever they lie.
type Marks struct {
	network, author string
	ids             map[string]bool // of mentions
	rows            []int64
	names           [][]byte // that the bytes of what cannot be read are looked through for
	learned         []string // ids of what the author said that was never stored
}

// Marks reads what an erasure is about, as long as the rows are there.
func (db *DB) Marks(ctx context.Context, e Erasure) (*Marks, error) {
	m := &Marks{network: e.Network, author: e.Author, ids: map[string]bool{}}
	where, args := `network = ? AND external_id = ?`, []any{e.Network, e.Mention}
	if e.Author != "" {
		where, args = `network = ?1 AND (author_id = ?2 OR author_id = '' AND author_name = ?2)`, []any{e.Network, e.Author}
	} else {
		m.ids[e.Mention] = true
	}
	err := db.looking(ctx, func(l *look) error {
		found, err := l.rows(`SELECT id, external_id FROM mention WHERE `+where, args...)
		for _, r := range found {
			m.rows = append(m.rows, r.int(0))
			m.ids[r.text(1)] = true
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for what is to be erased: %w", err)
	}
	slices.Sort(m.rows)
	if e.Mention != "" && len(m.rows) == 0 {
		m.learned = append(m.learned, e.Mention)
	}
	for _, name := range []string{e.Author, e.Mention} {
		if len(name) > namelike {
			m.names = append(m.names, []byte(name))
		}
	}
	return m, nil
}

// Match reports whether a message of a log, or a dead letter, has any of it: it is said by the author, it is one of the mentions, or
// it answers one of them. Network is as the message's subject has it. What it finds that was never stored it remembers.
func (m *Marks) Match(network string, note bool, body []byte) bool {
	if note {
		return m.noted(body)
	}
	said, _, err := ingest.Decode(body)
	if err != nil {
		return m.named(body)
	}
	if said.Network != "" {
		network = said.Network
	}
	if network != m.network {
		return false
	}
	if m.by(said.Author.ID, said.Author.Name) && !m.ids[said.ID] {
		m.ids[said.ID], m.learned = true, append(m.learned, said.ID)
	}
	return m.ids[said.ID] || said.Parent != "" && m.ids[said.Parent] || said.Thread != "" && m.ids[said.Thread]
}

func (m *Marks) named(body []byte) bool {
	return slices.ContainsFunc(m.names, func(name []byte) bool { return bytes.Contains(body, name) })
}

func (m *Marks) by(id, name string) bool {
	return m.author != "" && (id == m.author || id == "" && name == m.author)
}

// noted reports whether a note has the author among people, what was said on a wall, or why something was rejected that names them.
func (m *Marks) noted(body []byte) bool {
	var n ingest.Note
	if err := json.Unmarshal(body, &n); err != nil {
		return false
	}
	for _, r := range n.Rejected {
		if m.named([]byte(r.Item + " " + r.Reason)) {
			return true
		}
	}
	for _, p := range n.Posts {
		if p.Network == m.network && (m.ids[p.ID] || m.by(p.Author, "")) {
			return true
		}
	}
	for _, set := range n.Members {
		if set.Network == m.network && m.author != "" && slices.Contains(set.IDs, m.author) {
			return true
		}
	}
	return false
}
