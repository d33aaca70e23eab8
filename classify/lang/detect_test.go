package lang

import (
	"os"
	"strings"
	"testing"
)

func TestShortTexts(t *testing.T) {
	grade(t, examples(t, "short.tsv"), 0.95, Russian, English, Other, Unknown)
}

// TestUnseenTexts is the figure to believe: nothing was tuned on these.
func TestUnseenTexts(t *testing.T) {
	grade(t, examples(t, "unseen.tsv"), 0.97, Russian, English, Other)
}

// grade compares the macro-F1 over the answers with the score to beat.
func grade(t *testing.T, list []example, gate float64, answers ...string) {
	t.Helper()
	confusion := make(map[[2]string]int)
	for _, x := range list {
		got := Detect(x.text, x.hint)
		confusion[[2]string{x.want, got}]++
		if got != x.want {
			t.Logf("%q (hint %q) is %s, want %s", x.text, x.hint, got, x.want)
		}
	}
	f1 := macroF1(confusion, answers)
	t.Logf("macro-F1 %.3f over %d texts", f1, len(list))
	if f1 < gate {
		t.Errorf("macro-F1 is %.3f, want at least %.2f", f1, gate)
	}
}

type example struct{ want, hint, text string }

func examples(t testing.TB, file string) []example {
	t.Helper()
	b, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var list []example
	for line := range strings.Lines(string(b)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 3 {
			t.Fatalf("line %q has %d fields, want 3", line, len(fields))
		}
		list = append(list, example{want: fields[0], hint: strings.TrimPrefix(fields[1], "-"), text: fields[2]})
	}
	return list
}

// macroF1 is the mean over the answers of 2·hits / (wanted + given).
func macroF1(confusion map[[2]string]int, answers []string) float64 {
	var sum float64
	for _, a := range answers {
		var wanted, given int
		for _, b := range []string{Russian, English, Other, Unknown} {
			wanted += confusion[[2]string{a, b}]
			given += confusion[[2]string{b, a}]
		}
		sum += 2 * float64(confusion[[2]string{a, a}]) / float64(max(1, wanted+given))
	}
	return sum / float64(len(answers))
}

func TestHintOnlySettlesWhatTheTextLeavesOpen(t *testing.T) {
	for _, x := range []struct{ text, hint, want string }{
		{"Lumen", "", Unknown},
		{"Lumen", "en-GB", English},
		{"Lumen", "de", Other},
		{"Lumen", "ru", Unknown}, // Russian is not written so, and the name says nothing else
		{"Lumen", "und", Unknown},
		{"не работает, верните деньги", "en", Russian},
		{"не работает, верните деньги", "uk", Russian},
		{"it does not work, give my money back", "ru", English},
		{"супер", "bg", Other},
		{"👍", "ru", Unknown},
	} {
		if got := Detect(x.text, x.hint); got != x.want {
			t.Errorf("Detect(%q, %q) = %s, want %s", x.text, x.hint, got, x.want)
		}
	}
}

func TestDetectDoesNotAllocate(t *testing.T) {
	const text = "Наушники Kestrel отличные, но приложение вылетает: https://vk.example/wall1 @kestrel_help"
	Detect(text, "")
	if n := testing.AllocsPerRun(100, func() { Detect(text, "ru-RU") }); n > 0 {
		t.Errorf("%v allocations a text, want none", n)
	}
}

func FuzzDetect(f *testing.F) {
	f.Add("Привет, world!", "ru")
	f.Add("\xff\xfe@ ́'’", "en_GB")
	f.Fuzz(func(t *testing.T, text, hint string) {
		switch got := Detect(text, hint); got {
		case Russian, English, Other, Unknown:
		default:
			t.Errorf("Detect = %q", got)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	list := examples(b, "short.tsv")
	b.ReportAllocs()
	for i := range b.N {
		x := list[i%len(list)]
		Detect(x.text, x.hint)
	}
}
