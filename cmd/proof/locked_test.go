package proof

import (
	"context"
	"database/sql"
	"os"
	"strings"
	"testing"
	"time"
)

// rated is how many mentions a second a node promises to take whatever else happens.
const rated = 200

// TestDatabaseLocked lets another program hold the database's write lock. Mentions are accepted as ever, since the
// stream takes them; the pages answer; readiness says what is wrong; and once the lock is gone all is saved, once.
func TestDatabaseLocked(t *testing.T) {
	mostlyWaits(t)
	held := longer(20*time.Second, 2*time.Minute)
	home, ledger := NewHome(t, binary, ""), NewLedger(t)
	p := home.Start(t)
	senders := offer(t, p, ledger, rated)
	saved(t, home, 2*rated)
	readers := &Readers{URL: p.URL, Paths: []string{"/"}, Pause: 200 * time.Millisecond}
	readers.Start(t, 2)

	release := lockDatabase(t, home)
	locked := time.Now()
	for reason := ""; !strings.Contains(reason, "database is locked"); _, reason, _ = p.Readiness(t) {
		if time.Since(locked) > 30*time.Second {
			t.Fatalf("30 s after the database was locked the program says %q, want not ready", reason)
		}
		time.Sleep(100 * time.Millisecond)
	}
	noticed := time.Since(locked)
	accepts(t, ledger, 0.9*rated, held-noticed)
	release()
	senders.Stop()
	readers.Stop()
	readers.Check(t, 99, time.Second)
	home.Drained(t, ledger, time.Minute)
	p.ready(t, 30*time.Second)
	p.Stop(t)
	home.Check(t, ledger)
	t.Logf("locked for %v, noticed after %v: %d accepted, %d refused", held, noticed, ledger.Acks(), senders.Refused())
}

// TestLongReader lets another program read one state of the database for long. No checkpoint can go past that state, so
// the write-ahead log grows; it must stay within bounds and become small again once the reader is gone.
func TestLongReader(t *testing.T) {
	mostlyWaits(t)
	held := longer(20*time.Second, time.Minute)
	const most, usual = 256 << 20, 64 << 20
	home, ledger := NewHome(t, binary, ""), NewLedger(t)
	p := home.Start(t)
	rate := rated
	if !*long {
		rate = 3 * rated // else there would be nothing to see in so short a time
	}
	senders := offer(t, p, ledger, rate)
	saved(t, home, 2*rated)

	db := home.views(t)
	defer db.Close()
	state, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer state.Rollback()
	seen := keysIn(t, state)
	wal, peak := home.Database()+"-wal", int64(0)
	for began := time.Now(); time.Since(began) < held || peak <= usual; time.Sleep(100 * time.Millisecond) {
		if peak = max(peak, size(t, wal)); time.Since(began) > 3*time.Minute {
			t.Fatalf("the write-ahead log has only %d MB: nothing can be seen of its growth", peak>>20)
		}
	}
	if now := keysIn(t, state); now != seen {
		t.Fatalf("the reader saw %d mentions and then %d: it holds nothing", seen, now)
	}
	if err := state.Rollback(); err != nil {
		t.Fatal(err)
	}
	if peak > most {
		t.Errorf("the write-ahead log grew to %d MB under a reader, want at most %d", peak>>20, most>>20)
	}
	Eventually(t, time.Minute, "a small write-ahead log", func() bool { return size(t, wal) <= usual })
	t.Logf("read for %v: the write-ahead log had %d MB at most and has %d MB now", held, peak>>20, size(t, wal)>>20)
	senders.Stop()
	home.Drained(t, ledger, time.Minute)
	p.Stop(t)
	home.Check(t, ledger)
}

// offer has four senders offer a tenth more than a rate, as they do not make up for the time of a slow answer.
func offer(t *testing.T, p *Process, l *Ledger, rate int) *Senders {
	t.Helper()
	s := &Senders{Ledger: l, URL: func() string { return p.URL }, Rate: rate + rate/10}
	s.Start(t, 4, *seed)
	return s
}

// saved waits until so many mentions are in the database.
func saved(t *testing.T, h Home, n int) {
	t.Helper()
	db := h.views(t)
	defer db.Close()
	Eventually(t, time.Minute, "mentions in the database", func() bool { return keysIn(t, db) >= n })
}

func keysIn(t *testing.T, db interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
}) (n int) {
	t.Helper()
	if err := db.QueryRowContext(t.Context(), `SELECT count(*) FROM v_mention`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func size(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// lockDatabase takes the write lock, as another program would that writes for long.
func lockDatabase(t *testing.T, h Home) (release func()) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+h.Database()+"?mode=rw&_busy_timeout=10000&_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	release = func() {
		tx.Rollback()
		db.Close()
	}
	t.Cleanup(release)
	return release
}

// accepts measures what is accepted in stretches of some seconds, for so long; in each it must be so many a second.
func accepts(t *testing.T, l *Ledger, least float64, within time.Duration) {
	t.Helper()
	stretches := max(1, within/(8*time.Second))
	for range stretches {
		before, began := l.Acks(), time.Now()
		time.Sleep(within / stretches)
		if rate := float64(l.Acks()-before) / time.Since(began).Seconds(); rate < least {
			t.Errorf("accepted %.0f mentions a second, want %.0f", rate, least)
		}
	}
}
