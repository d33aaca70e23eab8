package classify_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"

	"molva/classify"
	"molva/classify/sentiment"
	"molva/ingest"
)

// pair is a reply with what it answers, how it feels about what both speak of and, of some, what sort of statement it is.
// The pairs are ours, written after the phrases of classify/reply. The half of each kind that is "tune" was looked at while
// the rules were made; the half that is "held" only measures, and nothing was changed for what it showed.
type pair struct {
	Part, Kind, Lang, Context, Text string
	Label                           classify.Sentiment
	Category                        classify.Category
}

// ownWords reports pairs in which what is answered has no say.
func (p pair) ownWords() bool { return p.Kind != "echo" && p.Kind != "deny" }

func (p pair) judge(t *testing.T, m *sentiment.Model, context string) classify.Verdict {
	t.Helper()
	v, err := m.Classify(t.Context(), ingest.Mention{Text: p.Text, Context: context}, []classify.Subject{{Topic: "kestrel"}})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func pairs(t *testing.T) (list []pair) {
	t.Helper()
	f, err := os.Open("testdata/replies.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var p pair
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
	return list
}

// score counts right answers and sums the log loss.
type score struct {
	n, right int
	loss     float64
}

func (s score) String() string {
	return fmt.Sprintf("%3.0f %% (log loss %.2f)", 100*float64(s.right)/float64(s.n), s.loss/float64(s.n))
}

func (s score) plus(v classify.Verdict, want classify.Sentiment) score {
	if v.Sentiment == want {
		s.right++
	}
	return score{s.n + 1, s.right, s.loss - math.Log(max(v.P.Of(want), 1e-6))}
}

// cell is a part of the pairs; each counts once under its kind and once under "all".
type cell struct{ part, lang, kind string }

// scores are those of replies read alone, and of replies read with what they answer.
type scores map[cell][2]score

func (s scores) add(p pair, alone, answering classify.Verdict) {
	for _, kind := range []string{"all", p.Kind} {
		c := cell{p.Part, p.Lang, kind}
		s[c] = [2]score{s[c][0].plus(alone, p.Label), s[c][1].plus(answering, p.Label)}
	}
}

func TestRepliesAreReadWithWhatTheyAnswer(t *testing.T) {
	model, err := sentiment.Load()
	if err != nil {
		t.Fatal(err)
	}
	got := scores{}
	for _, p := range pairs(t) {
		alone, answering := p.judge(t, model, ""), p.judge(t, model, p.Context)
		got.add(p, alone, answering)
		p.check(t, alone, answering)
	}
	for _, part := range []string{"tune", "held"} {
		for _, lang := range []string{"en", "ru"} {
			for _, kind := range []string{"all", "echo", "deny", "question", "thanks", "aside", "own"} {
				of := got[cell{part, lang, kind}]
				t.Logf("%s %s %-8s %2d pairs: alone %v, with what they answer %v", part, lang, kind, of[0].n, of[0], of[1])
			}
			if of := got[cell{part, lang, "all"}]; of[1].right <= of[0].right {
				t.Errorf("%s %s: it does not help to know what a reply answers", part, lang)
			}
		}
	}
}

func (p pair) check(t *testing.T, alone, answering classify.Verdict) {
	t.Helper()
	if p.ownWords() && (alone.P != answering.P || alone.Category != answering.Category) {
		t.Errorf("%q speaks for itself and is changed by %q", p.Text, p.Context)
	}
	if answering.Sentiment != p.Label {
		t.Logf("%s: %q under %q is %v, want %v", p.Part, p.Text, p.Context, answering.Sentiment, p.Label)
	}
	if p.Category != "" && answering.Category != p.Category {
		t.Logf("%s: %q under %q is a %s, want %s", p.Part, p.Text, p.Context, answering.Category, p.Category)
	}
}
