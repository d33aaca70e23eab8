package reply

import (
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	for _, test := range []struct {
		text string
		want Stance
		bare bool
	}{
		{"same here", Agrees, true},
		{"Me too!", Agrees, true},
		{"+1", Agrees, true},
		{"+1000", Own, false},
		{"^ this", Agrees, true},
		{"^^^", Agrees, true},
		{"👆", Agrees, true},
		{"YES, I totally agree :(", Agrees, true},
		{"You’re so right", Agrees, true},
		{"same problem with the delivery", Agrees, false},
		{"Та же история", Agrees, true},
		{"ТА ЖЕ ФИГНЯ!!!", Agrees, true},
		{"та же история с доставкой", Agrees, false},
		{"Да, всё верно", Agrees, true},
		{"согласен)))", Agrees, true},

		{"not true", Denies, true},
		{"No, I disagree.", Denies, true},
		{"-1", Denies, true},
		{"Неправда", Denies, true},
		{"да ладно вам, не согласна", Denies, true},

		{"", Own, false},
		{"this phone", Own, false}, // "this" agrees alone
		{"wrong size", Own, false},
		{"неправда, у меня работает", Own, false},
		{"Same here, any news?", Own, false},
		{"same here, but it was fixed", Own, false},
		{"та же история, но починили", Own, false},
		{"у меня тоже не работает", Own, false},
		{"agree, not true", Own, false},
		{"the same as last year with the one from the other shop in town", Own, false},
		{"нет", Own, false},
		{"1", Own, false},
		{strings.Repeat("+1 ", 15), Own, false},
		{"same here" + strings.Repeat("!", 200), Own, false},
		{"\xff\xf0+1\xff", Agrees, true},
	} {
		if r := Read(test.text); r.Stance != test.want || r.Bare != test.bare {
			t.Errorf("%q: stance %d, bare %t; want %d, %t", test.text, r.Stance, r.Bare, test.want, test.bare)
		}
	}
}

func TestPhrasesLieInTheText(t *testing.T) {
	const text = "Ну, ТА ЖЕ история с доставкой"
	r := Read(text)
	if len(r.Phrases) != 1 || text[r.Phrases[0].Start:r.Phrases[0].End] != "ТА ЖЕ история" {
		t.Errorf("the phrases of %q are %v", text, r.Phrases)
	}
	if r.Has(0) || !r.Has(strings.Index(text, "история")) || r.Has(strings.Index(text, "доставкой")) {
		t.Errorf("%q lies in %v", text, r.Phrases)
	}
}

// Every line of the table is read, and nothing stands in it twice or can never be found.
func TestPhrases(t *testing.T) {
	seen := make(map[string]bool)
	for line := range strings.Lines(phraseFile) {
		name, list, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if !ok || kinds[name] == other {
			t.Errorf("%q is no kind of phrase", name)
		}
		for phrase := range strings.SplitSeq(list, ", ") {
			if seen[phrase] {
				t.Errorf("%q stands there twice", phrase)
			}
			seen[phrase] = true
			cut, whole := words(phrase, make([]word, 0, maxWords))
			if known, n := at(cut); !whole || n != len(cut) || known != kinds[name] {
				t.Errorf("%q is not found: %v", phrase, cut)
			}
		}
	}
}

// BenchmarkRead reads what nearly all texts are: no reply of that sort. Every mention is read so.
func BenchmarkRead(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if Read("The courier never came, and support has been silent for three days. Отзовитесь!").Stance != Own {
			b.Fatal("it speaks for itself")
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{"+1 ^ this", "та же история с доставкой", "-1", "👆👍", "İ agree\u0301", "+\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := Read(text)
		if (r.Stance == Own) != (len(r.Phrases) == 0) {
			t.Errorf("stance %d by %d phrases", r.Stance, len(r.Phrases))
		}
		end := 0
		for _, s := range r.Phrases {
			if s.Start < end || s.End <= s.Start || s.End > len(text) {
				t.Errorf("phrases %v of %d bytes", r.Phrases, len(text))
			}
			end = s.End
		}
	})
}
