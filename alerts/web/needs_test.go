package web

import (
	"slices"
	"testing"
)

func TestAlternatives(t *testing.T) {
	for line, want := range map[string][]string{
		"GET /dead/{id}/raw": {"GET /dead/{id}/raw"},
		"GET /roi.{csv,md}":  {"GET /roi.csv", "GET /roi.md"},
		"POST /c/{id}/{a,b}": {"POST /c/{id}/a", "POST /c/{id}/b"},
		"GET /{a,b}.{c,d}":   {"GET /a.c", "GET /a.d", "GET /b.c", "GET /b.d"},
	} {
		if got := alternatives(line); !slices.Equal(got, want) {
			t.Errorf("%s: %q", line, got)
		}
	}
}
