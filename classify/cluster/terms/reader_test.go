package terms

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// said are the terms of a text, concepts left out.
func said(r *Reader, text string) []string {
	var out []string
	for _, t := range r.Read(nil, "", text, "en") {
		if t.Text[0] != '=' {
			out = append(out, t.Text)
		}
	}
	return out
}

func TestRead(t *testing.T) {
	for text, want := range map[string][]string{
		"":                          nil,
		"I have been on hold":       {"hold"},
		"On HOLD for an hour!":      {"hold", "hour", "hold hour"},
		"They won't ever answer":    {"answer", "not_answer"},
		"they wont answer":          {"answer", "not_answer"},
		"no refund. Bag torn":       {"refund", "not_refund", "bag", "torn", "bag torn"},
		"lost, losing, loses":       {"lose"},
		"@kestrel_help my wi-fi":    {"wifi"},
		"crash https://x.example/a": {"crash"},
		"crash www.x.example/lamp":  {"crash"},
		"paid 20 dollars":           {"pay", "dollar"},
		"paid20dollars 20dollars":   {"paid20dollar"},
		"#lost_parcel":              {"lose", "parcel", "lose parcel"},
		"sooooo broken":             {"break"},
		"Не приходит код":           {"прийт", "not_прийт", "код", "прийт код", "not_код"},
		"звук, ещё отстаёт":         {"звук", "отста"},
		"&amp; crash":               {"crash"},
		"http crash":                {"crash"},
		"a @ lamp":                  {"lamp"},
	} {
		if got := said(NewReader(), text); !slices.Equal(got, want) {
			t.Errorf("%q reads as %q, want %q", text, got, want)
		}
	}
}

func TestNegationReachesThreeWordsOfItsClause(t *testing.T) {
	got := said(NewReader(), "never received parcel money lamp, driver")
	for _, want := range []string{"not_receiv", "not_parcel", "not_money"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q misses %s", got, want)
		}
	}
	for _, none := range []string{"not_lamp", "not_driver"} {
		if slices.Contains(got, none) {
			t.Errorf("%q has %s", got, none)
		}
	}
}

func TestTitleComesFirst(t *testing.T) {
	list := NewReader().Read(nil, "Broken zipper", "The zipper tore", "en")
	if list[0].Text != "break" || list[0].Base != 1 {
		t.Errorf("the first term is %+v", list[0])
	}
	for _, term := range list {
		if term.Text == "zipper tore" && term.Base != pairBase || term.Text == "zipper zipper" {
			t.Errorf("found %+v", term)
		}
	}
}

func TestEachTermOnce(t *testing.T) {
	seen := make(map[string]bool)
	for _, term := range NewReader().Read(nil, "refund", strings.Repeat("refund money back now. ", 5), "en") {
		if seen[term.Text] {
			t.Errorf("%s is there twice", term.Text)
		}
		seen[term.Text] = true
	}
}

// TestConcept: both languages say one thing.
func TestConcept(t *testing.T) {
	r := NewReader()
	for _, text := range []string{"I want a refund", "где мой возврат"} {
		if list := r.Read(nil, "", text, ""); !slices.ContainsFunc(list, func(t Term) bool { return t.Text == "=refund" }) {
			t.Errorf("%q reads as %v, without =refund", text, list)
		}
	}
}

func TestMute(t *testing.T) {
	r := NewReader()
	r.Mute([]string{"Kestrel", "Кестрел", "Linnet Air"})
	if got := said(r, "Kestrel's kestrel lamp broke, linnet airs"); !slices.Equal(got, []string{"lamp", "break", "lamp break"}) {
		t.Errorf("muted words are read: %q", got)
	}
	if got := said(r, "купила Кестрел, кестрела"); !slices.Equal(got, []string{"куп"}) {
		t.Errorf("muted words are read: %q", got)
	}
	r.Mute([]string{"Lumière"})
	if list := r.Read(nil, "", "Lumière defekt", "other"); len(list) != 1 {
		t.Errorf("muted words are read in other languages: %v", list)
	}
	r.Mute(nil)
	if got := said(r, "linnet"); !slices.Equal(got, []string{"linnet"}) {
		t.Errorf("what was muted before stays so: %q", got)
	}
}

