package ingest

import (
	"testing"
	"unicode"
)

func TestMarkKnowsTheTables(t *testing.T) {
	for r := range rune(unicode.MaxRune) {
		if got, want := mark(r), unicode.In(r, unicode.Mn, unicode.Me); got != want {
			t.Fatalf("%U: a mark %t, want %t", r, got, want)
		}
	}
}
