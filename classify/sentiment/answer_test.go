package sentiment

import (
	"math"
	"testing"

	"molva/classify"
	"molva/ingest"
)

const (
	bad  = "The Kestrel kettle leaks and support ignores me, it is awful."
	fine = "Кестрел отличный, очень доволен."
	sale = "Успейте купить Кестрел! Промокод ZARYA по ссылке https://shop.test"
)

func replied(t *testing.T, context, text string) classify.Verdict {
	t.Helper()
	v, err := loaded(t).Classify(t.Context(), ingest.Mention{Text: text, Context: context}, []classify.Subject{{Topic: "kestrel"}})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAnswers(t *testing.T) {
	for _, test := range []struct {
		context, text string
		want          classify.Sentiment
		category      classify.Category
	}{
		{bad, "same here", classify.Negative, classify.ComplaintCategory},
		{fine, "согласен", classify.Positive, classify.Praise},
		{bad, "not true", classify.Neutral, classify.Other},
		{fine, "неправда", classify.Negative, classify.ComplaintCategory},
		{"Please add a dark theme to the Kestrel app.", "+1", classify.Neutral, classify.Suggestion},
	} {
		v := replied(t, test.context, test.text)
		if v.Sentiment != test.want || v.Category != test.category {
			t.Errorf("%q under %q: %v, %s; want %v, %s", test.text, test.context, v.Sentiment, v.Category, test.want, test.category)
		}
		if o := v.Opinions[0]; o.P != v.P || o.Sentiment != v.Sentiment {
			t.Errorf("%q under %q: towards its topic %v, as a whole %v", test.text, test.context, o, v)
		}
	}
}

// Whoever agrees with an advert shares no feeling, and a text with words of its own needs nobody else's.
func TestOwnWordsDecide(t *testing.T) {
	for _, test := range []struct{ context, text string }{
		{sale, "согласен"}, {bad, "love it"}, {bad, "same here, love it"}, {fine, "та же история, ужас"}, {bad, "Why?"}, {bad, ""},
	} {
		with, without := replied(t, test.context, test.text), replied(t, "", test.text)
		if with.P != without.P || with.Category != without.Category || with.Unsure != without.Unsure {
			t.Errorf("%q under %q: %v, alone %v", test.text, test.context, with, without)
		}
	}
}

func TestTitleSpeaksForItself(t *testing.T) {
	m := ingest.Mention{Title: "My order", Text: "+1", Context: bad}
	with, _ := loaded(t).Classify(t.Context(), m, nil)
	m.Context = ""
	if without, _ := loaded(t).Classify(t.Context(), m, nil); with.P != without.P {
		t.Errorf("%v, alone %v", with.P, without.P)
	}
}

// The words of the parent explain the reply as exactly as their own verdict.
func TestExplainAnswers(t *testing.T) {
	for _, text := range []string{"same here", "not true"} {
		v := replied(t, bad, text)
		var sum float64
		parents := 0
		for _, w := range loaded(t).Explain(ingest.Mention{Text: text, Context: bad}) {
			sum += w.Weight
			if w.Parent {
				parents++
			}
		}
		if want := math.Log(v.P.Positive / v.P.Negative); math.Abs(sum-want) > 1e-3 || parents == 0 {
			t.Errorf("%q: the weights add up to %.4f, want %.4f; %d words of the parent", text, sum, want, parents)
		}
	}
	for _, w := range loaded(t).Explain(ingest.Mention{Text: "love it", Context: bad}) {
		if w.Parent {
			t.Errorf("%q is said to decide", w.Text)
		}
	}
}
