package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/classify"
	"molva/classify/card"
	"molva/classify/quantify"
)

// judged is a card of forty texts, every fifth of which the model got wrong, in two languages on two networks.
func judged() alerts.Accuracy {
	sure := [3]classify.Probabilities{{Negative: 0.8, Neutral: 0.15, Positive: 0.05}, {Negative: 0.2, Neutral: 0.6, Positive: 0.2}, {Positive: 0.9, Neutral: 0.1}}
	var list []card.Judgement
	for i := range 40 {
		j := card.Judgement{Truth: classify.Sentiments[i%3], Said: classify.Sentiments[i%3], Lang: "en", Network: "reviews", Unsure: i%8 == 0}
		if i%5 == 0 {
			j.Said = classify.Sentiments[(i+1)%3]
		}
		if i%2 == 0 {
			j.Lang, j.Network = "ru", "vk"
		}
		j.P = sure[j.Said+1]
		list = append(list, j)
	}
	return alerts.Accuracy{Card: card.Of(list), Model: "molva-test"}
}

func TestWriteAccuracy(t *testing.T) {
	stale := judged()
	stale.Stale = true
	alpha := card.Figure{Value: 0.71, Low: 0.52, High: 0.86}
	stale.Agreement = &card.Agreement{N: 25, Same: &card.Figure{Value: 0.84, Low: 0.69, High: 0.94}, Alpha: &alpha}
	for name, a := range map[string]alerts.Accuracy{"accuracy": judged(), "accuracy-stale": stale, "accuracy-none": {Card: card.Of(nil)}} {
		for _, language := range []string{"en", "ru"} {
			p, err := phrase.New(language, Texts)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := WriteAccuracy(&b, a, "text", p); err != nil {
				t.Fatal(err)
			}
			phrasetest.Golden(t, name+"."+language+".text", b.String())
		}
	}
	if err := WriteAccuracy(nil, judged(), "csv", nil); err == nil || !strings.Contains(err.Error(), `format is "csv", want text or json`) {
		t.Error(err)
	}
}

// The figures of the bootstrap differ in their last places from processor to processor, so that no golden holds them.
func TestAccuracyForMachines(t *testing.T) {
	var b bytes.Buffer
	if err := WriteAccuracy(&b, judged(), "json", nil); err != nil {
		t.Fatal(err)
	}
	var got struct {
		N             int
		Model         string
		Accuracy, ECE *card.Figure
		By            card.Parts
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.N != 40 || got.Model != "molva-test" || got.Accuracy.Value != 0.8 || got.ECE == nil || got.By.Lang["ru"].N != 20 {
		t.Errorf("%+v", got)
	}
}

// Two people who always say the same of the same leave nothing to compare chance with.
func TestAgreementWithoutAlpha(t *testing.T) {
	p, err := phrase.New("en", Texts)
	if err != nil {
		t.Fatal(err)
	}
	share := quantify.Of(3, 3)
	got := agreement(p, card.Agreement{N: 3, Same: &card.Figure{Value: share.Share, Low: share.Low, High: share.High}})
	if got != "Two people labelled 3 of the texts and agreed on 100% (37–100%) of them." {
		t.Error(got)
	}
}
