package classify

import (
	_ "embed"
	"strings"
	"testing"
)

//go:embed testdata/recommend.tsv
var recommended string

// TestRecommends prints how well advice is told from praise, questions and other advice, by language.
func TestRecommends(t *testing.T) {
	type score struct{ right, wrong, missed, of int }
	scores := map[string]*score{"ru": {}, "en": {}}
	for line := range strings.Lines(recommended) {
		truth, text, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || truth[0] == '#' {
			continue
		}
		s := scores["en"]
		if strings.ContainsAny(text, "аеиоуыя") {
			s = scores["ru"]
		}
		s.of++
		switch got, want := Recommends("", text), truth == "yes"; {
		case got && want:
			s.right++
		case got:
			s.wrong++
			t.Logf("taken for advice: %s", text)
		case want:
			s.missed++
			t.Logf("missed: %s", text)
		}
	}
	for _, lang := range []string{"ru", "en"} {
		s := scores[lang]
		precision, recall := float64(s.right)/float64(s.right+s.wrong), float64(s.right)/float64(s.right+s.missed)
		t.Logf("%s: precision %.2f, recall %.2f of %d", lang, precision, recall, s.of)
		if precision < 0.9 || recall < 0.8 {
			t.Errorf("%s: precision %.2f, recall %.2f, want .9 and .8", lang, precision, recall)
		}
	}
}

// What one sentence takes back, another does not give again; a title counts as a sentence.
func TestRecommendsOverSentences(t *testing.T) {
	for _, c := range []struct {
		title, text string
		want        bool
	}{
		{"Рекомендую", "Звук хороший.", true},
		{"Не рекомендую", "Хотя сестра говорит: берите.", false},
		{"", "Don't buy Boreal. Buy Kestrel.", false},
		{"", "Would you recommend it? I would recommend it.", true},
		{"", strings.Repeat("слово ", 500) + "рекомендую", false}, // nobody advises after so long a breath
		{"", "", false},
	} {
		if got := Recommends(c.title, c.text); got != c.want {
			t.Errorf("%.40q %.40q: %v", c.title, c.text, got)
		}
	}
}

// A phrase that no hint leads to, that has a word which is passed over or a kind that there is none of, is never found.
func TestPhrasesCanBeFound(t *testing.T) {
	words := advices()
	for _, name := range []string{"lang/ru/recommend.tsv", "lang/en/recommend.tsv"} {
		file, err := adviceFiles.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(file)) {
			name, phrases, ok := strings.Cut(strings.TrimSpace(line), "\t")
			if !ok || name[0] == '#' || name == "hint" || name == "skip" {
				continue
			}
			if kindNames[name] == noKind {
				t.Errorf("no kind is called %q", name)
			}
			gives := name == "for" || name == "advise" || name == "we" || name == "urge"
			for phrase := range strings.SplitSeq(phrases, ", ") {
				if gives && !words.hints.in(phrase+" ") {
					t.Errorf("no hint leads to %q", phrase)
				}
				for word := range strings.FieldsSeq(phrase) {
					if words.words[word] == skipped {
						t.Errorf("%q of %q is passed over", word, phrase)
					}
				}
			}
		}
	}
}

// BenchmarkRecommends is to be held against BenchmarkStage: most texts advise nothing.
func BenchmarkRecommends(b *testing.B) {
	for name, text := range map[string]string{
		"nothing": "Кестрел сломался на третий день, служба поддержки молчит вторую неделю. Заказ 12, ждал курьера весь вечер.",
		"advice":  "Пользуюсь второй год, звук чистый, батарея держит. Всем рекомендую!",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Recommends("", text)
			}
		})
	}
}
