package cluster

import (
	"slices"
	"strings"
	"testing"

	"molva/classify"
)

func stars(n float64) *float64 { return &n }

func TestKindOf(t *testing.T) {
	for _, c := range []struct {
		said Said
		kind Kind
		asks bool
	}{
		{said: Said{Sentiment: classify.Negative, Category: classify.ComplaintCategory}, kind: Complaint},
		{said: Said{Sentiment: classify.Negative, Category: classify.Other}, kind: Complaint},
		{said: Said{Sentiment: classify.Negative, Category: classify.Suggestion}, kind: Complaint},
		{said: Said{Sentiment: classify.Positive, Category: classify.ComplaintCategory}, kind: Complaint},
		{said: Said{Category: classify.Question}, kind: Complaint, asks: true},
		{said: Said{Sentiment: classify.Positive, Category: classify.Question}, kind: Complaint, asks: true},
		{said: Said{Category: classify.Suggestion, Text: "A dark theme would be nice."}, kind: Suggestion},
		{said: Said{Category: classify.Praise, Text: "Works every day."}, kind: Praise},
		{said: Said{Sentiment: classify.Positive, Category: classify.Other, Text: "Listening to it all day."}, kind: Praise},
		{said: Said{Category: classify.Other, Text: "The case is blue."}},
		{said: Said{Sentiment: classify.Negative, Category: classify.News}},
		{said: Said{Category: classify.Promo, Text: "I need my refund"}},
		{said: Said{Sentiment: classify.Negative, Category: classify.ComplaintCategory, Text: "same here"}},
		{said: Said{Category: classify.Praise, Text: "Согласна!"}},
		{said: Said{Category: classify.Praise, Text: "Согласна!", Answered: Praise}, kind: Praise},
		{said: Said{Category: classify.Praise, Text: "Согласна!", Answered: Complaint}},
		{said: Said{Sentiment: classify.Negative, Text: "+1", Answered: Complaint}, kind: Complaint},
		{said: Said{Category: classify.Other, Text: "+1", Answered: Complaint}},
		{said: Said{Category: classify.ComplaintCategory, Text: "та же история с доставкой"}, kind: Complaint},
		{said: Said{Category: classify.Praise, Text: "agree", Rating: stars(5)}, kind: Praise},

		{said: Said{Category: classify.Other, Text: "The case is blue.", Rating: stars(2)}, kind: Complaint},
		{said: Said{Sentiment: classify.Positive, Category: classify.Praise, Rating: stars(1)}, kind: Complaint},
		{said: Said{Category: classify.News, Rating: stars(1)}, kind: Complaint},
		{said: Said{Category: classify.Suggestion, Rating: stars(1)}, kind: Suggestion},
		{said: Said{Category: classify.Other, Rating: stars(3)}},
		{said: Said{Category: classify.Other, Rating: stars(0)}},
	} {
		kind, asks, ok := KindOf(c.said)
		if kind != c.kind || asks != c.asks || ok != (c.kind != "") {
			t.Errorf("KindOf(%+v) = %q, asks %v, ok %v; want %q, %v", c.said, kind, asks, ok, c.kind, c.asks)
		}
	}
}

func TestRequestsOfTheCalm(t *testing.T) {
	for _, text := range []string{
		"I need to change my shipping address", "cancel my order", "my card has not arrived", "How do I pair the left one?",
		"@kestrel please tell me when the shop opens", "Hi! Can you send the invoice again", "i cannot log in",
		"where is the parcel", "would like to know the fee, need help",
		"мне нужна справка", "не могу войти", "Подскажите, как сменить тариф", "Здравствуйте! Где мой заказ",
		"как вернуть товар", "@zarya помогите с доставкой", "не приходит код",
	} {
		if kind, asks, _ := KindOf(Said{Category: classify.Other, Text: text}); kind != Complaint || !asks {
			t.Errorf("%q is %q, asks %v; want a complaint that asks", text, kind, asks)
		}
	}
	if _, asks, _ := KindOf(Said{Category: classify.Other, Title: "Cannot log in, need help", Text: "Version 4."}); !asks {
		t.Error("a title asks nothing")
	}
}

func TestRemarksAskNothing(t *testing.T) {
	for _, text := range []string{
		"Kestrel opened an office in the capital.", "They moved the depot in 2009.", "Reading on the train with Lumen on.",
		"Check out the new colours", "@kestrel_help the office", "see www.shop.example/cancel", "Book now: https://shop.example/sale", "Get tickets https://shop.example",
		"@zoe Hi! Please DM us, our team will look into your order",
		"Компания открыла новый склад.", "Как сообщает пресс-служба, склад переехал.",
		"@ivan Здравствуйте! Уточните, пожалуйста, номер договора, мы проверим", "",
	} {
		if kind, _, ok := KindOf(Said{Category: classify.Other, Text: text}); ok {
			t.Errorf("%q is %q, want none", text, kind)
		}
	}
}

func TestPoliteRequestsAreNoPraise(t *testing.T) {
	polite := Said{Sentiment: classify.Positive, Category: classify.Praise, Text: "Could you help me find my invoice, thanks a lot"}
	if kind, asks, _ := KindOf(polite); kind != Complaint || !asks {
		t.Errorf("a polite request is %q, asks %v", kind, asks)
	}
	errand := Said{Category: classify.Suggestion, Text: "Change my PIN please"}
	if kind, asks, _ := KindOf(errand); kind != Complaint || !asks {
		t.Errorf("an errand is %q, asks %v", kind, asks)
	}
	thanks := Said{Sentiment: classify.Positive, Category: classify.Praise, Text: "Thanks, my order came a day early!"}
	if kind, _, _ := KindOf(thanks); kind != Praise {
		t.Errorf("thanks for an order are %q", kind)
	}
}

func TestCues(t *testing.T) {
	var lines int
	seen := make(map[string]bool)
	for line := range strings.Lines(cueFile) {
		kind, phrases, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		lines++
		if cueNames[kind] == noCue {
			t.Errorf("kind of cue %q, want one of %v", kind, cueNames)
		}
		for phrase := range strings.SplitSeq(phrases, ", ") {
			words := strings.Fields(phrase)
			if seen[phrase] || len(words) == 0 || len(words) > maxCue {
				t.Errorf("cue %q has %d words, want 1 to %d, once in the file", phrase, len(words), maxCue)
			}
			if len(words) > 1 && slices.ContainsFunc(words, func(w string) bool { return cues()[w] == skip }) {
				t.Errorf("cue %q holds a word that is passed over", phrase)
			}
			seen[phrase] = true
		}
	}
	if lines == 0 || len(seen) != len(cues()) {
		t.Errorf("%d lines with %d cues, %d are known", lines, len(seen), len(cues()))
	}
}

func FuzzKindOf(f *testing.F) {
	f.Add("Hi", "@zoe I can't log in… помогите!")
	f.Add("", "^ ^ http")
	f.Fuzz(func(t *testing.T, title, text string) {
		said := Said{Category: classify.Other, Title: title, Text: text}
		kind, asks, ok := KindOf(said)
		if again, _, _ := KindOf(said); again != kind || asks != ok {
			t.Errorf("%q, asks %v, ok %v; again %q", kind, asks, ok, again)
		}
	})
}

func BenchmarkKindOf(b *testing.B) {
	said := Said{Category: classify.Other, Text: strings.Repeat("They moved the depot to another town last year. ", 8)}
	for b.Loop() {
		KindOf(said)
	}
}
