package store

import (
	"context"
	"database/sql"
)

// Bare opens an existing database file for writing as this package does, with nothing around it. It is for measuring
// what SQLite itself takes; nothing else should write past [DB].
func Bare(ctx context.Context, path string) (*sql.DB, error) {
	return connect(ctx, path, "rw", 1, writerPragmas())
}
