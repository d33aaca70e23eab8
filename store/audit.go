package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// AuditEntry is something that somebody did, or tried.
type AuditEntry struct {
	ID     int64
	At     time.Time // when it is read; what is written has the clock's
	Who    string    // "marina", "token:grafana", "command line"; "": not known
	What   string    // a dotted verb, such as mention.label
	On     string    // the public id of what it was done to; never who wrote what
	From   string    // the address it came from; "": this machine
	Detail map[string]string
}

// maxDetail is how long, in bytes, each part of an entry is kept.
const maxDetail = 500

// Audit adds an entry to the audit log. Nothing is ever taken out of it but the words of those who were erased.
func (db *DB) Audit(ctx context.Context, e AuditEntry) error {
	err := db.writing(narrowed(ctx), func(s *session) error { return s.audit(db.now().UnixMilli(), e) })
	if err != nil {
		return fmt.Errorf("write the audit log: %w", err)
	}
	return nil
}

func (s *session) audit(now int64, e AuditEntry) error {
	kept := map[string]string{}
	for k, v := range e.Detail {
		kept[cut(k, maxName)] = cut(v, maxDetail)
	}
	detail, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	_, err = s.exec(`INSERT INTO audit (at, who, what, on_what, address, detail) VALUES (?, ?, ?, ?, ?, ?)`,
		now, cut(e.Who, maxDetail), cut(e.What, maxName), cut(e.On, maxDetail), cut(e.From, maxName), string(detail))
	return err
}

// AuditWanted is which entries are wanted.
type AuditWanted struct {
	Before int64  // only those with a smaller number, which is how a list goes on; 0: from the newest
	Who    string // only this one's; "": everybody's
	What   string // only this verb, or those that begin with it and a dot; "": all
	N      int    // at most so many
}

// AuditLog is what was done, the newest first.
func (db *DB) AuditLog(ctx context.Context, w AuditWanted) (all []AuditEntry, err error) {
	where, args := []string{`1`}, []any{}
	if w.Before > 0 {
		where, args = append(where, `id < ?`), append(args, w.Before)
	}
	if w.Who != "" {
		where, args = append(where, `who = ?`), append(args, w.Who)
	}
	if w.What != "" {
		where, args = append(where, `(what = ? OR substr(what, 1, ?) = ?)`), append(args, w.What, len(w.What)+1, w.What+".")
	}
	rows, err := db.read.QueryContext(ctx, `SELECT id, at, who, what, on_what, address, detail FROM audit WHERE `+strings.Join(where, ` AND `)+` ORDER BY id DESC LIMIT ?`, append(args, w.N)...)
	if err != nil {
		return nil, fmt.Errorf("read the audit log: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var e AuditEntry
		var at int64
		var detail string
		if err := rows.Scan(&e.ID, &at, &e.Who, &e.What, &e.On, &e.From, &detail); err != nil {
			return nil, fmt.Errorf("read the audit log: %w", err)
		}
		e.At = fromMS(at)
		if err := json.Unmarshal([]byte(detail), &e.Detail); err != nil {
			return nil, fmt.Errorf("read entry %d of the audit log: %w", e.ID, err)
		}
		all = append(all, e)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read the audit log: %w", err)
	}
	return all, nil
}
