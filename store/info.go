package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Check opens a database in memory to see that SQLite is compiled in and can do what molva needs of it. It returns the
// library's version.
func Check(ctx context.Context) (version string, err error) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		return "", fmt.Errorf("open SQLite: %w", err)
	}
	defer db.Close()
	if err := db.QueryRowContext(ctx, `SELECT sqlite_version()`).Scan(&version); err != nil {
		return "", fmt.Errorf("ask SQLite for its version: %w", err)
	}
	if _, err := db.ExecContext(ctx, `CREATE VIRTUAL TABLE t USING fts4(x, tokenize=unicode61)`); err != nil {
		return version, fmt.Errorf("make a full-text table: %w", err)
	}
	return version, nil
}
