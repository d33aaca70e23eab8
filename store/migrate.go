package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
)

// builtIn are the numbered steps that lead from an empty file to the present schema. A step is never edited once it was
// released: databases remember the checksum of each step they took.
//
//go:embed migrations/*.sql
var builtIn embed.FS

// NewerError says that the database was written by a newer molva. Nothing was changed.
type NewerError struct{ Have, Know int }

func (e *NewerError) Error() string {
	return fmt.Sprintf("the database has version %d and this molva knows versions up to %d: use the newer molva, or restore the backup that it made before upgrading", e.Have, e.Know)
}

type migration struct {
	version        int
	name, sql, sum string
}

// migrations reads the steps, which must be numbered from 1 without a gap.
func migrations(files fs.FS) ([]migration, error) {
	names, err := fs.Glob(files, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	var steps []migration
	for _, path := range names {
		text, err := fs.ReadFile(files, path)
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(strings.TrimPrefix(path, "migrations/"), ".sql")
		number, _, _ := strings.Cut(name, "_")
		version, err := strconv.Atoi(number)
		if err != nil {
			return nil, fmt.Errorf("migration %s has no number", name)
		}
		sum := sha256.Sum256(text)
		steps = append(steps, migration{version, name, string(text), hex.EncodeToString(sum[:])})
	}
	slices.SortFunc(steps, func(a, b migration) int { return cmp.Compare(a.version, b.version) })
	for i, step := range steps {
		if step.version != i+1 {
			return nil, fmt.Errorf("migration %s should have number %d", step.name, i+1)
		}
	}
	return steps, nil
}

// version reads how many steps the database has taken: 0 for an empty file. It only reads.
func version(ctx context.Context, db *sql.DB, steps []migration) (int, error) {
	var have, tables int
	err := db.QueryRowContext(ctx, `SELECT user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_user_version`).Scan(&have, &tables)
	switch {
	case err != nil:
		return 0, err
	case have > len(steps):
		return have, &NewerError{Have: have, Know: len(steps)}
	case have == 0 && tables > 0:
		return 0, errors.New("the file is a database of another program")
	}
	return have, nil
}

// current refuses to read what would first need an upgrade.
func current(have int, steps []migration) error {
	if have < len(steps) {
		return fmt.Errorf("the database has version %d, want %d: start molva once to upgrade it", have, len(steps))
	}
	return nil
}

// migrate takes the steps that are missing, each in one transaction, after a verified backup where there is anything to
// lose.
func (db *DB) migrate(ctx context.Context, have int, steps []migration) error {
	if err := db.unchanged(ctx, steps[:have]); err != nil {
		return err
	}
	for _, step := range steps[have:] {
		if step.version > 1 {
			if err := db.backupBefore(ctx, step); err != nil {
				return err
			}
		}
		if err := db.take(ctx, step); err != nil {
			return fmt.Errorf("migration %s: %w", step.name, err)
		}
		db.log.Info("database upgraded", "version", step.version)
	}
	return nil
}

// unchanged compares the steps that the database took with those that we know.
func (db *DB) unchanged(ctx context.Context, taken []migration) error {
	for _, step := range taken {
		var sum string
		err := db.write.QueryRowContext(ctx, `SELECT sum FROM migration WHERE version = ?`, step.version).Scan(&sum)
		if err != nil {
			return fmt.Errorf("look up migration %s: %w", step.name, err)
		}
		if sum != step.sum {
			return fmt.Errorf("migration %s is not the one that the database took", step.name)
		}
	}
	return nil
}

func (db *DB) take(ctx context.Context, step migration) error {
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	db.step("migrate")
	for _, query := range []string{
		`CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, sum TEXT NOT NULL, at INTEGER NOT NULL)`,
		step.sql,
		fmt.Sprintf(`PRAGMA user_version = %d`, step.version),
	} {
		if _, err := tx.ExecContext(ctx, query); err != nil {
			return err
		}
		db.step("migrated in part")
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO migration VALUES (?, ?, ?, ?)`, step.version, step.name, step.sum, db.now().UnixMilli())
	if err != nil {
		return err
	}
	defer db.step("migrated")
	return tx.Commit()
}

// backupBefore keeps the database as it was before a step. One that an earlier try left may be old by now and goes,
// once the new one is whole.
func (db *DB) backupBefore(ctx context.Context, step migration) error {
	path := fmt.Sprintf("%s.v%d.backup", db.path, step.version-1)
	fresh := path + ".new"
	if err := os.RemoveAll(fresh); err != nil {
		return err
	}
	if err := db.Backup(ctx, fresh); err != nil {
		return fmt.Errorf("before migration %s: %w", step.name, err)
	}
	db.step("keep the backup")
	defer db.step("backup kept")
	db.log.Info("database backed up", "path", path)
	return os.Rename(fresh, path)
}
