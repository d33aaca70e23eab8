package card

import (
	"molva/classify"
	"molva/classify/quantify"
)

// Judgement is one text with what it is and what the classifier said of it.
type Judgement struct {
	Truth, Said classify.Sentiment
	P           classify.Probabilities
	Unsure      bool
	Lang        string // "" is not told apart
	Network     string // "" is not told apart
}

// Figure is a value with its 90 % interval, as fractions.
type Figure struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Card is the accuracy of a classifier on N texts. A figure is nil when nothing could be judged by it.
type Card struct {
	N           int               `json:"n"`
	Accuracy    *Figure           `json:"accuracy"`
	MacroRecall *Figure           `json:"macro_recall"` // over the sentiments that occur
	MacroF1     *Figure           `json:"macro_f1"`     // over the sentiments that occur
	ECE         *Figure           `json:"ece"`          // expected calibration error, 15 bins
	Sure        *Sure             `json:"sure"`
	Classes     map[string]Class  `json:"classes"`
	Confusion   map[string]Counts `json:"confusion"` // what they are → what they were called
	By          Parts             `json:"by"`
}

// Sure is what is left when the texts marked as unsure are put aside.
type Sure struct {
	N        int     `json:"n"`
	Accuracy *Figure `json:"accuracy"`
}

// Class is how one sentiment fared.
type Class struct {
	N         int     `json:"n"`         // texts that are it
	Recall    *Figure `json:"recall"`    // of those, how many were called it
	Precision *Figure `json:"precision"` // of those called it, how many are
}

// Counts is how many texts were called what.
type Counts struct {
	Negative int `json:"negative"`
	Neutral  int `json:"neutral"`
	Positive int `json:"positive"`
}

// Parts are the cards of each language and network.
type Parts struct {
	Lang    map[string]Part `json:"lang,omitempty"`
	Network map[string]Part `json:"network,omitempty"`
}

// Part is the short form of a card.
type Part struct {
	N           int     `json:"n"`
	Accuracy    *Figure `json:"accuracy"`
	MacroRecall *Figure `json:"macro_recall"`
	ECE         *Figure `json:"ece"`
}

// sentiments in the order of confusion tables.
var sentiments = [3]classify.Sentiment{classify.Negative, classify.Neutral, classify.Positive}

// Of judges a classifier. The same judgements in the same order give the same card.
func Of(list []Judgement) Card {
	t := tableOf(list)
	c := Card{N: len(list), Accuracy: t.accuracy(), MacroRecall: t.macroRecall(), MacroF1: t.macroF1(), ECE: calibrationError(list),
		Sure: sure(list), Classes: make(map[string]Class), Confusion: make(map[string]Counts), By: parts(list)}
	for i, s := range sentiments {
		row := t[i]
		c.Classes[s.String()] = Class{N: t.wanted(i), Recall: of(row[i], t.wanted(i)), Precision: of(row[i], t.given(i))}
		c.Confusion[s.String()] = Counts{row[0], row[1], row[2]}
	}
	return c
}

func sure(list []Judgement) *Sure {
	n, right := 0, 0
	for _, j := range list {
		if j.Unsure {
			continue
		}
		n++
		if j.Said == j.Truth {
			right++
		}
	}
	return &Sure{N: n, Accuracy: of(right, n)}
}

func parts(list []Judgement) Parts {
	return Parts{
		Lang:    split(list, func(j Judgement) string { return j.Lang }),
		Network: split(list, func(j Judgement) string { return j.Network }),
	}
}

// split is nil when nothing tells the texts apart.
func split(list []Judgement, by func(Judgement) string) map[string]Part {
	groups := make(map[string][]Judgement)
	for _, j := range list {
		if key := by(j); key != "" {
			groups[key] = append(groups[key], j)
		}
	}
	if len(groups) == 0 {
		return nil
	}
	cards := make(map[string]Part, len(groups))
	for key, group := range groups {
		t := tableOf(group)
		cards[key] = Part{N: len(group), Accuracy: t.accuracy(), MacroRecall: t.macroRecall(), ECE: calibrationError(group)}
	}
	return cards
}

// of is a share with its interval, nil of nothing.
func of(hits, all int) *Figure {
	e := quantify.Of(hits, all)
	if !e.Known() {
		return nil
	}
	return &Figure{e.Share, e.Low, e.High}
}
