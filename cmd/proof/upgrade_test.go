package proof

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// TestUpgrade kills a molva of tomorrow, which has one step of the schema more, while it upgrades. The database has then the
// old schema or the new one, whole, with all its mentions; a backup of the old one is kept and good; and the molva of today
// refuses the new one without touching it.
func TestUpgrade(t *testing.T) {
	mostlyWaits(t)
	kills := 10
	if *long {
		kills = 100
	}
	home, ledger := NewHome(t, binary, ""), NewLedger(t)
	home.gather(t, ledger, 6000)
	today := schema(t, home.Database())
	old := filepath.Join(home.Dir, "old.db")
	home.Do(t, "backup", old)
	tomorrow := Home{Binary: buildNext(t, today+1), Dir: home.Dir, Env: home.Env}

	took := tomorrow.upgrade(t)
	dice := rand.New(rand.NewPCG(*seed, 2))
	between, left := 0, map[int]int{}
	for range kills {
		tomorrow.putBack(t, old)
		before := tomorrow.backupOf(today)
		if err := os.Remove(before); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		p, _ := tomorrow.Launch(t)
		time.Sleep(time.Duration(dice.Int64N(int64(took) * 12 / 10)))
		p.Kill(t)
		have := schema(t, home.Database())
		left[have]++
		if _, err := os.Stat(before); err == nil {
			if have == today {
				between++
			}
			if got := schema(t, before); got != today {
				t.Errorf("the backup before the upgrade has schema %d, want %d", got, today)
			}
			home.beside(t, before).checkCopy(t, ledger)
		} else if have > today {
			t.Error("upgraded without a backup")
		}
		version := map[int]Home{today: home, today + 1: tomorrow}[have]
		if version.Binary == "" {
			t.Fatalf("the schema is %d, want %d or %d", have, today, today+1)
		}
		version.checkCopy(t, ledger)
	}
	t.Logf("an upgrade took %v; %d kills left %v, %d of them after the backup and before the end", took, kills, left, between)

	tomorrow.upgrade(t)
	home.refuses(t)
	tomorrow.Check(t, ledger)
	home.putBack(t, home.backupOf(today)) // the way back
	home.Start(t).Stop(t)
	home.Check(t, ledger)
}

// gather stores mentions that come by the hooks, and stops.
func (h Home) gather(t *testing.T, ledger *Ledger, n int) {
	t.Helper()
	p := h.Start(t)
	senders := &Senders{Ledger: ledger, URL: func() string { return p.URL }, Batch: 400, Rate: 4000}
	senders.Start(t, 2, *seed)
	Eventually(t, time.Minute, fmt.Sprintf("%d mentions are acknowledged", n), func() bool { return ledger.Acks() >= n })
	senders.Stop()
	h.Drained(t, ledger, time.Minute)
	p.Stop(t)
}

// upgrade starts the program and stops it, and returns how long the start took.
func (h Home) upgrade(t *testing.T) time.Duration {
	t.Helper()
	began := time.Now()
	p := h.Start(t)
	took := time.Since(began)
	p.Stop(t)
	return took
}

// backupOf is where the program keeps the database before it leaves a schema.
func (h Home) backupOf(schema int) string { return fmt.Sprintf("%s.v%d.backup", h.Database(), schema) }

// beside is another home of the same program on a copy of a database.
func (h Home) beside(t *testing.T, file string) Home {
	t.Helper()
	other := NewHome(t, h.Binary, "")
	other.putBack(t, file)
	return other
}

// refuses wants the program not to start on its database, and not to have changed it.
func (h Home) refuses(t *testing.T) {
	t.Helper()
	before := hashOf(t, h.Database())
	for _, args := range [][]string{{"run", "--listen", "127.0.0.1:0"}, {"mentions"}, {"verify"}, {"backup", filepath.Join(h.Dir, "none")}} {
		if o := h.Run(t, args...); o.Code == 0 {
			t.Errorf("molva %v works on a newer database: %s", args, o.Out)
		}
	}
	if after := hashOf(t, h.Database()); after != before {
		t.Error("an older program changed a newer database")
	}
}

func hashOf(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// schema is the version that the database says it has, after SQLite has rolled back what was cut short.
func schema(t *testing.T, file string) (version int) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+file+"?mode=rw")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRowContext(t.Context(), `SELECT user_version FROM pragma_user_version`).Scan(&version); err != nil {
		t.Fatal(err)
	}
	return version
}

// buildNext compiles the program with one more step, which touches every mention, so that it takes a while.
func buildNext(t *testing.T, version int) string {
	t.Helper()
	dir := t.TempDir()
	sql := filepath.Join(dir, "next.sql")
	write(t, sql, "ALTER TABLE mention ADD COLUMN next TEXT NOT NULL DEFAULT '';\nUPDATE mention SET next = hex(randomblob(40));\n"+
		"CREATE INDEX mention_next ON mention (next);\n")
	step, err := filepath.Abs(fmt.Sprintf("../../store/migrations/%04d_next.sql", version))
	if err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{step: sql}})
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "overlay.json"), string(overlay))
	bin := filepath.Join(dir, "molva")
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	if out, err := exec.CommandContext(ctx, "go", "build", "-overlay", filepath.Join(dir, "overlay.json"), "-o", bin, Molva).CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return bin
}
