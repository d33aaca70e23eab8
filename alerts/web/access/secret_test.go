package access

import (
	"crypto/rand"
	"errors"
	"strings"
	"testing"
)

func TestPasswordsAreHashed(t *testing.T) {
	const password = "correct horse battery"
	one, err := Hash(password, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	two, _ := Hash(password, rand.Reader)
	if one == two || !strings.HasPrefix(one, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("%s and %s", one, two)
	}
	if !Matches(password, one) || Matches("correct horse batterz", one) {
		t.Error("it does not tell the password from another")
	}
	for _, broken := range []string{"", password, "$argon2id$v=19$m=19456,t=2,p=1$$", strings.Replace(one, "v=19", "v=16", 1), one[:len(one)-4]} {
		if Matches(password, broken) || Matches("", broken) {
			t.Errorf("%q matches", broken)
		}
	}
}

func TestPasswordsThatManyWouldGuess(t *testing.T) {
	for password, want := range map[string]error{
		"Сорок две сливы":                  nil,
		"xK7!vnq2-Lw0pe":                   nil,
		"short":                            ErrShort,
		strings.Repeat("п", MinPassword-1): ErrShort,
		strings.Repeat("ab9 ", 51):         ErrLong,
		"aaaaaaaaaaaaaaaa":                 ErrEasy,
		"1234567890123456":                 ErrEasy,
		"qwertyuiopasdfgh":                 ErrEasy,
		"йцукенгшщзхъфыва":                 ErrEasy,
		"marinamarina1234":                 ErrEasy,
		"Password12345678":                 ErrEasy,
	} {
		if got := Choosable(password, "marina"); !errors.Is(got, want) {
			t.Errorf("%q: %v, want %v", password, got, want)
		}
	}
}

func TestSecretsAreTold(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		token, err := Token(rand.Reader)
		if err != nil || len(token) != len(tokenPrefix)+bodyLen+sumLen || !IsToken(token) || seen[token] {
			t.Fatalf("%s, %v", token, err)
		}
		seen[token] = true
		mistyped := []byte(token)
		mistyped[10] ^= 1
		if IsToken(string(mistyped)) || IsToken(token[:len(token)-1]) {
			t.Errorf("%s passes for a token", mistyped)
		}
	}
	code, err := Code(rand.Reader)
	if err != nil || len(code) != 23 || Typed(" "+strings.ToLower(code)+"\n") != code {
		t.Errorf("%q, %v", code, err)
	}
	if _, err := Token(strings.NewReader("few")); err == nil {
		t.Error("a token of fewer random bits")
	}
}
