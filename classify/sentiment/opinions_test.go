package sentiment

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"molva/classify"
	"molva/ingest"
	"molva/ingest/query"
)

// birds are the brands of our own sentences.
func birds(t testing.TB) *query.Set {
	t.Helper()
	var topics []ingest.Topic
	for _, names := range []string{"kestrel кестрел", "linnet линнет", "lumen люмен", "boreal бореал", "zarya заря"} {
		latin, cyrillic, _ := strings.Cut(names, " ")
		topics = append(topics, ingest.Topic{ID: latin, Query: latin + " OR " + cyrillic})
	}
	set, err := query.NewSet(topics)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// sentence is one line of a file of our own sentences.
type sentence struct {
	kind    string
	mention ingest.Mention
	want    map[string]classify.Sentiment
}

func sentences(t *testing.T, name string) []sentence {
	t.Helper()
	file, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var list []sentence
	for line := range strings.Lines(string(file)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), "\t")
		text, signs, _ := strings.Cut(rest, "\t")
		x := sentence{kind: kind, mention: ingest.Mention{Text: text}, want: feelings(t, signs)}
		if titled, ok := strings.CutPrefix(text, "title:"); ok {
			x.mention.Title, x.mention.Text, _ = strings.Cut(titled, " / ")
		}
		list = append(list, x)
	}
	return list
}

// feelings reads "kestrel:+ linnet:-"; who has a question mark is left out.
func feelings(t *testing.T, signs string) map[string]classify.Sentiment {
	t.Helper()
	want := map[string]classify.Sentiment{}
	for field := range strings.FieldsSeq(signs) {
		brand, sign, _ := strings.Cut(field, ":")
		switch sign {
		case "+":
			want[brand] = classify.Positive
		case "-":
			want[brand] = classify.Negative
		case "0":
			want[brand] = classify.Neutral
		case "?":
		default:
			t.Fatalf("%q: want one of + - 0 ?", field)
		}
	}
	return want
}

// TestOwnSentences: of two files of our own sentences, one was there while the rules were made and one was not. Towards
// how many of the brands they name the opinion is right, and to how many it is the very opposite.
func TestOwnSentences(t *testing.T) {
	m, set := loaded(t), birds(t)
	for file, want := range map[string]struct{ right, opposite float64 }{
		"opinions.tsv":       {0.91, 0.05},
		"opinions_check.tsv": {0.82, 0.12},
	} {
		var by = map[string]*hits{"all": {}}
		for _, x := range sentences(t, file) {
			if by[x.kind] == nil {
				by[x.kind] = &hits{}
			}
			for _, o := range judge(t, m, set, x.mention).Opinions {
				if truth, ok := x.want[o.Topic]; ok {
					by[x.kind].add(truth, o.Sentiment)
					by["all"].add(truth, o.Sentiment)
				}
			}
		}
		all := by["all"]
		t.Logf("%s: %v", file, by)
		if right, opposite := share(all.right, all.n), share(all.opposite, all.n); right < want.right || opposite > want.opposite {
			t.Errorf("%s: %.3f right and %.3f opposite, want %.2f and %.2f", file, right, opposite, want.right, want.opposite)
		}
	}
}

type hits struct{ right, opposite, n int }

func (h *hits) add(truth, said classify.Sentiment) {
	h.n++
	if said == truth {
		h.right++
	}
	if said == -truth && truth != classify.Neutral {
		h.opposite++
	}
}

func (h *hits) share() float64 { return share(h.right, h.n) }

func (h *hits) String() string { return fmt.Sprintf("%d of %d", h.right, h.n) }

