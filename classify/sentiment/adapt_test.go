package sentiment

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"molva/classify"
	"molva/ingest"
)

// toyModel knows the words of toy and no others.
func toyModel(t *testing.T) *Model {
	t.Helper()
	m, err := Train(t.Context(), toy(300), Settings{Seed: 7, Bits: 14}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// strange makes texts of a trade whose words toyModel never read, none the repeat of another.
func strange(n int) []Example {
	words := [3][]string{{"зяблит", "мурфает"}, {"кролот", "пундик"}, {"фурчит", "лупрое"}}
	var list []Example
	for i := range n {
		class := i * i % 7 % 3
		name := string([]rune{'а' + rune(i%30), 'б', 'а' + rune(i/30)})
		text := fmt.Sprintf("%s %s %s", name, words[class][i%2], name)
		list = append(list, Example{Text: text, Label: classify.Sentiments[class], Lang: "ru"})
	}
	return list
}

func adapt(t *testing.T, base *Model, list []Example, s AdaptSettings) (*Model, Adaptation) {
	t.Helper()
	m, a, err := Adapt(t.Context(), base, list, s)
	if err != nil {
		t.Fatal(err)
	}
	return m, a
}

func accuracy(t *testing.T, m *Model, list []Example) float64 {
	t.Helper()
	s, err := Evaluate(t.Context(), m, list)
	if err != nil {
		t.Fatal(err)
	}
	return s.Accuracy()
}

func fileOf(t *testing.T, m *Model) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAdaptLearnsWords(t *testing.T) {
	base, all := toyModel(t), strange(400)
	before := fileOf(t, base)
	m, a := adapt(t, base, all[:200], AdaptSettings{Guard: all[200:300]})
	if a.Method != Weights || a.Labels != 200 || a.Guard != 100 || a.Odds > 2 {
		t.Errorf("adaptation is %+v", a)
	}
	if a.After.Accuracy < 0.95 || a.Before.Accuracy > 0.7 || a.After.LogLoss >= a.Before.LogLoss || a.GuardAfter.Accuracy < 0.95 {
		t.Errorf("figures are %+v", a)
	}
	if got := accuracy(t, m, all[300:]); got < 0.95 {
		t.Errorf("accuracy on texts that it never saw is %.2f", got)
	}
	if got := accuracy(t, m, toy(60)); got < 0.95 {
		t.Errorf("accuracy on what the base knew fell to %.2f", got)
	}
	if !bytes.Equal(fileOf(t, base), before) {
		t.Error("the base changed")
	}
}

func TestAdaptedModelIsAModel(t *testing.T) {
	base := toyModel(t)
	m, _ := adapt(t, base, strange(120), AdaptSettings{Seed: 3})
	again, _ := adapt(t, base, strange(120), AdaptSettings{Seed: 3})
	file := fileOf(t, m)
	if !bytes.Equal(file, fileOf(t, again)) {
		t.Error("the same labels gave different bytes")
	}
	read, err := Read(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	from, labels := read.Adapted()
	if read.Name() != m.Name() || read.Name() == base.Name() || from != base.Name() || labels != 120 {
		t.Errorf("read %s, from %q by %d labels; wrote %s from %s", read.Name(), from, labels, m.Name(), base.Name())
	}
	if _, _, err := Adapt(t.Context(), m, strange(120), AdaptSettings{}); err == nil || !strings.Contains(err.Error(), "start from "+base.Name()) {
		t.Errorf("adapting an adapted model: error is %v", err)
	}
}

func TestFewLabelsLeaveTheTable(t *testing.T) {
	base := toyModel(t)
	list := strange(fewForBiases - 1)
	for i := range list {
		list[i].Label = classify.Negative
		if i%5 == 0 { // or it would look as if mistakes had been sought out
			v, err := base.Classify(t.Context(), ingest.Mention{Text: list[i].Text, Lang: "ru"}, nil)
			if err != nil {
				t.Fatal(err)
			}
			list[i].Label = v.Sentiment
		}
	}
	m, a := adapt(t, base, list, AdaptSettings{})
	if a.Method != Biases || !bytes.Equal(m.table, base.table) {
		t.Errorf("adaptation is %+v, want biases and the same table", a)
	}
	if m.head.Calibration.English != base.head.Calibration.English {
		t.Error("Russian labels moved the English map")
	}
	if m, a = adapt(t, base, list[:FewestLabels-1], AdaptSettings{}); m != base || a.Method != Kept {
		t.Errorf("of too few labels came %+v", a)
	}
}

func TestGuardRefuses(t *testing.T) {
	base, lies := toyModel(t), toy(150)
	for i := range lies {
		lies[i].Label = -lies[i].Label
	}
	if m, a := adapt(t, base, lies, AdaptSettings{}); m != base || !a.Unguarded {
		t.Fatalf("without a guard the lies were believed: %+v", a)
	}
	m, a := adapt(t, base, lies, AdaptSettings{Guard: toy(300)[150:]})
	if m != base || a.Method != Kept || a.After != a.Before || a.Refused == 0 || a.GuardAfter.LogLoss <= a.GuardBefore.LogLoss {
		t.Errorf("adaptation is %+v", a)
	}
}

func TestBetterIsSureAndNoLessRight(t *testing.T) {
	f := &field{odds: 1, notes: make([]note, 4)}
	of := func(called int, losses ...float64) *candidate {
		c := &candidate{}
		for _, loss := range losses {
			c.answers = append(c.answers, answer{called, loss})
		}
		return c
	}
	was := of(0, 1, 1, 1, 1)
	for name, test := range map[string]struct {
		now  *candidate
		want bool
	}{
		"the same":                        {was, false},
		"lower by three standard errors":  {of(0, 0.7, 0.7, 0.9, 0.9), true},
		"lower by a tenth of one":         {of(0, 0, 2.1, 0, 1.7), false},
		"lower, but no longer the answer": {of(1, 0.7, 0.7, 0.9, 0.9), false},
	} {
		if got := f.better(test.now, was); got != test.want {
			t.Errorf("%s: better is %v", name, got)
		}
	}
}

func TestOddsTellMistakesThatWereSought(t *testing.T) {
	base := toyModel(t)
	list := toy(60)
	if odds := newField(base, list).guessOdds(); odds != 1 {
		t.Errorf("odds of labels that the base expects are %.1f, want 1", odds)
	}
	for i := range list {
		list[i].Label = classify.Sentiments[(i+1)%3]
	}
	f := newField(base, list)
	f.weigh()
	if f.odds < 50 {
		t.Errorf("odds of mistakes alone are %.1f, want 50 or more", f.odds)
	}
	if n := f.notes[0]; n.pull[n.called] != 0 || n.pull[n.class] < 4 {
		t.Errorf("pull is %v for a %d that was called %d", n.pull, n.class, n.called)
	}
}

func TestAdaptObeysItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := Adapt(ctx, toyModel(t), strange(100), AdaptSettings{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want canceled", err)
	}
}

func TestMeanByHand(t *testing.T) {
	mean, deviation := meanOf([]float64{1, 1, -1, -1})
	if mean != 0 || math.Abs(deviation-0.5) > 1e-12 {
		t.Errorf("mean is %v ± %v, want 0 ± 0.5", mean, deviation)
	}
	if belowZero(nil, 1) || belowZero([]float64{1, -1, -1, 0}, 1) || !belowZero([]float64{-1, -1, -1, 0}, 1) {
		t.Error("the interval of a mean is taken wrongly")
	}
}
