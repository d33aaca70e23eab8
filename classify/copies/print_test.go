package copies

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"molva/ingest"
	"molva/ingest/query"
)

func said(text string) ingest.Mention {
	return ingest.Mention{Network: "vk", Author: ingest.Author{ID: "7"}, Text: text}
}

func TestSamePrint(t *testing.T) {
	const text = "Кестрел перестал заряжаться после обновления, чехол просто не видит наушники"
	want, _ := Fingerprint(said(text))
	for _, again := range []string{
		strings.ToUpper(text),
		"RT @zarya_fan: " + text,
		"rt @one: RT @two " + text + " https://vk.example/wall1",
		"Forwarded from Новости Зари:\n" + text,
		text + "!!! 😡 @kestrel_help",
		"(@kestrel_help) " + strings.ReplaceAll(text, "ё", "е"),
		text + " www.zarya.example",
	} {
		if got, ok := Fingerprint(said(again)); !ok || got != want {
			t.Errorf("%q has another print", again)
		}
	}
}

func TestOtherTextsAreFar(t *testing.T) {
	for _, x := range [][2]string{
		{"The right earbud died after a week", "The left earbud died after a year"},
		{"Kestrel battery drains in two hours", "Lumen battery drains in two hours"},
		{"delivery took three weeks again", "again three weeks took delivery"},
	} {
		p, _ := Fingerprint(said(x[0]))
		q, _ := Fingerprint(said(x[1]))
		if d := p.distance(q); d <= Reach {
			t.Errorf("%q and %q differ in %d bits only", x[0], x[1], d)
		}
	}
}

// One word changed makes a short text another one and leaves a long one the same: mostly, because a sketch is a draw.
func TestOneWordChanged(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, x := range []struct {
		words       int
		least, most float64 // share that still counts as a copy
	}{{6, 0, 0.02}, {15, 0, 0.1}, {400, 0.75, 1}} {
		const tries = 300
		copies := 0
		for range tries {
			text := make([]string, x.words)
			for i := range text {
				text[i] = fmt.Sprintf("слово%d", r.IntN(100_000))
			}
			p, _ := Fingerprint(said(strings.Join(text, " ")))
			text[r.IntN(len(text))] = "другое"
			q, _ := Fingerprint(said(strings.Join(text, " ")))
			if p.distance(q) <= Reach {
				copies++
			}
		}
		if share := float64(copies) / tries; share < x.least || share > x.most {
			t.Errorf("%d words: %.2f count as copies, want %.2f to %.2f", x.words, share, x.least, x.most)
		}
	}
}

func TestShortTextsAreCopiesOfTheirAuthorOnly(t *testing.T) {
	first, ok := Fingerprint(said("Не работает!"))
	if !ok || first.Sketch != 0 {
		t.Fatalf("print is %+v, %v", first, ok)
	}
	if again, _ := Fingerprint(said("не работает https://vk.example/1")); again != first {
		t.Error("the same words by the same author have another print")
	}
	for name, m := range map[string]ingest.Mention{
		"another author":  {Network: "vk", Author: ingest.Author{ID: "8"}, Text: "не работает"},
		"another network": {Network: "ok", Author: ingest.Author{ID: "7"}, Text: "не работает"},
		"other words":     said("не включается"),
		"with a title":    {Network: "vk", Author: ingest.Author{ID: "7"}, Title: "Кестрел", Text: "не работает"},
	} {
		if p, _ := Fingerprint(m); p == first {
			t.Errorf("%s: the print is the same", name)
		}
	}
}

func TestNoPrint(t *testing.T) {
	for name, m := range map[string]ingest.Mention{
		"nothing":              {Author: ingest.Author{ID: "7"}},
		"no words":             said("👍 https://vk.example/1 @zarya !!!"),
		"short and by nobody":  {Network: "vk", Text: "не работает"},
		"a retweet of nothing": said("RT @zarya:"),
	} {
		if p, ok := Fingerprint(m); ok || p != (Print{}) {
			t.Errorf("%s: print is %+v", name, p)
		}
	}
}