// TestOtherLanguages: English endings are not taken off words that are not English.
func TestOtherLanguages(t *testing.T) {
	r := NewReader()
	for _, want := range []string{"lieferungen", "lieferungen"} {
		if list := r.Read(nil, "", "Lieferungen", "other"); len(list) != 1 || list[0].Text != want {
			t.Errorf("reads as %v", list)
		}
	}
	if list := r.Read(nil, "", "Deliveries", "en"); list[0].Text != "deliveri" {
		t.Errorf("reads as %v", list)
	}
}

func TestLongTextsAreBounded(t *testing.T) {
	var b strings.Builder
	for i := range 100_000 {
		b.WriteString("слово" + string(rune('а'+i%32)) + string(rune('а'+i/32%32)) + " ")
	}
	if n := len(NewReader().Read(nil, "", b.String(), "ru")); n > 4*MaxWords {
		t.Errorf("a long text has %d terms", n)
	}
	if got := said(NewReader(), strings.Repeat("xz", 1000)+strings.Repeat(" y", 3)); len(got) != 0 {
		t.Errorf("one endless word reads as %q", got)
	}
}

// TestCachesChangeNothing: a reader that has read much reads as a new one.
func TestCachesChangeNothing(t *testing.T) {
	old := NewReader()
	for i := range 3 * maxKnown {
		old.Read(nil, "", "слово"+strings.Repeat("о", i%3)+string(rune('a'+i%26))+string(rune('a'+i/26%26))+string(rune('a'+i/676%26)), "ru")
	}
	if len(old.known) > 2*maxKnown || len(old.texts) > 2*maxKnown {
		t.Errorf("the caches hold %d words and %d terms", len(old.known), len(old.texts))
	}
	const text = "The courier never brought my parcel, поддержка не отвечает"
	if got, want := old.Read(nil, "", text, "en"), NewReader().Read(nil, "", text, "en"); !slices.Equal(got, want) {
		t.Errorf("read as %v, want %v", got, want)
	}
}

func TestListsAreClean(t *testing.T) {
	var cut cutter
	for _, list := range []string{enList, ruList} {
		for line := range strings.Lines(list) {
			fields := strings.Fields(line)
			if len(fields) == 0 || strings.HasPrefix(line, "#") {
				continue
			}
			if !slices.Contains([]string{"stop", "not", "same"}, fields[0]) || len(fields) < 2 {
				t.Errorf("line %q", line)
			}
			for _, word := range fields[1:] {
				if cut.reset(word); !cut.next() || string(cut.word) != word {
					t.Errorf("%q is never met: the text has %q", word, cut.word)
				}
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{"not @a_b https://x y", "не\xff работает", "'''", "a'b'c don't", "#-_#", "ёж\u0301 ёж", "\u200b@\u200b"} {
		f.Add(seed, seed)
	}
	r := NewReader()
	r.Mute([]string{"Kestrel"})
	f.Fuzz(func(t *testing.T, title, text string) {
		list := r.Read(nil, title, text, "")
		seen := make(map[string]bool)
		for _, term := range list {
			if term.Text == "" || seen[term.Text] || term.Base <= 0 || !utf8.ValidString(term.Text) {
				t.Fatalf("%+v in %v", term, list)
			}
			seen[term.Text] = true
		}
		if again := r.Read(nil, title, text, ""); !slices.Equal(list, again) {
			t.Fatalf("read as %v, then as %v", list, again)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	const text = "@kestrel_help I have been on hold for an hour because the courier never brought my parcel, and nobody answers the phone. Refund please!"
	r := NewReader()
	var list []Term
	b.ReportAllocs()
	for b.Loop() {
		list = r.Read(list[:0], "", text, "en")
	}
}
