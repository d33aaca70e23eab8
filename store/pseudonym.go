package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"

	"molva/ingest"
)

// Pseudonym is what an author of a network is known by in steps: the hash that crowds and sets of members have, as 16 hex
// digits. Without the database's salt it says nothing of the author. It can be asked of a database that is open for reading.
func (db *DB) Pseudonym(ctx context.Context, network, author string) (string, error) {
	salt, err := db.salt(ctx)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%016x", handleOf(salt, network, author)), nil
}

// PseudonymKey is what a CRM's own id of somebody is known by in steps, however it is typed, as 32 hex digits. Otherwise it is
// like Pseudonym.
func (db *DB) PseudonymKey(ctx context.Context, key string) (string, error) {
	salt, err := db.salt(ctx)
	if err != nil {
		return "", err
	}
	return pseudonymOf(salt, key), nil
}

func pseudonymOf(salt []byte, key string) string {
	return hex.EncodeToString(disguise(salt, "key", []byte(ingest.PlainContact(key))))
}

func (db *DB) salt(ctx context.Context) (salt []byte, err error) {
	if err := db.read.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = 'salt'`).Scan(&salt); err != nil {
		return nil, fmt.Errorf("read what hashes are made with: %w", err)
	}
	return salt, nil
}

// handleOf is an author as crowds know them.
func handleOf(salt []byte, network, author string) uint64 {
	who := filed{network: network, author: authorOf(author, "", "")}
	return who.person(salt)
}

// readHandle reads what Pseudonym writes; "" is nobody, which is 0.
func readHandle(text string) (uint64, error) {
	if text == "" {
		return 0, nil
	}
	handle, err := strconv.ParseUint(text, 16, 64)
	if err != nil || len(text) != 16 {
		return 0, fmt.Errorf("the handle is %q, want 16 hex digits", cut(text, 40))
	}
	return handle, nil
}

// disguise is 16 bytes of a salted hash. What it is for and the length of each part stand before the parts, so that no two
// lists of parts are taken for one another.
func disguise(salt []byte, purpose string, parts ...[]byte) []byte {
	h := sha256.New()
	h.Write(salt)
	h.Write([]byte("molva " + purpose + "\x00"))
	for _, part := range parts {
		writeNumber(h, uint64(len(part)))
		h.Write(part)
	}
	return h.Sum(nil)[:16]
}

// number64 is a number as a part of a disguise.
func number64(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }
