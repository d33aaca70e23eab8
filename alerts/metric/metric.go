package metric

import (
	"context"

	"molva/ingest"
)

// Text is what a person reads, in both languages.
type Text struct{ EN, RU string }

// In is the text in a language, "ru" or "en".
func (t Text) In(language string) string {
	if language == "ru" {
		return t.RU
	}
	return t.EN
}

// Class says what a metric is good for.
type Class string

// The classes. A vanity metric says nothing of the business when it stands alone, and cannot be a goal.
const (
	Vanity     Class = "V"
	Diagnostic Class = "D"
	KPI        Class = "K"
)

// Question is what a metric helps to answer.
type Question string

// The three questions of every report, and two more.
const (
	Audience     Question = "1" // does our audience grow?
	Awareness    Question = "2" // does awareness of us grow?
	Opinion      Question = "3" // do we know what people think?
	Satisfaction Question = "S"
	Worth        Question = "€"
)

// Metric is a row of the registry.
type Metric struct {
	Row         int    // its number in the catalogue
	ID          string // for machines, never changed: engagement_rate_view
	Name        Text
	Formula     Text            // with the symbols of Legend, or in words
	Denominator Text            // what is divided by, and as of when; empty where nothing is divided
	Inputs      []string        // as in Input; see inputs for how one of several ways is written
	Notes       map[string]Text // what a network means by it that others do not; "" is all of them
	Unit        ingest.Unit     //
	Class       Class           //
	Questions   []Question      // none: it answers none of them
	Better      Direction       // which way is good; 0: neither
	Parts       map[string]Text // what parts that have fixed names are called

	// One of the two computes it. They return at least one value; where parts differ there is one for each.
	OfAccount func(context.Context, *Account) ([]Value, error) // of each community
	OfTopic   func(context.Context, *Reader) ([]Value, error)  // of a topic
}

// Legend says what the symbols of formulas are.
var Legend = Text{
	"F: followers (F0 at the start, F1 at the end); P: posts; D: days; L: likes and other reactions; C: comments; S: shares and forwards; V: views; R: people reached; Σ: a sum over posts; small letters: one post.",
	"F — подписчики (F0 в начале, F1 в конце); P — посты; D — дни; L — лайки и другие реакции; C — комментарии; S — репосты и пересылки; V — просмотры; R — охваченные люди; Σ — сумма по постам; строчные буквы — один пост.",
}

// Direction is where a metric should go.
type Direction int8

// The directions.
const (
	Lower  Direction = -1
	Higher Direction = 1
)

// All are the rows, in the order of the catalogue.
func All() []Metric {
	var all []Metric
	for _, part := range [][]Metric{audience, content, awareness, opinion, serving, money} {
		all = append(all, part...)
	}
	return all
}

// ByID finds a row by its id.
func ByID(id string) (Metric, bool) {
	for _, m := range All() {
		if m.ID == id {
			return m, true
		}
	}
	return Metric{}, false
}
