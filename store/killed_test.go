package store

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

var (
	long = flag.Bool("long", false, "the nightly form: an upgrade is killed at a hundred moments")
	seed = flag.Uint64("seed", 1, "what decides the moments")
)

// TestMain lets this test binary be a process that upgrades a database and can be killed meanwhile.
func TestMain(m *testing.M) {
	if path, ok := os.LookupEnv(upgradeThis); ok {
		if err := upgrade(context.Background(), path, os.Getenv(killAt)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// What the environment of the upgrading process says, which only this test binary understands.
const (
	upgradeThis = "MOLVA_TEST_UPGRADE" // a database
	killAt      = "MOLVA_TEST_KILL_AT" // a step of Options.Step and how often it must be reached, such as "migrate:1"; "" for none
)

// addMore is a step of some tens of milliseconds.
const addMore = `CREATE TABLE more (x INTEGER PRIMARY KEY, y BLOB);
	WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) INSERT INTO more SELECT i, randomblob(100) FROM n;
	CREATE INDEX more_y ON more (y);
	DELETE FROM dead`

func upgrade(ctx context.Context, path, step string) error {
	steps, err := oneMore(addMore)
	if err != nil {
		return err
	}
	reached := map[string]int{}
	db, err := Open(ctx, Options{Path: path, Step: func(name string) {
		if reached[name]++; fmt.Sprintf("%s:%d", name, reached[name]) == step {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // until the signal has come
		}
	}})
	if newer := (*NewerError)(nil); errors.As(err, &newer) && newer.Have == 2 {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(db.migrate(ctx, 1, steps), db.Close())
}

// upgrading starts the process.
func upgrading(t *testing.T, path, step string) *exec.Cmd {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), upgradeThis+"="+path, killAt+"="+step)
	c.Stderr = os.Stderr
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c
}

const letters = 3000 // that the old database has

// oldDatabase is the bytes of one at the first version.
func oldDatabase(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "molva.db")
	db := newDB(t, path)
	if err := db.migrate(t.Context(), 1, grown(t, addMore)[:1]); err != nil {
		t.Fatal(err)
	}
	if _, err := db.write.Exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		INSERT INTO dead (stage, reason, source, run, network, at, raw) SELECT 'decode', '', 'shop', '', 'shop', 0, randomblob(200) FROM n`, letters); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return old
}

// TestKilledWhileUpgrading: the database has the old schema or the new one, whole, and the backup that is there is good.
func TestKilledWhileUpgrading(t *testing.T) {
	old := oldDatabase(t)
	for _, c := range []struct {
		step    string
		hits    int
		version int
		backup  bool
	}{
		{"copied", 1, 1, false},
		{"name the copy", 1, 1, false},
		{"copy named", 1, 1, false},
		{"keep the backup", 1, 1, false},
		{"backup kept", 1, 1, true},
		{"migrate", 1, 1, true},
		{"migrated in part", 2, 1, true},
		{"migrated in part", 3, 1, true},
		{"migrated", 1, 2, true},
	} {
		t.Run(fmt.Sprintf("%s %d", c.step, c.hits), func(t *testing.T) {
			path := place(t, old)
			if err := upgrading(t, path, fmt.Sprintf("%s:%d", c.step, c.hits)).Wait(); err == nil || !strings.Contains(err.Error(), "signal: killed") {
				t.Fatalf("it was not killed: %v", err)
			}
			if version := wantWhole(t, path); version != c.version {
				t.Errorf("version is %d, want %d", version, c.version)
			}
			if backup := wantWholeBackup(t, path); backup != c.backup {
				t.Errorf("there is a backup: %v, want %v", backup, c.backup)
			}
			wantUpgrade(t, path)
		})
	}
}

// TestKilledAnyTimeWhileUpgrading is the same at moments that nobody chose.
func TestKilledAnyTimeWhileUpgrading(t *testing.T) {
	kills := 6
	if *long {
		kills = 100
	}
	t.Logf("seed %d, %d kills", *seed, kills)
	old, dice := oldDatabase(t), rand.New(rand.NewPCG(*seed, 0))
	began := time.Now()
	wantUpgrade(t, place(t, old))
	took, upgraded := time.Since(began), 0
	for range kills {
		path := place(t, old)
		c := upgrading(t, path, "")
		time.Sleep(time.Duration(dice.Int64N(int64(took))))
		c.Process.Kill()
		c.Wait()
		if wantWhole(t, path) == 2 {
			upgraded++
		}
		wantWholeBackup(t, path)
		wantUpgrade(t, path)
	}
	t.Logf("%d of %d were upgraded when they were killed, of %v", upgraded, kills, took.Round(time.Millisecond))
}

// place puts the old database into a folder of its own.
func place(t *testing.T, old []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "molva.db")
	if err := os.WriteFile(path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// wantUpgrade runs the upgrade to its end.
func wantUpgrade(t *testing.T, path string) {
	t.Helper()
	if err := upgrading(t, path, "").Wait(); err != nil {
		t.Fatalf("upgrade: %v", err)
	}
	if version := wantWhole(t, path); version != 2 {
		t.Errorf("version is %d after the upgrade, want 2", version)
	}
	if !wantWholeBackup(t, path) {
		t.Error("there is no backup after the upgrade")
	}
}

// wantWhole reads the version and finds in the file what that version has.
func wantWhole(t *testing.T, path string) int {
	t.Helper()
	db, err := connect(t.Context(), path, "ro", 1, readerPragmas())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var version, old, more, tables int
	err = db.QueryRowContext(t.Context(), `SELECT user_version, (SELECT count(*) FROM dead), (SELECT count(*) FROM sqlite_schema WHERE name = 'more')
		FROM pragma_user_version`).Scan(&version, &old, &tables)
	if err == nil && tables > 0 {
		err = db.QueryRowContext(t.Context(), `SELECT count(*) FROM more`).Scan(&more)
	}
	if err == nil {
		err = intact(t.Context(), db)
	}
	want := map[int][2]int{1: {letters, 0}, 2: {0, 60000}}[version]
	if have := [2]int{old, more}; err != nil || have != want {
		t.Fatalf("version %d has %d old rows and %d new ones, want %v: %v", version, old, more, want, err)
	}
	return version
}

// wantWholeBackup reports whether there is a backup; one that is there is whole.
func wantWholeBackup(t *testing.T, path string) bool {
	t.Helper()
	backup := path + ".v1.backup"
	if _, err := os.Stat(backup); errors.Is(err, os.ErrNotExist) {
		return false
	}
	if version := wantWhole(t, backup); version != 1 {
		t.Errorf("the backup has version %d, want 1", version)
	}
	return true
}
