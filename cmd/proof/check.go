package proof

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3" // the views are read as another program would
)

// Drained waits until everything acknowledged is stored.
func (h Home) Drained(t testing.TB, l *Ledger, within time.Duration) {
	t.Helper()
	db := h.views(t)
	defer db.Close()
	missing := 0
	for end := time.Now().Add(within); ; time.Sleep(50 * time.Millisecond) {
		stored := keys(t, db)
		missing = 0
		for key, s := range l.all() {
			if s.Fate == Acked && stored[key] == 0 {
				missing++
			}
		}
		if missing == 0 {
			return
		}
		if time.Now().After(end) {
			t.Errorf("%d acknowledged mentions are not stored after %v", missing, within)
			return
		}
	}
}

// Check compares the ledger with the database of a program that has stopped: nothing acknowledged is lost, nothing is
// there that was never sent or stands there twice, every hour's sum is what the ledger adds up to, and the program's own
// verify agrees.
func (h Home) Check(t testing.TB, l *Ledger) {
	t.Helper()
	db := h.views(t)
	defer db.Close()
	stored, sent := keys(t, db), l.all()
	lost, ghosts, doubled := 0, 0, 0
	for key, s := range sent {
		if s.Fate == Acked && stored[key] == 0 {
			lost++
		}
	}
	hours := map[string]int{}
	for key, n := range stored {
		s, ok := sent[key]
		if !ok {
			ghosts++
		}
		if n > 1 {
			doubled++
		}
		hours[s.Hour.Format(time.RFC3339)]++
	}
	if lost+ghosts+doubled > 0 {
		t.Errorf("lost %d, ghosts %d, doubled %d, of %d acknowledged and %d sent", lost, ghosts, doubled, l.Acks(), len(sent))
	}
	if sums := hourly(t, db); !maps.Equal(sums, hours) {
		t.Errorf("sums differ from the ledger: %s", difference(sums, hours))
	}
	checkIntake(t, db, len(stored))
	if o := h.Run(t, "verify"); o.Code != 0 {
		t.Errorf("verify: exit code %d: %s%s", o.Code, o.Out, o.Errors)
	}
	t.Logf("%d acknowledged, %d sent, %d stored; lost %d, ghosts %d, doubled %d", l.Acks(), len(sent), len(stored), lost, ghosts, doubled)
}

func (h Home) views(t testing.TB) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+h.Database()+"?mode=ro&_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// keys counts how often each mention is stored.
func keys(t testing.TB, db *sql.DB) map[string]int {
	t.Helper()
	return counts(t, db, `SELECT id, count(*) FROM v_mention GROUP BY id`)
}

// hourly is what the sums say of each hour, over all that was felt.
func hourly(t testing.TB, db *sql.DB) map[string]int {
	t.Helper()
	return counts(t, db, `SELECT hour, sum(negative + neutral + positive) FROM v_hour WHERE topic = 'zarya' GROUP BY hour`)
}

func counts(t testing.TB, db *sql.DB, query string) map[string]int {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[string]int{}
	for rows.Next() {
		var key string
		var n int
		if err := rows.Scan(&key, &n); err != nil {
			t.Fatal(err)
		}
		all[key] = n
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// checkIntake adds the outcomes up: received is their sum, and as many were stored as there are.
func checkIntake(t testing.TB, db *sql.DB, mentions int) {
	t.Helper()
	var received, outcomes, stored int
	err := db.QueryRowContext(t.Context(), `SELECT coalesce(sum(received), 0), coalesce(sum(stored + duplicate + updated + unmatched + rejected + dead + erased), 0),
		coalesce(sum(stored), 0) FROM v_intake`).Scan(&received, &outcomes, &stored)
	if err != nil {
		t.Fatal(err)
	}
	if received != outcomes || stored != mentions {
		t.Errorf("received %d with outcomes %d, stored %d with %d mentions", received, outcomes, stored, mentions)
	}
}

func difference(have, want map[string]int) string {
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if have[key] != want[key] {
			return fmt.Sprintf("%s has %d, want %d", key, have[key], want[key])
		}
	}
	for _, key := range slices.Sorted(maps.Keys(have)) {
		if _, ok := want[key]; !ok {
			return fmt.Sprintf("%s has %d, want nothing", key, have[key])
		}
	}
	return "nowhere"
}
