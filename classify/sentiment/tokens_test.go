package sentiment

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTokens(t *testing.T) {
	for _, x := range []struct{ text, want string }{
		{"Ёлка, ЁЛКИ!", "word:елка pause:, word:елки marks:!"},
		{"sooooo goood", "word:soo word:good"},
		{"don’t can't 'quoted'", "word:don't word:can't word:quoted"},
		{"I`d say “don‘t”", "word:i'd word:say word:don't"},
		{"see https://a.example/x?y=1 and www.b.example", "word:see link:https://a.example/x?y=1 word:and link:www.b.example"},
		{"@user http", "account:@user link:http"},
		{"#топ #1", "hashtag:топ number:1"},
		{"10/10, 3.5% at 18:00.", "number:10/10 pause:, number:3.5% word:at number:18:00 pause:."},
		{"круто))) (да) ну((", "word:круто face:))) word:да word:ну face:(("},
		{"1) раз 2) два", "number:1 word:раз number:2 word:два"},
		{":) :-( :'( ;D =P <3 :/", "face::) face::-( face::'( face:;D face:=P face:<3 face::/"},
		{"note: Dogs", "word:note pause:: word:dogs"},
		{"👍🏽👍🏽 ❤️", "emoji:👍🏽👍🏽 emoji:❤️"},
		{"what?! ... ну…", "word:what marks:?! marks:... word:ну marks:…"},
		{"a &amp; b", "word:a word:b"},
		{"кто-то", "word:кто word:то"},
		{"\xff\xfe\x00", ""},
	} {
		if diff := cmp.Diff(x.want, show(x.text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", x.text, diff)
		}
	}
}

// show writes tokens as kind:text, words folded.
func show(text string) string {
	names := map[kind]string{word: "word", hashtag: "hashtag", account: "account", link: "link", number: "number",
		face: "face", emoji: "emoji", marks: "marks", pause: "pause"}
	var s tokens
	s.read(text)
	var parts []string
	for _, x := range s.list {
		piece := text[x.start:x.end]
		if x.kind <= hashtag {
			piece = strings.Trim(string(s.letters[x.from:x.to]), "\x00")
		}
		parts = append(parts, names[x.kind]+":"+piece)
	}
	return strings.Join(parts, " ")
}

func TestSameMeaningSameToken(t *testing.T) {
	for _, x := range [][2]string{
		{"ёж", "ЕЖ"}, {":)", ":-]"}, {"@a", "@someone"}, {"1500", "99999"}, {"🔥", "🔥🔥🔥"}, {"!!!", "!!!!!!"},
		{"))))", ")))"}, {"нееееет", "неет"}, {"👍", "👍🏿"}, {"https://a.example", "www.b.example"},
	} {
		if a, b := onlyToken(t, x[0]), onlyToken(t, x[1]); a.hash != b.hash || a.kind != b.kind {
			t.Errorf("%q and %q are different tokens", x[0], x[1])
		}
	}
	for _, x := range [][2]string{{"1", "10"}, {"!", "!!"}, {"!", "?"}, {":)", ":("}, {")", "))"}, {"нет", "неет"}} {
		if onlyToken(t, x[0]).hash == onlyToken(t, x[1]).hash {
			t.Errorf("%q and %q are the same token", x[0], x[1])
		}
	}
}

func onlyToken(t *testing.T, text string) token {
	t.Helper()
	var s tokens
	s.read(text)
	if len(s.list) != 1 {
		t.Fatalf("%q has %d tokens, want 1", text, len(s.list))
	}
	return s.list[0]
}

func TestNegationEndsWithTheClause(t *testing.T) {
	c, err := loadedCues()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"it does not work at all today": "work at all today",
		"not good, really bad":          "good",
		"не работает но красивый":       "работает",
		"работает":                      "",
		"never again. thanks":           "again",
	} {
		s := newScratch(c, 10)
		s.read("", text)
		var got []string
		for _, x := range s.tokens.list {
			if x.negated {
				got = append(got, text[x.start:x.end])
			}
		}
		if joined := strings.Join(got, " "); joined != want {
			t.Errorf("%q negates %q, want %q", text, joined, want)
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, seed := range []string{"", "Всё :-) ок!!", "((((", "#http://x", "@@@", "👨‍👩‍👧️\u200d", "е\u0308 &amp &amp;", "'''a'b''", "1)1)1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var s tokens
		s.read(text)
		at := 0
		for _, x := range s.list {
			if x.start < at || x.end <= x.start || x.end > len(text) {
				t.Fatalf("token %d-%d after %d in %d bytes", x.start, x.end, at, len(text))
			}
			at = x.end
		}
	})
}
