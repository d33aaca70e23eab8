package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Backup writes a copy of the database as it is at one moment, while others go on writing. The copy is checked and on
// disk before it gets its name; a file that is there already is left alone and is an error.
func (db *DB) Backup(ctx context.Context, path string) error {
	if err := beyond(ctx); err != nil {
		return fmt.Errorf("back up database: %w", err)
	}
	if err := copyDatabase(ctx, db.path, path, db.step); err != nil {
		return fmt.Errorf("back up database: %w", err)
	}
	return nil
}

// Restore makes a database of a backup: it checks the backup and copies it to path, where none may be yet. A backup of
// a newer molva is refused with *NewerError, one of an older molva is upgraded when it is opened.
func Restore(ctx context.Context, backup, path string) error {
	if err := copyDatabase(ctx, backup, path, func(string) {}); err != nil {
		return fmt.Errorf("restore database: %w", err)
	}
	return nil
}

// copyDatabase copies by VACUUM INTO, which reads one consistent state, keeps no writer waiting and leaves behind what
// was deleted. Copying the file's bytes would miss what is only in the WAL.
func copyDatabase(ctx context.Context, from, to string, step func(string)) error {
	if _, err := os.Lstat(to); err == nil {
		return fmt.Errorf("%s is there already", to)
	}
	if _, err := os.Stat(from); err != nil {
		return err
	}
	part, err := os.CreateTemp(filepath.Dir(to), filepath.Base(to)+".*.part")
	if err != nil {
		return err
	}
	defer os.Remove(part.Name())
	defer part.Close()
	if err := vacuumInto(ctx, from, part.Name()); err != nil {
		return err
	}
	step("copied")
	if err := inspect(ctx, part.Name()); err != nil {
		return fmt.Errorf("check the copy: %w", err)
	}
	if err := part.Sync(); err != nil {
		return err
	}
	step("name the copy")
	if err := os.Link(part.Name(), to); err != nil { // a rename would go over a file that came meanwhile
		return err
	}
	step("copy named")
	return syncFolder(filepath.Dir(to))
}

func vacuumInto(ctx context.Context, from, to string) (err error) {
	db, err := connect(ctx, from, "ro", 1, []string{"trusted_schema = OFF", "busy_timeout = 5000"})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	_, err = db.ExecContext(ctx, `VACUUM INTO ?`, to)
	return err
}

// inspect proves that a file is a whole molva database which this molva can open.
func inspect(ctx context.Context, path string) (err error) {
	steps, err := migrations(builtIn)
	if err != nil {
		return err
	}
	db, err := connect(ctx, path, "ro", 1, readerPragmas())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := version(ctx, db, steps); err != nil {
		return err
	}
	return intact(ctx, db)
}

func syncFolder(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
