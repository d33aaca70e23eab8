package query_test

import (
	"slices"
	"testing"

	"golang.org/x/text/unicode/norm"

	"molva/ingest/query"
)

func TestFold(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"case", "KESTREL Кестрел", "kestrel кестрел"},
		{"ё", "Ёлка ЁЖ", "елка еж"},
		{"й", "Йогурт", "йогурт"},
		{"NFD", norm.NFD.String("Ёлка Йогурт café"), "елка йогурт café"},
		{"stress", "за́мок", "замок"},
		{"zero width", "a\u200bb\u200dc\ufeffd", "abcd"},
		{"soft hyphen", "при\u00adвет", "привет"},
		{"direction", "\u202eabc\u202c", "abc"},
		{"variation selector", "❤\ufe0f", "❤"},
		{"apostrophes", "O’Reilly dʼArtagnan ‘x’", "o'reilly d'artagnan 'x'"},
		{"punctuation stays", "a, b — «c»!\n", "a, b — «c»!\n"},
		{"Latin in Russian", "cбepбaнк", "сбербанк"},
		{"Cyrillic in English", "аррle", "apple"},
		{"capitals of another shape", "BTБ", "втб"},
		{"tie goes to the majority", "SМS", "sms"},
		{"one script", "MTC МТС", "mtc мтс"},
		{"an ending behind a Latin name", "iPhone'ом", "iphone'ом"},
		{"each side of a hyphen for itself", "web-сайт", "web-сайт"},
		{"strike-through", "k̶e̶s̶t̶r̶e̶l̶", "kestrel"},
		{"bytes", "a\xffb", "a\ufffdb"},
		{"nothing", "", ""},
	} {
		if got := query.Fold(tt.in); got != tt.want {
			t.Errorf("%s: Fold(%q) is %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestWords(t *testing.T) {
	got := slices.Collect(query.Words("Don’t «Альфа-Банк» #Kestrel_App, 3.14 — ёж! 😀"))
	want := []string{"don't", "альфа", "банк", "kestrel", "app", "3", "14", "еж"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for word := range query.Words("one two") {
		if word != "one" {
			t.Errorf("got %q after the loop ended", word)
		}
		break
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Ёлка", "kестрел", "e\u0308", "İ", "a\u200b'b", "`é´", "ǰ", "\u1e9e", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := query.Fold(s)
		if twice := query.Fold(once); twice != once {
			t.Errorf("Fold(%q) is %q, and folded again %q", s, once, twice)
		}
		words, again := slices.Collect(query.Words(s)), slices.Collect(query.Words(once))
		if !slices.Equal(words, again) {
			t.Errorf("%q has the words %q, and folded %q", s, words, again)
		}
	})
}
