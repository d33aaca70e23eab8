package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// ID tells this database from every other. Its copies and backups have the same; it says nothing of the salt that it is
// made of.
func (db *DB) ID(ctx context.Context) (string, error) {
	var salt []byte
	if err := db.read.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = 'salt'`).Scan(&salt); err != nil {
		return "", fmt.Errorf("read the database's identity: %w", err)
	}
	sum := sha256.Sum256(append([]byte("molva database\x00"), salt...))
	return hex.EncodeToString(sum[:8]), nil
}
