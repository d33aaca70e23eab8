package alerts

import (
	"strings"
	"testing"
	"unicode"

	"github.com/rivo/uniseg"
)

func TestInert(t *testing.T) {
	for in, want := range map[string]string{
		"one\n two\t\u2028three ":          "one two three",
		"\x1b[31mred\x07\x00":              "[31mred",
		"a\u202eb\u2066c\u2069\ufeffd":     "abcd",
		"e" + strings.Repeat("\u0301", 50): "e" + strings.Repeat("\u0301", maxMarks),
		"👩\u200d👩\u200d👧 ok\ufe0f":         "👩\u200d👩\u200d👧 ok\ufe0f",
		"bad \xff byte":                    "bad byte",
		"\ufffe\U0001fffeend":              "end",
		"   ":                              "",
	} {
		if got := Inert(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestIsolate(t *testing.T) {
	if got := Isolate("привет"); got != "привет" {
		t.Errorf("left to right: %q", got)
	}
	if got := Isolate("שלום"); got != "\u2068שלום\u2069" {
		t.Errorf("right to left: %q", got)
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text string
		room int
		want string
	}{
		{"short", 5, "short"},
		{"longer", 5, "long…"},
		{"a 👩\u200d👩\u200d👧 family", 5, "a 👩\u200d👩\u200d👧…"},
		{"a 👩\u200d👩\u200d👧 family", 4, "a…"},
		{"word and", 6, "word…"},
		{"word", 0, ""},
	} {
		if got := Cut(c.text, c.room, uniseg.StringWidth); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.text, c.room, got, c.want)
		}
	}
}

func TestLink(t *testing.T) {
	for raw, host := range map[string]string{
		"https://vk.example/wall1_2?a=b": "vk.example",
		"http://пример.example/":         "пример.example",
		"javascript:alert(1)":            "",
		"data:text/html,x":               "",
		"https://user:pass@bank.example": "",
		"https://x|https://bank.example": "",
		"//host.example":                 "",
		"https://":                       "",
		"https://a.example/<b>":          "",
		"":                               "",
	} {
		if address, got := Link(raw); got != host || (address == "") != (host == "") {
			t.Errorf("%q leads to %q, %q", raw, address, got)
		}
	}
}

func FuzzInert(f *testing.F) {
	f.Add("a\u202eb\x1b[0m\xff")
	f.Fuzz(func(t *testing.T, s string) {
		got := Isolate(Inert(s))
		for _, r := range strings.Trim(got, "\u2068\u2069") {
			if unicode.IsControl(r) || (r >= '\u202a' && r <= '\u202e') || r == unicode.ReplacementChar {
				t.Fatalf("%q keeps %U", got, r)
			}
		}
		if Inert(Inert(s)) != Inert(s) {
			t.Fatalf("%q is not settled", s)
		}
		if cut := Cut(got, 20, uniseg.StringWidth); uniseg.StringWidth(cut) > 20 {
			t.Fatalf("%q is wider than 20", cut)
		}
	})
}
