package concept

import (
	"strings"
	"testing"
	"unicode"
)

// asIs stems nothing, which is enough for what is asked of the file itself.
func asIs(word string) string { return word }

func TestEveryEntryHasOneConcept(t *testing.T) {
	owner := make(map[string]string)
	for id, entry := range entries() {
		if other, ok := owner[entry]; ok {
			t.Errorf("%q stands in %s and in %s", entry, other, id)
		}
		owner[entry] = id
	}
	if len(owner) < 3000 {
		t.Errorf("%d entries, want thousands", len(owner))
	}
}

func TestEveryConceptHasBothLanguages(t *testing.T) {
	type tongues struct{ latin, cyrillic bool }
	concepts := make(map[string]tongues)
	for id, entry := range entries() {
		c := concepts[id]
		for _, r := range strings.TrimPrefix(entry, denied) {
			c.latin = c.latin || isLatin(r)
			c.cyrillic = c.cyrillic || isRussian(r)
		}
		concepts[id] = c
	}
	for id, c := range concepts {
		if !c.latin || !c.cyrillic {
			t.Errorf("%s lacks a language: %+v", id, c)
		}
	}
	if len(concepts) < 400 {
		t.Errorf("%d concepts, want 400", len(concepts))
	}
}

func TestEntriesAreWritten(t *testing.T) {
	for id, entry := range entries() {
		bare := strings.TrimPrefix(entry, denied)
		plain := strings.Map(func(r rune) rune {
			if r == ' ' || unicode.IsLower(r) && r != 'ё' || unicode.IsDigit(r) {
				return -1
			}
			return r
		}, bare)
		if words := len(strings.Fields(bare)); words < 1 || words > 2 || plain != "" {
			t.Errorf("%s: entry %q, want one or two words in lower case", id, entry)
		}
	}
	for id, entry := range entries() {
		for word := range strings.FieldsSeq(strings.TrimPrefix(entry, denied)) {
			if strings.ContainsFunc(word, isLatin) && strings.ContainsFunc(word, isRussian) {
				t.Errorf("%s: %q mixes scripts", id, word)
			}
		}
	}
	for line := range strings.Lines(file) {
		if n := strings.Count(line, "\t"); !strings.HasPrefix(line, "#") && n != 2 {
			t.Errorf("%d tabs, want 2: %q", n, line)
		}
	}
}

func isLatin(r rune) bool   { return unicode.Is(unicode.Latin, r) }
func isRussian(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }

func TestOf(t *testing.T) {
	l := New(asIs)
	for term, want := range map[string]string{
		"refund": "=refund", "возврат": "=refund", "money back": "=refund",
		"not_answer": "=no-answer", "not_отвечает": "=no-answer", "answer": "=answer",
		"глючит": "=glitch", "лагает": "=lag", "вылетает": "=crash",
		"whatever": "", "back money": "",
	} {
		if got, ok := l.Of(term); got != want || ok != (want != "") {
			t.Errorf("Of(%q) = %q, %v; want %q", term, got, ok, want)
		}
	}
}

func TestStemDecides(t *testing.T) {
	l := New(func(word string) string {
		if word == "money" {
			return "" // not a word to this caller
		}
		return strings.TrimSuffix(word, "s")
	})
	if id, _ := l.Of("refund"); id != "=refund" {
		t.Errorf("a stem is %q", id)
	}
	if id, ok := l.Of("money back"); ok {
		t.Errorf("a pair with a word that is none is %q", id)
	}
	if id, ok := l.Of("back"); ok {
		t.Errorf("the rest of a pair is %q", id)
	}
}

func TestName(t *testing.T) {
	for _, c := range []struct{ id, lang, want string }{
		{"=refund", "ru", "возврат"}, {"=refund", "en", "refund"}, {"=not-received", "ru", "не получил"},
		{"=not-received", "en", "not received"}, {"refund", "en", ""}, {"=nothing", "ru", ""},
	} {
		if got, ok := Name(c.id, c.lang); got != c.want || ok != (c.want != "") {
			t.Errorf("Name(%q, %q) = %q, %v; want %q", c.id, c.lang, got, ok, c.want)
		}
	}
	for id := range entries() {
		for _, lang := range []string{"ru", "en"} {
			if name, ok := Name(id, lang); !ok || isCyrillic(name) != (lang == "ru") {
				t.Errorf("%s is %q in %s", id, name, lang)
			}
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New(asIs)
	}
}
