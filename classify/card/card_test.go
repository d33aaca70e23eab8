package card

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"

	"molva/classify"
)

const (
	neg = classify.Negative
	neu = classify.Neutral
	pos = classify.Positive
)

// judged is a judgement whose answer has the given probability.
func judged(truth, said classify.Sentiment, p float64) Judgement {
	j := Judgement{Truth: truth, Said: said}
	rest := (1 - p) / 2
	j.P = classify.Probabilities{Negative: rest, Neutral: rest, Positive: rest}
	switch said {
	case neg:
		j.P.Negative = p
	case neu:
		j.P.Neutral = p
	case pos:
		j.P.Positive = p
	}
	return j
}

func repeat(n int, j Judgement) []Judgement {
	list := make([]Judgement, n)
	for i := range list {
		list[i] = j
	}
	return list
}

func join(parts ...[]Judgement) (all []Judgement) {
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

func near(a, b, by float64) bool { return math.Abs(a-b) <= by }

// By hand: 20 of 30 negative found, 10 of 10 positive, nothing neutral; 20 of 20 called negative are, 10 of 20 called positive.
func TestOf(t *testing.T) {
	c := Of(join(repeat(20, judged(neg, neg, 0.8)), repeat(10, judged(neg, pos, 0.8)), repeat(10, judged(pos, pos, 0.8))))
	if c.N != 40 || !near(c.Accuracy.Value, 0.75, 1e-9) || !near(c.MacroRecall.Value, (2./3+1)/2, 1e-9) {
		t.Errorf("n %d, accuracy %v, recall %v", c.N, c.Accuracy, c.MacroRecall)
	}
	if f1 := (2*20./(30+20) + 2*10./(10+20)) / 2; !near(c.MacroF1.Value, f1, 1e-9) {
		t.Errorf("macro-F1 %v, want %v", c.MacroF1.Value, f1)
	}
	if !near(c.ECE.Value, 0.05, 1e-9) {
		t.Errorf("calibration error %v, want 0.8 less 0.75", c.ECE)
	}
	if c.Classes["neutral"].Recall != nil || c.Classes["neutral"].Precision != nil {
		t.Error("nothing was neutral, and nothing was called so: neither figure exists")
	}
	if got := *c.Classes["positive"].Precision; !near(got.Value, 0.5, 1e-9) || got.Low >= 0.5 || got.High <= 0.5 {
		t.Errorf("precision of positive: %+v", got)
	}
	if c.Confusion["negative"] != (Counts{20, 0, 10}) {
		t.Errorf("confusion of negative: %+v", c.Confusion["negative"])
	}
}

func TestNothingWasJudged(t *testing.T) {
	b, err := json.Marshal(Of(nil))
	if err != nil {
		t.Fatal(err)
	}
	var said map[string]any
	if err := json.Unmarshal(b, &said); err != nil {
		t.Fatal(err)
	}
	for _, figure := range []string{"accuracy", "macro_recall", "macro_f1", "ece"} {
		if value, ok := said[figure]; !ok || value != nil {
			t.Errorf("%s is %v, want null: missing is not zero", figure, value)
		}
	}
}

func TestParts(t *testing.T) {
	a, b := judged(neg, neg, 0.9), judged(neg, pos, 0.9)
	a.Lang, a.Network, b.Lang = "ru", "vk", "en"
	by := Of([]Judgement{a, b, b}).By
	if by.Lang["ru"].N != 1 || by.Lang["ru"].Accuracy.Value != 1 || by.Lang["en"].N != 2 || by.Lang["en"].Accuracy.Value != 0 {
		t.Errorf("by language: %+v", by.Lang)
	}
	if len(by.Network) != 1 || by.Network["vk"].N != 1 {
		t.Errorf("by network: %+v", by.Network)
	}
}

func TestUnsureArePutAside(t *testing.T) {
	doubtful := judged(neg, pos, 0.4)
	doubtful.Unsure = true
	c := Of([]Judgement{judged(neg, neg, 0.9), doubtful})
	if c.Sure.N != 1 || c.Sure.Accuracy.Value != 1 || c.Accuracy.Value != 0.5 {
		t.Errorf("sure %+v, accuracy %v", c.Sure, c.Accuracy)
	}
}

// The intervals hold the truth about as often as they say: cards of 120 texts from a population that is known.
func TestIntervalsCover(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 0))
	truth := population()
	want := Of(truth)
	const cards = 300
	var accuracy, recall, f1, ece int
	for range cards {
		drawn := make([]Judgement, 120)
		for i := range drawn {
			drawn[i] = truth[random.IntN(len(truth))]
		}
		c := Of(drawn)
		accuracy += holds(c.Accuracy, want.Accuracy)
		recall += holds(c.MacroRecall, want.MacroRecall)
		f1 += holds(c.MacroF1, want.MacroF1)
		ece += holds(c.ECE, want.ECE)
	}
	for name, hits := range map[string]int{"accuracy": accuracy, "macro-recall": recall, "macro-F1": f1, "calibration error": ece} {
		share := float64(hits) / cards
		t.Logf("%s: %.1f %% of the intervals hold it", name, 100*share)
		if share < 0.84 || share > 0.97 {
			t.Errorf("%s: %.2f of the intervals hold it, want about 0.90", name, share)
		}
	}
}

// population has 1,000 texts; the classifier is a little too sure of itself.
func population() []Judgement {
	return join(
		repeat(300, judged(neg, neg, 0.9)), repeat(80, judged(neg, neu, 0.6)), repeat(40, judged(neg, pos, 0.7)),
		repeat(200, judged(neu, neu, 0.7)), repeat(100, judged(neu, neg, 0.6)), repeat(60, judged(neu, pos, 0.5)),
		repeat(160, judged(pos, pos, 0.8)), repeat(60, judged(pos, neu, 0.5)))
}

func holds(interval, truth *Figure) int {
	if interval.Low <= truth.Value && truth.Value <= interval.High {
		return 1
	}
	return 0
}

func TestTheSameListGivesTheSameCard(t *testing.T) {
	one, err := json.Marshal(Of(population()))
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if other, err := json.Marshal(Of(population())); err != nil || string(other) != string(one) {
			t.Fatalf("the card differs from run to run (%v)", err)
		}
	}
}

// By hand, after Krippendorff: four pairs give eight labels, 4 negative, 1 neutral, 3 positive; expected disagreement
// (64−16−1−9)/56, observed 1/4.
func TestAgree(t *testing.T) {
	a := Agree([]Pair{{neg, neg}, {neg, neg}, {pos, pos}, {pos, neu}})
	if want := 1 - 0.25/(38./56); a.N != 4 || !near(a.Same.Value, 0.75, 1e-9) || !near(a.Alpha.Value, want, 1e-9) {
		t.Errorf("%+v, alpha %v, want %v", a, a.Alpha, want)
	}
	if a := Agree([]Pair{{neg, neg}, {neg, neg}}); a.Alpha != nil {
		t.Errorf("alpha %v where nothing could have disagreed", a.Alpha)
	}
	if a := Agree(nil); a.N != 0 || a.Same != nil || a.Alpha != nil {
		t.Errorf("of nothing: %+v", a)
	}
}
