package sentiment

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"molva/classify"
	"molva/ingest"
)

// toy makes texts of words that give their label away.
func toy(n int) []Example {
	words := map[classify.Sentiment][]string{
		classify.Negative: {"ужасно", "сломалось", "верните"},
		classify.Neutral:  {"завтра", "открытие", "адрес"},
		classify.Positive: {"супер", "люблю", "спасибо"},
	}
	var list []Example
	for i := range n {
		label := classify.Sentiments[i%3]
		w := words[label]
		list = append(list, Example{Text: fmt.Sprintf("%s слово%d %s", w[i%2], i, w[2]), Label: label})
	}
	return list
}

func TestTrainingIsReproducible(t *testing.T) {
	var files [2]bytes.Buffer
	for i := range files {
		m, err := Train(t.Context(), toy(300), Settings{Seed: 7, Bits: 12}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Write(&files[i]); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Error("the same examples, settings and seed gave different bytes")
	}
	m, err := Read(&files[0])
	if err != nil {
		t.Fatal(err)
	}
	s, err := Evaluate(t.Context(), m, toy(30))
	if err != nil {
		t.Fatal(err)
	}
	if s.N() != 30 || s.Accuracy() != 1 || s.MacroRecall() != 1 || s.MacroF1() != 1 {
		t.Errorf("score on what it learned is %+v", s)
	}
}

func TestTrainNeedsAllLabels(t *testing.T) {
	list := toy(300)
	for i := range list {
		list[i].Label = classify.Positive
	}
	if _, err := Train(t.Context(), list, Settings{}, nil); err == nil || !strings.Contains(err.Error(), "all three labels") {
		t.Errorf("error is %v", err)
	}
}

func TestTrainObeysItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	progress := func(done, total int) {
		if done > 0 {
			cancel()
		}
	}
	if _, err := Train(ctx, toy(1500), Settings{Bits: 12}, progress); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want canceled", err)
	}
}

func TestSplitKeepsRepeatsTogether(t *testing.T) {
	var list []Example
	for i := range 300 {
		text := fmt.Sprintf("слово%c%c и ещё одно", 'а'+rune(i%30), 'а'+rune(i/30))
		list = append(list, Example{Text: text}, Example{Text: "RT @someone: " + strings.ToUpper(text) + " https://a.example :)"})
	}
	train, held := Split(list)
	if len(held) < 30 || len(held) > 100 || len(train)+len(held) != len(list) {
		t.Errorf("%d of %d held out, want about a tenth", len(held), len(list))
	}
	for i := 0; i+1 < len(held); i += 2 {
		if !strings.Contains(held[i+1].Text, strings.ToUpper(held[i].Text)) {
			t.Fatalf("%q was held out without its repeat", held[i].Text)
		}
	}
}

func TestLoadExamples(t *testing.T) {
	const lines = `{"text":"супер","label":"positive","lang":"ru","source":"ours","n":3}` + "\n\n" + `{"text":"meh","label":"neutral"}` + "\n"
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte(lines)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{"a.jsonl": []byte(lines), "a.jsonl.gz": packed.Bytes()} {
		list, err := LoadExamples(write(t, name, file))
		if err != nil || len(list) != 2 || list[0] != (Example{"супер", classify.Positive, "ru", "ours"}) {
			t.Errorf("%s: %+v, %v", name, list, err)
		}
	}
	for file, want := range map[string]string{
		`{"text":"a","label":"bug report"}`:            `line 1: sentiment is "bug report"`,
		`{"text":"a","label":"neutral"}` + "\n{":       "line 2: ",
		`{"text":"a"}`:                                 "label is missing",
		`{"label":"neutral"}`:                          "text is missing",
		`{"text":"` + strings.Repeat("a", maxLine+100): "too long",
	} {
		if _, err := LoadExamples(write(t, "bad.jsonl", []byte(file))); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60q: error is %v, want %q in it", file, err, want)
		}
	}
}

func write(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// fixed always says the same.
type fixed classify.Verdict

func (f fixed) Classify(context.Context, ingest.Mention, []classify.Subject) (classify.Verdict, error) {
	return classify.Verdict(f), nil
}

func TestEvaluateByHand(t *testing.T) {
	always := fixed{Sentiment: classify.Positive, P: classify.Probabilities{Positive: 0.8, Neutral: 0.2}, Unsure: true}
	list := []Example{{Label: classify.Positive, Lang: "ru"}, {Label: classify.Positive, Lang: "en"}, {Label: classify.Negative, Lang: "en"}}
	s, err := Evaluate(t.Context(), always, list)
	if err != nil {
		t.Fatal(err)
	}
	near := func(got, want float64) bool { return got-want < 1e-9 && want-got < 1e-9 }
	// recall: positive 2/2, negative 0/1; F1: positive 2·2/(2+3), negative 0; calibration: 0.8 said, 2/3 right
	if !near(s.Accuracy(), 2.0/3) || !near(s.MacroRecall(), 0.5) || !near(s.MacroF1(), 0.4) || !near(s.ECE, 0.8-2.0/3) || s.Unsure != 3 {
		t.Errorf("score is %+v: %v %v %v", s, s.Accuracy(), s.MacroRecall(), s.MacroF1())
	}
	if s.By["en"].N() != 2 || s.By["ru"].N() != 1 {
		t.Errorf("by language: %+v", s.By)
	}
}
