package naming

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// by is texts by as many people.
func by(lang string, texts ...string) []Text {
	out := make([]Text, len(texts))
	for i, text := range texts {
		out[i] = Text{Mention: int64(i + 1), Text: text, Lang: lang, Author: uint64(i + 1), Similarity: 0.5, Counted: true}
	}
	return out
}

// kind is all texts that we have of a language, as the background of one complaint among them.
func kind(t testing.TB, lang string) *Background {
	var all []Text
	for _, texts := range faults(t) {
		for _, text := range texts {
			if text.Lang == lang {
				all = append(all, text)
			}
		}
	}
	return NewBackground(all, []string{"Zarya", "Заря", "Kestrel"})
}

func TestName(t *testing.T) {
	for _, x := range []struct {
		name, lang string
		texts      []Text
		want       string
	}{
		{"a trouble and what has it, in any order and form", "en", by("en",
			"the parcel was lost again", "You lost my parcel", "lost parcel, no refund", "still waiting"), "lost parcel"},
		{"a negation opens", "ru", by("ru",
			"не приходит код на почту", "Код не приходит второй день", "уже час не приходит код"), "не приходит код"},
		{"a preposition that nearly everybody writes", "en", by("en",
			"on hold again", "40 minutes on hold", "been on hold since noon"), "on hold"},
		{"a particle", "en", by("en", "they hung up on me", "agent hung up", "hung up twice"), "hung up"},
		{"a subject with its troubles", "en", by("en", "no wifi on board", "no wifi again", "no wifi at all", "wifi for nine dollars",
			"your wifi", "the wifi password please", "wifi code", "paid for wifi", "wifi and movies", "where is the wifi"), "wifi: no wifi"},
		{"a feminine subject in the nominative", "ru", by("ru", "рекламу смотрю", "одна реклама", "из-за рекламы", "рекламу в начале",
			"рекламу в конце"), "реклама"},
		{"no topic", "en", by("en", "Zarya battery drains fast", "zarya's battery drained", "battery drains, Zarya"), "battery drains"},
		{"no days and measures alone", "en", by("en", "two days on Monday", "Monday, two days", "days of Monday"), "reason not given"},
		{"feelings only", "en", by("en", "the worst, awful", "awful and the worst", "just the worst"), "reason not given"},
		{"feelings only", "ru", by("ru", "ужас, отстой", "полный отстой и ужас", "ужас"), "причина не названа"},
		{"a vow is no trouble", "en", by("en", "never fly again", "will never fly with you", "never flying again"), "reason not given"},
		{"two texts with nothing in common", "en", by("en", "the zipper broke", "seams came apart"), "zipper broke · seams"},
		{"nothing", "en", nil, "reason not given"},
	} {
		if got := Name(x.texts, kind(t, x.lang), ""); got.Text != x.want || got.Lang != x.lang {
			t.Errorf("%s: label is %q (%s), want %q", x.name, got.Text, got.Lang, x.want)
		}
	}
}

func TestNameCounts(t *testing.T) {
	texts := by("en", "charged twice", "charged twice, why", "that double charge again", "charged for nothing")
	texts = append(texts, Text{Text: "charged twice", Lang: "en"}) // a copy
	label := Name(texts, nil, "")
	if want := (Phrase{"charged twice", 0.75}); len(label.Phrases) == 0 || label.Phrases[0] != want {
		t.Errorf("label is %+v, want %+v first", label, want)
	}
}

func TestNameInALanguage(t *testing.T) {
	texts := append(by("en", "app crashes", "app crashes again", "the app crashed"), by("ru", "приложение вылетает", "это приложение вылетает")...)
	for prefer, want := range map[string]string{"": "app crashes", "en": "app crashes", "ru": "приложение вылетает", "de": "app crashes"} {
		if got := Name(texts, nil, prefer); got.Text != want {
			t.Errorf("preferring %q: label is %q, want %q", prefer, got.Text, want)
		}
	}
	if got := Name(texts[:4], nil, "ru"); got.Lang != "en" {
		t.Errorf("one Russian text of four: label is %q", got.Text)
	}
}

func TestSameTextsGiveTheSame(t *testing.T) {
	for name, texts := range faults(t) {
		all := kind(t, texts[0].Lang)
		label := Name(texts, all, "")
		quotes := Quotes(texts, label, 3)
		for range 5 {
			if again := Name(texts, kind(t, texts[0].Lang), ""); !reflect.DeepEqual(again, label) {
				t.Errorf("%s: label is %+v, then %+v", name, label, again)
			}
			if again := Quotes(texts, label, 3); !reflect.DeepEqual(again, quotes) {
				t.Errorf("%s: other quotes", name)
			}
		}
		t.Logf("%s: %s", name, label.Text)
	}
}

func FuzzName(f *testing.F) {
	f.Add("@kestrel 2 hours on hold — can't… https://x.example/1 re-book", "не приходит код &amp; звука нет")
	f.Add("-", "a-")
	f.Fuzz(func(t *testing.T, a, b string) {
		texts := by("en", a, b, a+" "+b)
		label := Name(texts, NewBackground(texts, []string{b}), "")
		if label.Text == "" || len(label.Phrases) > maxPhrases {
			t.Errorf("label is %+v", label)
		}
		for _, p := range label.Phrases {
			if strings.TrimSpace(p.Text) == "" || p.Share <= 0 || p.Share > 1 {
				t.Errorf("phrase is %+v", p)
			}
		}
		Novel(texts, slices.Repeat(texts, 3), nil)
		if len(Quotes(texts, label, 3)) > 3 {
			t.Error("more quotes than asked for")
		}
	})
}

func BenchmarkName(b *testing.B) {
	texts := streams[0].world(b).members()[0]
	all := NewBackground(texts, nil)
	for b.Loop() {
		Name(latest(texts, 200), all, "")
	}
}