func TestPrintsNeverChange(t *testing.T) {
	// They are saved beside the mentions; other numbers here would break every database.
	for text, want := range map[string]Print{
		"one two":                 {Exact: 0x77e5bcb95cbdf282},
		"one two three four five": {Exact: 0xc4ed744001f21ee5},
		"one two three four five six seven eight nine ten eleven twelve": {Sketch: 0x74421fe20dc81017},
	} {
		if got, _ := Fingerprint(said(text)); got != want {
			t.Errorf("print of %q is %#x, want %#x", text, got, want)
		}
	}
}

// TestFewWordsAreCopiesOnlyOfThemselves: people say alike things in few words, and a sketch of few words says little.
func TestFewWordsAreCopiesOnlyOfThemselves(t *testing.T) {
	w := NewWindow(0)
	for i := range 3000 {
		p, ok := Fingerprint(said(fmt.Sprintf("kestrel is great %d-%d-%d", i%7, i/7, i%11)))
		if id, copied := w.Find(p); !ok || copied {
			t.Fatalf("text %d repeats text %d", i, id)
		}
		w.Add(int64(i), p)
	}
	p, _ := Fingerprint(ingest.Mention{Network: "ok", Author: ingest.Author{ID: "somebody else"}, Text: "RT @x: Kestrel is great, 0-0-0!"})
	if id, copied := w.Find(p); !copied || id != 0 {
		t.Error("the same words by somebody else are no copy")
	}
}

func TestRepost(t *testing.T) {
	for text, want := range map[string]bool{
		"RT @zarya: Новая лампа":                  true,
		"rt @zarya new lamp":                      true,
		" RT @zarya_help":                         true,
		"Forwarded from Zarya News:\nнаушники":    true,
		"Переслано из канала Заря\nновость":       true,
		"Репост: смотрите, что пишут":             true,
		"RT-терминал не работает":                 false,
		"RT @: пусто":                             false,
		"Переслано от друга, вот и думаю":         false,
		"I said RT @zarya: no":                    false,
		"Репостите, если у вас тоже не работает!": false,
		"": false,
	} {
		if got := Repost(text); got != want {
			t.Errorf("Repost(%q) = %v", text, got)
		}
	}
}

func FuzzFingerprint(f *testing.F) {
	for _, seed := range []string{"RT @a: RT @b: текст из четырёх слов", "репост:", "\xff RT @", "a b c d e f", "Переслано от :"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, ok := Fingerprint(said(text))
		if ok == (p.Sketch == 0 && p.Exact == 0) || p.Sketch != 0 && p.Exact != 0 {
			t.Fatalf("print is %+v, %v", p, ok)
		}
		if q, _ := Fingerprint(said("RT @somebody: " + text)); q != p {
			t.Errorf("a retweet of %q has another print", text)
		}
	})
}

func BenchmarkFingerprint(b *testing.B) {
	m := said("RT @zarya_fan: Кестрел перестал заряжаться после обновления, чехол не видит наушники https://vk.example/wall1")
	b.ReportAllocs()
	for b.Loop() {
		Fingerprint(m)
	}
}

func TestVotesAreCounted(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	for words := range 70 {
		var v votes
		var counts [64]int
		for range words {
			word := r.Uint64() & r.Uint64() // few bits, so that some counts stay low
			if words%2 == 0 {
				word = ^word
			}
			v.add(word)
			for i := range counts {
				counts[i] += int(word >> i & 1)
			}
		}
		var want uint64
		for i, n := range counts {
			if 2*n > words {
				want |= 1 << i
			}
		}
		if got := v.majority(words); got != want {
			t.Errorf("%d words: majority is %#x, want %#x", words, got, want)
		}
	}
}

// A link or an account must not change how the other words are read.
func TestWordsAreTheSameWithALinkBeside(t *testing.T) {
	for _, text := range []string{"Don’t «Альфа-Банк»\u00a0#Kestrel_App,\t3.14 — ёж! 😀", "a\u200bb c\ufeffd e\u2028f\u0085g", " \n"} {
		var plain, beside []string
		var scan query.Scanner
		for w := range words(&scan, text) {
			plain = append(plain, string(w))
		}
		for w := range words(&scan, text+" @zarya https://zarya.example") {
			beside = append(beside, string(w))
		}
		if !slices.Equal(plain, beside) {
			t.Errorf("%q: %q, and beside a link %q", text, plain, beside)
		}
	}
}
