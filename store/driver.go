//go:build cgo

package store

import (
	"errors"

	"github.com/mattn/go-sqlite3"
)

// native is false in a binary that was built without cgo and so has no SQLite in it.
const native = true

// damaged reports whether an error says that the file itself is broken.
func damaged(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && (e.Code == sqlite3.ErrCorrupt || e.Code == sqlite3.ErrNotADB)
}

// fromOutside reports whether an error says nothing against what was being saved: trying again may help, and another
// batch would have met it too.
func fromOutside(err error) bool {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code {
	case sqlite3.ErrBusy, sqlite3.ErrLocked, sqlite3.ErrNomem, sqlite3.ErrInterrupt, sqlite3.ErrProtocol,
		sqlite3.ErrFull, sqlite3.ErrIoErr, sqlite3.ErrCorrupt, sqlite3.ErrNotADB,
		sqlite3.ErrCantOpen, sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrAuth:
		return true
	}
	return false
}