func judge(t testing.TB, m *Model, set *query.Set, mention ingest.Mention) classify.Verdict {
	t.Helper()
	v, err := m.Classify(t.Context(), mention, classify.About(&mention, set))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// These must not fail with any model: who stands where is a matter of words alone.
func TestComparisons(t *testing.T) {
	m, set := loaded(t), birds(t)
	for _, x := range sentences(t, "opinions.tsv") {
		if x.kind != "switch" && x.kind != "than" || len(x.want) < 2 {
			continue
		}
		v := judge(t, m, set, x.mention)
		for _, o := range v.Opinions {
			if o.Sentiment != x.want[o.Topic] {
				t.Errorf("%q: %s is %v (%+v), want %v", x.mention.Text, o.Topic, o.Sentiment, o.P, x.want[o.Topic])
			}
		}
	}
}

// TestSameAsTheText: where nothing sets the subjects apart they have the verdict of the text, to the last digit.
func TestSameAsTheText(t *testing.T) {
	m, set := loaded(t), birds(t)
	for _, text := range []string{
		"Kestrel is fast, but it crashes a lot. I still like it",
		"Kestrel, Linnet and Lumen are all great, love them",
		"Скачали Кестрел, Линнет и Зарю: всё одинаково плохо",
		"Thank you Kestrel and Boreal for a lovely evening",
		"Under the new rules fall Kestrel, Bank of Northdale, Linnet and Zarya",
		"I went to Kestrel for lunch",
		"Кестрел стал лучше",
	} {
		v := judge(t, m, set, ingest.Mention{Text: text})
		if len(v.Opinions) == 0 {
			t.Errorf("%q names nobody", text)
		}
		for _, o := range v.Opinions {
			if o.P != v.P || o.Unsure != v.Unsure || o.Mixed != v.Mixed {
				t.Errorf("%q: %s is %+v, the text %+v", text, o.Topic, o, v.P)
			}
		}
	}
}

func TestOpinionsWithoutPlaces(t *testing.T) {
	m := loaded(t)
	mention := ingest.Mention{Text: "Кестрел супер, Линнет ужас"}
	about := []classify.Subject{{Topic: "kestrel"}, {Topic: "linnet"}}
	v, err := m.Classify(t.Context(), mention, about)
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range v.Opinions {
		if o.Topic != about[i].Topic || o.P != v.P {
			t.Errorf("opinion %d is %+v, want the text's %+v", i, o, v.P)
		}
	}
}

// A subject that is only named, while everything is said of another, leaves nothing to be sure of.
func TestTooLittleIsUnsure(t *testing.T) {
	v := judge(t, loaded(t), birds(t), ingest.Mention{Text: "Linnet is terrible, never again! @kestrel"})
	for _, o := range v.Opinions {
		if want := o.Topic == "kestrel"; o.Unsure != want {
			t.Errorf("%s: unsure is %v, want %v (%+v)", o.Topic, o.Unsure, want, o.P)
		}
	}
}

// TestLongTextsEnd: what people paste has no limit but ours, and a message has well under a second.
func TestLongTextsEnd(t *testing.T) {
	m, set := loaded(t), birds(t)
	for _, piece := range []string{"kestrel and linnet ", "kestrel, ", "better than ", "the kestrel is the and the ", "prefer kestrel! ", "unlike linnet but "} {
		judge(t, m, set, ingest.Mention{Text: "linnet " + strings.Repeat(piece, 900)})
		judge(t, m, set, ingest.Mention{Text: "linnet " + strings.Repeat(piece, ingest.MaxText/len(piece)-1)})
	}
}

// Places that lie outside the text, overlap or repeat come from nowhere, but must do no harm.
func TestStrangePlaces(t *testing.T) {
	m := loaded(t)
	mention := ingest.Mention{Title: "but", Text: "Kestrel is better than Linnet, unlike Kestrel"}
	var about []classify.Subject
	for i := range maxSubjects + 1 {
		about = append(about, classify.Subject{Topic: fmt.Sprint(i), In: []classify.Place{
			{Start: -5, End: 3}, {Start: 0, End: 7}, {Start: 0, End: 7}, {Start: 5, End: 900}, {Title: true, Start: i, End: i + 1},
		}})
	}
	for _, n := range []int{1, 2, maxSubjects, len(about)} {
		v, err := m.Classify(t.Context(), mention, about[:n])
		if err != nil || len(v.Opinions) != n {
			t.Errorf("%d subjects: %d opinions, error %v", n, len(v.Opinions), err)
		}
	}
}
