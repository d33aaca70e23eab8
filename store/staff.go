package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"molva/classify"
)

// speaker is somebody by the network's own id.
type speaker struct{ network, author string }

// presumed is the category of a mention of which no person says it: the model's, but whatever one of us wrote is promo. What our
// own people say is no opinion of the market.
func presumed(said string, ours bool) string {
	if ours {
		return string(classify.Promo)
	}
	return said
}

// setStaff brings those who speak for us up to the config, and what those said who came or went, as far as it is still here.
func (db *DB) setStaff(ctx context.Context, staff []string) error {
	err := db.writing(ctx, func(s *session) error {
		moved, err := s.appoint(staff)
		if err != nil || len(moved) == 0 {
			return err
		}
		db.log.Info("who speaks for us changed, counting anew what they said")
		s.memory = nil
		return s.amend(db.now().UnixMilli(), func(f *filing) error { return f.restateOf(moved) })
	})
	if err != nil {
		return fmt.Errorf("set staff: %w", err)
	}
	return nil
}

// appoint writes the staff, and returns who came and who went, as network:author.
func (s *session) appoint(staff []string) (moved []string, err error) {
	before, err := s.staff()
	if err != nil {
		return nil, err
	}
	if _, err := s.exec(`DELETE FROM staff`); err != nil {
		return nil, err
	}
	for _, one := range staff {
		network, author, ok := strings.Cut(one, ":")
		if !ok || network == "" || author == "" {
			return nil, fmt.Errorf("%q is nobody, want network:author", one)
		}
		if _, err := s.exec(`INSERT INTO staff (network, author) VALUES (?, ?) ON CONFLICT DO NOTHING`, network, author); err != nil {
			return nil, err
		}
	}
	after, err := s.staff()
	for _, both := range [2][2]map[speaker]bool{{before, after}, {after, before}} {
		for one := range both[0] {
			if !both[1][one] {
				moved = append(moved, one.network+":"+one.author)
			}
		}
	}
	return moved, err
}

func (s *session) staff() (map[speaker]bool, error) {
	found, err := s.rows(`SELECT network, author FROM staff`)
	all := make(map[speaker]bool, len(found))
	for _, r := range found {
		all[speaker{r.text(0), r.text(1)}] = true
	}
	return all, err
}

// restateOf writes anew, in the order of arrival, what some authors said. It reads all mentions, which no index spares: the staff
// seldom changes.
func (f *filing) restateOf(authors []string) error {
	list, err := json.Marshal(authors)
	if err != nil {
		return err
	}
	found, err := f.rows(`SELECT id FROM mention WHERE deleted = 0 AND network || ':' || author_id IN (SELECT value FROM json_each(?)) ORDER BY id`, string(list))
	if err != nil {
		return err
	}
	for _, r := range found {
		st, err := f.standing(r.int(0))
		if err != nil {
			return err
		}
		if _, err := f.restate(st); err != nil {
			return err
		}
	}
	return nil
}

// byStaff says of a mention m that one of us wrote it.
const byStaff = `EXISTS (SELECT 1 FROM staff AS f WHERE f.network = m.network AND f.author = m.author_id)`

// prompted says of a mention m that we had our part in it: one of us wrote it, or what it answers, or what began its thread, be
// that a mention or a post of an account of ours. Most mentions answer nothing, and nothing is looked up for them: CASE stops
// there, which OR does not promise.
const prompted = `CASE WHEN ` + byStaff + ` THEN 1 WHEN m.parent || m.thread = '' THEN 0 ELSE
	EXISTS (SELECT 1 FROM mention AS a CROSS JOIN staff AS f ON f.network = a.network AND f.author = a.author_id
		WHERE a.network = m.network AND a.external_id IN (m.parent, m.thread))
	OR EXISTS (SELECT 1 FROM staff AS f CROSS JOIN account_post AS a ON a.account = f.author AND a.network = f.network
		WHERE f.network = m.network AND a.external_id IN (m.parent, m.thread) AND a.author = '') END`
