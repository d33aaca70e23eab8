package naming

import (
	"slices"
	"strings"
	"testing"
)

func TestListsHaveNoUnknownKinds(t *testing.T) {
	roles := []role{lead, particle, joint, clumsy, vow, mere, opener, verb, adverb, "same"}
	for _, list := range []string{enList, ruList, tagList} {
		for line := range strings.Lines(list) {
			kind, _, ok := strings.Cut(line, " ")
			if _, isClass := classes[kind]; ok && kind != "#" && !isClass && !slices.Contains(roles, role(kind)) {
				t.Errorf("a line begins with %q", kind)
			}
		}
	}
}

func TestRead(t *testing.T) {
	for text, want := range map[string]string{
		"@kestrel on hold for 2 hours!":               "on hold for hours",
		"RT: see https://x.example/a?b my re-booking": "rt | see | my re-booking",
		"won&apos;t it &amp; so on":                   "won | t it | so | on",
		"Не приходит код, а звука нет":                "не приходит код | а | звука нет",
		"4g не ловит 3 дня":                           "4g не ловит дня",
		"#fail Wi-Fi… ещё":                            "fail wi-fi | еще",
	} {
		r := newReader(nil)
		var got []string
		for i, w := range r.read(Text{Text: text}) {
			if i > 0 && w.opens {
				got = append(got, "|")
			}
			got = append(got, w.form)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q reads %q, want %q", text, s, want)
		}
	}
}

func TestNegationsTurnTheNextWord(t *testing.T) {
	for text, want := range map[string]string{
		"не могу даже войти":             "войти",
		"звука нет, картинка есть":       "звука",
		"no refund and no answer":        "refund answer",
		"not, as I said before, a crash": "",
		"не работает":                    "работает",
	} {
		r := newReader(nil)
		var got []string
		for _, w := range r.read(Text{Text: text}) {
			if w.not != 0 {
				got = append(got, w.form)
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q turns %q, want %q", text, s, want)
		}
	}
}
