package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// ErasePages takes what was erased out of the files as well: the search index keeps the words of what it no longer knows until it is
// merged, the database the bytes of rows that are gone, the log what it wrote before, and the backups that molva made before it
// changed the database all of it. While the file is written anew nothing is saved: a second for a hundred thousand mentions.
// Whatever is erased by then is done with it.
func (db *DB) ErasePages(ctx context.Context, all ...*Erasure) error {
	if len(all) == 0 {
		return nil
	}
	if err := db.erasePages(ctx, all); err != nil {
		return fmt.Errorf("erase what is left in the files: %w", err)
	}
	return nil
}

func (db *DB) erasePages(ctx context.Context, all []*Erasure) error {
	removed, err := db.dropBackups(time.Time{})
	if err != nil {
		return err
	}
	err = db.writing(ctx, func(s *session) error {
		_, err := s.exec(`INSERT INTO search (search) VALUES ('optimize')`)
		return err
	})
	if err != nil {
		return err
	}
	db.step("search merged")
	if _, err := db.write.ExecContext(ctx, `VACUUM`); err != nil {
		return err
	}
	db.step("file written anew")
	if err := db.emptyWAL(ctx); err != nil {
		return err
	}
	return db.amend(ctx, func(f *filing) error {
		for _, e := range all {
			e.Erased.Backups += removed
			if err := f.advance(e, EraseOver); err != nil {
				return err
			}
		}
		return nil
	})
}

// emptyWAL waits until nobody reads an older state any more; then the log of writes is cut to nothing.
func (db *DB) emptyWAL(ctx context.Context) error {
	for {
		var busy, pages, moved int
		if err := db.write.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved); err != nil {
			return err
		}
		if busy == 0 {
			return nil
		}
		if err := pause(ctx, 100*time.Millisecond); err != nil {
			return err
		}
	}
}

// DropBackups removes the backups that molva made before it changed the database, those of before a moment, and says how many they
// were. What others copied is theirs.
func (db *DB) DropBackups(before time.Time) (removed int, err error) {
	if removed, err = db.dropBackups(before); err != nil {
		return removed, fmt.Errorf("remove old backups: %w", err)
	}
	return removed, nil
}

// dropBackups removes those of before a moment, and all of them at the zero time.
func (db *DB) dropBackups(before time.Time) (removed int, err error) {
	found, err := filepath.Glob(globbed(db.path) + ".v*.backup*")
	if err != nil {
		return 0, err
	}
	for _, path := range found {
		info, err := os.Stat(path)
		if err != nil {
			return removed, err
		}
		if !before.IsZero() && !info.ModTime().Before(before) {
			continue
		}
		if err := os.Remove(path); err != nil {
			return removed, err
		}
		removed++
	}
	return removed, nil
}

// globbed is a path as a pattern that it alone fits.
func globbed(path string) string {
	var out []rune
	for _, r := range path {
		if r == '*' || r == '?' || r == '[' || r == '\\' {
			out = append(out, '\\')
		}
		out = append(out, r)
	}
	return string(out)
}
