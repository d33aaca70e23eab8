package store

import (
	"context"
	"fmt"
	"strings"
)

// setStaff brings those who speak for us up to the config.
func (db *DB) setStaff(ctx context.Context, staff []string) error {
	err := db.writing(ctx, func(s *session) error {
		if _, err := s.exec(`DELETE FROM staff`); err != nil {
			return err
		}
		for _, one := range staff {
			network, author, ok := strings.Cut(one, ":")
			if !ok || network == "" || author == "" {
				return fmt.Errorf("%q is nobody, want network:author", one)
			}
			if _, err := s.exec(`INSERT INTO staff (network, author) VALUES (?, ?) ON CONFLICT DO NOTHING`, network, author); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("set staff: %w", err)
	}
	return nil
}

// byStaff says of a mention m that one of us wrote it.
const byStaff = `EXISTS (SELECT 1 FROM staff AS f WHERE f.network = m.network AND f.author = m.author_id)`

// prompted says of a mention m that we had our part in it: one of us wrote it, or what it answers, or what began its thread, be
// that a mention or a post of an account of ours. Most mentions answer nothing, and nothing is looked up for them.
const prompted = `(` + byStaff + ` OR m.parent || m.thread <> '' AND (
	EXISTS (SELECT 1 FROM mention AS a CROSS JOIN staff AS f ON f.network = a.network AND f.author = a.author_id
		WHERE a.network = m.network AND a.external_id IN (m.parent, m.thread))
	OR EXISTS (SELECT 1 FROM staff AS f CROSS JOIN account_post AS a ON a.account = f.author AND a.network = f.network
		WHERE f.network = m.network AND a.external_id IN (m.parent, m.thread) AND a.author = '')))`
