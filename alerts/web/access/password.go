package access

import (
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// How a password is hashed: Argon2id with the least that OWASP's Password Storage Cheat Sheet asks for.
const (
	passes  = 2
	memory  = 19 << 10 // KiB
	threads = 1
	saltLen = 16
	keyLen  = 32
)

// Passwords are at least so many letters long, and at most, since each costs its hashing.
const (
	MinPassword = 12
	MaxPassword = 200
)

// What is wrong with a password that somebody chooses.
var (
	ErrShort = errors.New("the password is shorter than 12 letters")
	ErrLong  = errors.New("the password is longer than 200 letters")
	ErrEasy  = errors.New("the password is easy to guess: it has few different letters, runs along the keyboard, or is the name")
)

// Hash is a password as it is kept: a PHC string of Argon2id.
func Hash(password string, random io.Reader) (string, error) {
	var salt [saltLen]byte
	if _, err := io.ReadFull(random, salt[:]); err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	return phc(salt[:], argon2.IDKey([]byte(password), salt[:], passes, memory, threads, keyLen)), nil
}

var b64 = base64.RawStdEncoding

func phc(salt, key []byte) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, passes, threads, b64.EncodeToString(salt), b64.EncodeToString(key))
}

// Matches reports whether a password is the hashed one. It takes as long where there is none, which matches nothing.
func Matches(password, hash string) bool {
	var version int
	var m, t uint32
	var p uint8
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		argon2.IDKey([]byte(password), make([]byte, saltLen), passes, memory, threads, keyLen)
		return false
	}
	_, err1 := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &m, &t, &p)
	salt, err2 := b64.DecodeString(parts[4])
	key, err3 := b64.DecodeString(parts[5])
	if errors.Join(err1, err2, err3) != nil || version != argon2.Version || len(key) == 0 {
		return false
	}
	return subtle.ConstantTimeCompare(key, argon2.IDKey([]byte(password), salt, t, m, p, uint32(len(key)))) == 1
}

// runs are what fingers type without thinking.
var runs = []string{"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщ"}

// Choosable reports what is wrong with a password that somebody of a name chooses; nil: nothing.
func Choosable(password, name string) error {
	switch n := utf8.RuneCountInString(password); {
	case n < MinPassword:
		return ErrShort
	case n > MaxPassword:
		return ErrLong
	}
	rest := strings.ToLower(password)
	for _, easy := range []string{strings.ToLower(name), "molva", "password", "пароль", "admin", "letmein", "welcome"} {
		if easy != "" {
			rest = strings.ReplaceAll(rest, easy, "")
		}
	}
	if len(different(rest)) < 5 || len(thoughtful(rest)) < MinPassword/2 {
		return ErrEasy
	}
	return nil
}

func different(text string) map[rune]bool {
	seen := map[rune]bool{}
	for _, r := range text {
		if !unicode.IsSpace(r) {
			seen[r] = true
		}
	}
	return seen
}

// thoughtful leaves of a text the letters that do not follow the one before by a run, either way, or repeat it.
func thoughtful(text string) (left []rune) {
	var before rune
	for _, r := range text {
		if r != before && !follows(before, r) && !follows(r, before) {
			left = append(left, r)
		}
		before = r
	}
	return left
}

func follows(a, b rune) bool {
	for _, run := range runs {
		if a != 0 && strings.Contains(run, string([]rune{a, b})) {
			return true
		}
	}
	return false
}
