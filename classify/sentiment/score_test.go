package sentiment

import (
	"bytes"
	"math"
	"strings"
	"sync"
	"testing"

	"molva/classify"
	"molva/ingest"
)

func loaded(t testing.TB) *Model {
	t.Helper()
	m, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func verdict(t testing.TB, m *Model, mention ingest.Mention) classify.Verdict {
	t.Helper()
	var about []classify.Subject
	for _, topic := range mention.Topics {
		about = append(about, classify.Subject{Topic: topic})
	}
	v, err := m.Classify(t.Context(), mention, about)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestPlainOpinions(t *testing.T) {
	m := loaded(t)
	for text, want := range map[string]classify.Sentiment{
		"Отличные наушники, звук супер!":                     classify.Positive,
		"Ужасное приложение, постоянно вылетает":             classify.Negative,
		"не работает третий день, верните деньги":            classify.Negative,
		"Сбербанк отчитается за квартал в четверг":           classify.Neutral,
		"I love this lamp, best purchase this year":          classify.Positive,
		"worst customer service ever, still waiting":         classify.Negative,
		"The new model will be available on Monday at 10 am": classify.Neutral,
		"приложение топ)))":                                  classify.Positive,
	} {
		if v := verdict(t, m, ingest.Mention{Text: text}); v.Sentiment != want {
			t.Errorf("%q is %v (%+v), want %v", text, v.Sentiment, v.P, want)
		}
	}
}

func TestVerdictIsWhole(t *testing.T) {
	m := loaded(t)
	v := verdict(t, m, ingest.Mention{Title: "Кестрел", Text: "Звук отличный, но приложение ужасное, вылетает", Topics: []string{"kestrel", "zarya"}})
	if sum := v.P.Negative + v.P.Neutral + v.P.Positive; math.Abs(sum-1) > 1e-9 {
		t.Errorf("probabilities add up to %v", sum)
	}
	if v.Lang != "ru" || !v.Mixed || v.Model != m.Name() || !strings.HasPrefix(v.Model, "molva-1-") {
		t.Errorf("verdict is %+v", v)
	}
	for i, topic := range []string{"kestrel", "zarya"} {
		if o := v.Opinions[i]; o.Topic != topic || o.Sentiment != v.Sentiment || o.P != v.P {
			t.Errorf("opinion %d is %+v", i, o)
		}
	}
}

func TestUnsure(t *testing.T) {
	m := loaded(t)
	for text, want := range map[string]bool{
		"Ich liebe diese Lampe, einfach toll": true, // a language that it never read
		"great great great, love it":          false,
	} {
		if v := verdict(t, m, ingest.Mention{Text: text}); v.Unsure != want {
			t.Errorf("%q: unsure is %v, want %v (%+v)", text, v.Unsure, want, v)
		}
	}
}

func TestProbabilitiesAreWholeMillionths(t *testing.T) {
	for p, want := range map[classify.Probabilities]classify.Probabilities{
		{Negative: 0.1234564, Neutral: 0.2345674, Positive: 0.6419762}: {Negative: 0.123456, Neutral: 0.234567, Positive: 0.641977},
		{Negative: 0.9999990, Neutral: 0.0000005, Positive: 0.0000005}: {Negative: 0.999998, Neutral: 0.000001, Positive: 0.000001},
		{Neutral: 1}: {Neutral: 1},
	} {
		if got := rounded(p); got != want {
			t.Errorf("%+v became %+v, want %+v", p, got, want)
		}
	}
}

func TestStrangeTextsHaveAVerdict(t *testing.T) {
	m := loaded(t)
	for _, text := range []string{"", " ", "\xff", "👍", strings.Repeat("but (", 20_000), strings.Repeat("а", 100_000)} {
		v := verdict(t, m, ingest.Mention{Text: text})
		if sum := v.P.Negative + v.P.Neutral + v.P.Positive; !(math.Abs(sum-1) < 1e-9) {
			t.Errorf("%.20q: probabilities add up to %v", text, sum)
		}
	}
}

func TestExplainIsExact(t *testing.T) {
	m := loaded(t)
	for _, mention := range []ingest.Mention{
		{Title: "Так себе", Text: "Звук хороший, но приложение... не работает!! :("},
		{Text: "love the #sound but the app keeps crashing 😡 @kestrel"},
		{Text: ""},
	} {
		s := newScratch(m.cues, m.head.Bits)
		s.read(mention.Title, mention.Text)
		p := m.probabilities(s, detect(mention), 0, len(s.tokens.list))
		var sum float64
		for _, w := range m.Explain(mention) {
			sum += w.Weight
			if !strings.Contains(mention.Title+" "+mention.Text, w.Text) {
				t.Errorf("%q is not in the mention", w.Text)
			}
		}
		if want := math.Log(p.Positive / p.Negative); math.Abs(sum-want) > 1e-6 {
			t.Errorf("weights add up to %v, want %v", sum, want)
		}
	}
}

func TestClassifyIsSafeTogether(t *testing.T) {
	m := loaded(t)
	mention := ingest.Mention{Text: "не работает, верните деньги", Topics: []string{"a"}}
	want := verdict(t, m, mention).P
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 50 {
				if got := verdict(t, m, mention).P; got != want {
					t.Errorf("probabilities are %+v, want %+v", got, want)
				}
			}
		})
	}
	group.Wait()
}

func TestDamagedModelFiles(t *testing.T) {
	good, err := loaded(t).bytes()
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(good)
	flipped[len(flipped)/2] ^= 1
	for name, x := range map[string]struct {
		file []byte
		want string
	}{
		"empty":   {nil, "no model file"},
		"foreign": {[]byte("PK\x03\x04"), "no model file"},
		"cut":     {good[:len(good)-5], "damaged"},
		"stub":    {good[:len(magic)+4], "ends too early"},
		"flipped": {flipped, "damaged"},
	} {
		if _, err := Read(bytes.NewReader(x.file)); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: error is %v, want %q in it", name, err, x.want)
		}
	}
}

// BenchmarkClassify reads our own texts, of about a hundred letters each, one language at a time.
func BenchmarkClassify(b *testing.B) {
	m := loaded(b)
	for _, language := range []string{"en", "ru"} {
		list, err := LoadExamples("own/" + language + ".jsonl")
		if err != nil {
			b.Fatal(err)
		}
		b.Run(language, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				if _, err := m.Classify(b.Context(), ingest.Mention{Text: list[i%len(list)].Text}, nil); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "texts/s")
		})
	}
}
