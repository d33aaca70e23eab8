package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"molva/classify"
)

// Intake counts what became of everything received; Received is the sum of the others.
type Intake struct {
	Source, Run                                     string
	Received, Stored, Duplicate, Updated, Unmatched int
	Rejected, Dead, Erased                          int
}

// Reason is why mentions were rejected, or a field of theirs that we do not know, and how often.
type Reason struct {
	Source string `json:"source"`
	Field  bool   `json:"field"` // Text names an unknown field, which was kept
	Text   string `json:"text"`
	Count  int    `json:"count"`
}

// Intake returns the ledger per source, sorted; run "" adds all runs up.
func (db *DB) Intake(ctx context.Context, run string) ([]Intake, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT source, sum(received), sum(stored), sum(duplicate), sum(updated), sum(unmatched),
			sum(rejected), sum(dead), sum(erased)
		FROM intake WHERE ?1 = '' OR run = ?1 GROUP BY source ORDER BY source`, run)
	if err != nil {
		return nil, fmt.Errorf("read intake: %w", err)
	}
	defer rows.Close()
	var all []Intake
	for rows.Next() {
		in := Intake{Run: run}
		err := rows.Scan(&in.Source, &in.Received, &in.Stored, &in.Duplicate, &in.Updated, &in.Unmatched, &in.Rejected, &in.Dead, &in.Erased)
		if err != nil {
			return nil, fmt.Errorf("read intake: %w", err)
		}
		all = append(all, in)
	}
	return all, rows.Err()
}

// Reasons returns why mentions were rejected and which fields we did not know, the most frequent first.
func (db *DB) Reasons(ctx context.Context, run string) ([]Reason, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT source, field, text, sum(count) AS n FROM intake_reason
		WHERE ?1 = '' OR run = ?1 GROUP BY 1, 2, 3 ORDER BY n DESC, 1, 2, 3`, run)
	if err != nil {
		return nil, fmt.Errorf("read reasons: %w", err)
	}
	defer rows.Close()
	var all []Reason
	for rows.Next() {
		var r Reason
		if err := rows.Scan(&r.Source, &r.Field, &r.Text, &r.Count); err != nil {
			return nil, fmt.Errorf("read reasons: %w", err)
		}
		all = append(all, r)
	}
	return all, rows.Err()
}

type intakeKey struct{ source, run string }

// tally counts one source's outcomes in one transaction.
type tally [outcomes]int64

func (f *filing) count(r *classify.Result, became outcome) {
	f.add(intakeKey{r.Item.Source, r.Item.Run}, became, 1)
}

func (f *filing) add(k intakeKey, became outcome, n int) {
	if f.intake[k] == nil {
		f.intake[k] = new(tally)
	}
	f.intake[k][became] += int64(n)
}

func (f *filing) saveIntake() error {
	for _, k := range slices.SortedFunc(maps.Keys(f.intake), compareIntake) {
		t := f.intake[k]
		var received int64
		for _, n := range t {
			received += n
		}
		_, err := f.exec(`INSERT INTO intake (source, run, received, stored, duplicate, updated, unmatched, rejected, dead, erased)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (source, run) DO UPDATE SET received = received + excluded.received, stored = stored + excluded.stored,
				duplicate = duplicate + excluded.duplicate, updated = updated + excluded.updated,
				unmatched = unmatched + excluded.unmatched, rejected = rejected + excluded.rejected,
				dead = dead + excluded.dead, erased = erased + excluded.erased`,
			k.source, k.run, received, t[stored], t[duplicate], t[updated], t[unmatched], t[rejected], t[dead], t[erased])
		if err != nil {
			return err
		}
	}
	return nil
}

func compareIntake(a, b intakeKey) int {
	return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.run, b.run))
}

// Reasons may quote what a stranger sent, so each source has room for so many, each so long; the rest is counted
// together.
const (
	maxReasons     = 100
	maxReasonBytes = 200
	otherReasons   = "(others)"
)

type reasonKey struct {
	intakeKey
	field bool
	text  string
}

type reasonScope struct {
	intakeKey
	field bool
}

// because counts why something was rejected, or a field that we do not know.
func (f *filing) because(source, run string, field bool, text string, n int) {
	f.reasons[reasonKey{intakeKey{source, run}, field, cut(text, maxReasonBytes)}] += n
}

// cut shortens a text to so many bytes, between two runes.
func cut(s string, max int) string {
	if len(s) <= max {
		return s
	}
	for max > 0 && !utf8.RuneStart(s[max]) {
		max--
	}
	return s[:max] + "…"
}

func (f *filing) saveReasons() error {
	for _, k := range slices.SortedFunc(maps.Keys(f.reasons), compareReasons) {
		if err := f.saveReason(k, f.reasons[k]); err != nil {
			return err
		}
	}
	return nil
}

func (f *filing) saveReason(k reasonKey, n int) error {
	const more = `UPDATE intake_reason SET count = count + ? WHERE source = ? AND run = ? AND field = ? AND text = ?`
	known, err := f.changed(more, n, k.source, k.run, k.field, k.text)
	if err != nil || known > 0 {
		return err
	}
	scope := reasonScope{k.intakeKey, k.field}
	if _, ok := f.memory.reasons[scope]; !ok {
		have, err := f.number(`SELECT count(*) FROM intake_reason WHERE source = ? AND run = ? AND field = ?`, k.source, k.run, k.field)
		if err != nil {
			return err
		}
		f.memory.reasons[scope] = int(have)
	}
	if f.memory.reasons[scope] >= maxReasons && k.text != otherReasons {
		k.text = otherReasons
		return f.saveReason(k, n)
	}
	f.memory.reasons[scope]++
	_, err = f.exec(`INSERT INTO intake_reason (source, run, field, text, count) VALUES (?, ?, ?, ?, ?)`, k.source, k.run, k.field, k.text, n)
	return err
}

func compareReasons(a, b reasonKey) int {
	if a.field != b.field {
		if b.field {
			return -1
		}
		return 1
	}
	return cmp.Or(compareIntake(a.intakeKey, b.intakeKey), strings.Compare(a.text, b.text))
}
