package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"molva/classify/cluster/theme"
	"molva/ingest"
)

// Options say which database, and as what.
type Options struct {
	Path     string
	ReadOnly bool           // beside a running instance: nothing is created, upgraded or written
	Topics   []ingest.Topic // the config's; nil keeps those that the database has, and the staff
	Staff    []string       // network:author of whoever speaks for us, people and accounts; what they say does not count
	Themes   *theme.Pack    // that complaints are sorted into; nil: the neutral ones
	Now      func() time.Time
	Log      *slog.Logger

	// Step is told the name of every step between which a crash must lose and double nothing. Tests only end the process
	// there; nil otherwise.
	Step func(name string)
}

// DB is one SQLite file: one connection that writes, a few that read. Everything but what is said otherwise may be
// called from several goroutines, and beside other processes that read.
type DB struct {
	path    string
	write   *sql.DB // nil when read-only
	read    reader
	session *session // belongs to whoever holds the write connection
	now     func() time.Time
	log     *slog.Logger
	step    func(string)
	with    method // to find complaints
	lines   int64  // least lines of the log of the books between two snapshots; 0: the usual
	watch   watch

	swept map[string]int64 // by source, the row up to which retention has looked at everything; the sweeper's own
}

// ErrReadOnly is the answer to writing into a database that was opened for reading.
var ErrReadOnly = errors.New("the database was opened for reading only")

// oldest is the first SQLite whose WAL cannot be corrupted by a checkpoint that meets a write (3.7.0 to 3.51.2 could).
const oldest = 3_051_003

// Open opens the database, creating or upgrading it as needed, and brings its topics up to the config. Before an upgrade
// it makes a backup beside the file. A database of a newer molva is refused untouched: *NewerError.
func Open(ctx context.Context, o Options) (*DB, error) {
	db := &DB{path: o.Path, now: o.Now, log: o.Log, step: o.Step, with: method{pack: o.Themes}}
	if db.now == nil {
		db.now = time.Now
	}
	if db.log == nil {
		db.log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	if db.step == nil {
		db.step = func(string) {}
	}
	if err := db.open(ctx, o); err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", o.Path, advised(err)), db.Close())
	}
	return db, nil
}

func (db *DB) open(ctx context.Context, o Options) (err error) {
	steps, err := migrations(builtIn)
	if err != nil {
		return err
	}
	unclean := size(db.path+"-wal") > 0
	if err := exists(db.path, o.ReadOnly); err != nil {
		return err
	}
	if db.read.DB, err = connect(ctx, db.path, "ro", 4, readerPragmas()); err != nil {
		return err
	}
	if err := floor(ctx, db.read.DB); err != nil {
		return err
	}
	have, err := version(ctx, db.read.DB, steps)
	if err != nil {
		return err
	}
	if o.ReadOnly {
		return current(have, steps)
	}
	if db.write, err = connect(ctx, db.path, "rw", 1, writerPragmas()); err != nil {
		return err
	}
	if unclean {
		if err := db.check(ctx); err != nil {
			return err
		}
	}
	if err := db.migrate(ctx, have, steps); err != nil {
		return err
	}
	if o.Topics == nil {
		return nil
	}
	if err := db.SetTopics(ctx, o.Topics); err != nil {
		return err
	}
	return db.setStaff(ctx, o.Staff)
}

// Close ends all connections; the last one to close tidies the WAL away.
func (db *DB) Close() error {
	var errs []error
	db.watch.close()
	if db.read.DB != nil {
		errs = append(errs, db.read.Close())
	}
	if db.write != nil {
		db.rest()
		errs = append(errs, db.closeSession(), db.write.Close())
	}
	return errors.Join(errs...)
}

func (db *DB) closeSession() error {
	conn, err := db.write.Conn(context.Background())
	if err != nil {
		return nil // closed before
	}
	defer conn.Close()
	return conn.Raw(func(any) error {
		if db.session == nil {
			return nil
		}
		err := db.session.close()
		db.session = nil
		return err
	})
}

// Size is what the database takes on disk, in bytes.
func (db *DB) Size() int64 { return size(db.path) + size(db.path+"-wal") }

// size of a file, 0 when there is none.
func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// exists sees to it that the file is there, for its owner alone; SQLite gives the files beside it the same mode.
func exists(path string, readOnly bool) error {
	if readOnly {
		_, err := os.Stat(path)
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(f.Chmod(0o600), f.Close())
}

func floor(ctx context.Context, db *sql.DB) error {
	var name string
	if err := db.QueryRowContext(ctx, `SELECT sqlite_version()`).Scan(&name); err != nil {
		return err
	}
	var major, minor, patch int
	if _, err := fmt.Sscanf(name, "%d.%d.%d", &major, &minor, &patch); err != nil {
		return fmt.Errorf("read SQLite's version %q: %w", name, err)
	}
	if major*1_000_000+minor*1_000+patch < oldest {
		return fmt.Errorf("SQLite is %s, want 3.51.3 or later: older ones can corrupt the file", name)
	}
	return nil
}

// cheap is the largest file, in bytes, that is checked at start after an unclean stop: above it the check would hold
// up the start, and Verify does it on demand.
const cheap = 256 << 20

func (db *DB) check(ctx context.Context) error {
	if size(db.path) > cheap {
		return nil
	}
	var said string
	if err := db.write.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&said); err != nil {
		return fmt.Errorf("check after an unclean stop: %w", err)
	}
	if said != "ok" {
		return fmt.Errorf("check after an unclean stop: %w: %s", errDamaged, strings.ReplaceAll(said, "\n", " "))
	}
	return nil
}
