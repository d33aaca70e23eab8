package access

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"hash/crc32"
	"io"
	"math/big"
	"strings"
)

// tokenPrefix tells a token of ours where it has leaked to, for people and for programs that look for such.
const tokenPrefix = "molva_"

// Token is a new one of 256 bits, for a program to bring along. Its last letters are a checksum, so that what only looks like a token
// is known for that.
func Token(random io.Reader) (string, error) {
	body, err := base62(random, 32)
	if err != nil {
		return "", err
	}
	return tokenPrefix + body + checksum(body), nil
}

// Link is the secret part of an address that somebody shares, of 256 bits.
func Link(random io.Reader) (string, error) { return base62(random, 32) }

// Code is a short-lived secret of 100 bits that a person types in.
func Code(random io.Reader) (string, error) {
	var bits [13]byte
	if _, err := io.ReadFull(random, bits[:]); err != nil {
		return "", fmt.Errorf("make a secret: %w", err)
	}
	letters := base32.StdEncoding.EncodeToString(bits[:])[:20]
	return strings.Join([]string{letters[:5], letters[5:10], letters[10:15], letters[15:]}, "-"), nil
}

// Sum is a secret as it is kept: of so many random bits that a fast hash is enough.
func Sum(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// Typed is a code as it was made, however somebody typed it.
func Typed(code string) string { return strings.ToUpper(strings.TrimSpace(code)) }

// IsToken reports whether a text was made as a token; it may still be nobody's.
func IsToken(text string) bool {
	rest, ok := strings.CutPrefix(text, tokenPrefix)
	return ok && len(rest) > sumLen && checksum(rest[:len(rest)-sumLen]) == rest[len(rest)-sumLen:]
}

const (
	bodyLen = 43 // letters of 256 bits
	sumLen  = 6  // and of 32
)

func base62(random io.Reader, bytes int) (string, error) {
	b := make([]byte, bytes)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("make a secret: %w", err)
	}
	return padded(new(big.Int).SetBytes(b), bodyLen), nil
}

func checksum(body string) string {
	return padded(big.NewInt(int64(crc32.ChecksumIEEE([]byte(body)))), sumLen)
}

func padded(n *big.Int, to int) string {
	text := n.Text(62)
	return strings.Repeat("0", max(0, to-len(text))) + text
}
