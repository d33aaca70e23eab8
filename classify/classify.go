package classify

import (
	"context"
	"errors"
	"fmt"

	"molva/classify/copies"
	"molva/ingest"
	"molva/ingest/stream"
)

// Sentiment is how somebody feels about something. The zero value is neutral; it is saved and sent as a word.
type Sentiment int8

// The three sentiments, in the order of their sign.
const (
	Negative Sentiment = iota - 1
	Neutral
	Positive
)

// Sentiments lists all three, from negative to positive.
var Sentiments = [3]Sentiment{Negative, Neutral, Positive}

func (s Sentiment) String() string {
	switch s {
	case Negative:
		return "negative"
	case Positive:
		return "positive"
	}
	return "neutral"
}

// MarshalText writes the word.
func (s Sentiment) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the word.
func (s *Sentiment) UnmarshalText(b []byte) error {
	for _, known := range Sentiments {
		if string(b) == known.String() {
			*s = known
			return nil
		}
	}
	return fmt.Errorf("sentiment is %q, want negative, neutral or positive", b)
}

// Probabilities of the three sentiments; they sum to one.
type Probabilities struct {
	Negative float64 `json:"negative"`
	Neutral  float64 `json:"neutral"`
	Positive float64 `json:"positive"`
}

// Of returns the probability of one sentiment.
func (p Probabilities) Of(s Sentiment) float64 {
	switch s {
	case Negative:
		return p.Negative
	case Positive:
		return p.Positive
	}
	return p.Neutral
}

// Category is what sort of statement a mention is.
type Category string

// The categories.
const (
	ComplaintCategory Category = "complaint"
	Question          Category = "question"
	Praise            Category = "praise"
	Suggestion        Category = "suggestion"
	Promo             Category = "promo" // adverts and search-bait; leaves the opinion figures
	News              Category = "news"
	Other             Category = "other"
)

// Categories lists all seven.
var Categories = [7]Category{ComplaintCategory, Question, Praise, Suggestion, Promo, News, Other}

// Opinion is the feeling towards one topic, which need not be that of the whole text.
type Opinion struct {
	Topic     string        `json:"topic"`
	Sentiment Sentiment     `json:"sentiment"`
	P         Probabilities `json:"probabilities"`
	Unsure    bool          `json:"unsure,omitempty"` // better not counted on: too little was said, or nothing that decides
	Mixed     bool          `json:"mixed,omitempty"`  // something good and something bad is said of this topic
}

// Verdict is what the classifier says of one mention.
type Verdict struct {
	Lang       string        `json:"lang"` // ru, en, other or unknown
	Sentiment  Sentiment     `json:"sentiment"`
	P          Probabilities `json:"probabilities"`
	Unsure     bool          `json:"unsure,omitempty"`
	Mixed      bool          `json:"mixed,omitempty"`
	Opinions   []Opinion     `json:"opinions"` // one for each topic that the mention names, in the config's order
	Category   Category      `json:"category"`
	Recommends bool          `json:"recommends,omitempty"` // the text advises others to take something
	Model      string        `json:"model"`                // name and version
}

// Tagged is a mention with its verdict. The fields are named: embedded, JSON would drop both Langs.
type Tagged struct {
	Mention ingest.Mention
	Verdict Verdict
	Print   copies.Print // by which copies are found, its topics mixed in; zero when it names none
}

// Tag joins a mention and its verdict.
func Tag(m ingest.Mention, v Verdict) *Tagged {
	t := &Tagged{Mention: m, Verdict: v}
	if len(v.Opinions) == 0 {
		return t
	}
	topics := make([]string, len(v.Opinions))
	for i, o := range v.Opinions {
		topics[i] = o.Topic
	}
	print, _ := copies.Fingerprint(m)
	t.Print = print.On(topics...)
	return t
}

// Classifier says how a mention feels, and how about each subject: Verdict.Opinions has one for each, in their order. An
// answer depends on the mention, the subjects and the model alone. ErrUnavailable: nothing is wrong with the mention,
// ask again later.
type Classifier interface {
	Classify(ctx context.Context, m ingest.Mention, about []Subject) (Verdict, error)
}

// ErrUnavailable marks an error that is not the mention's fault.
var ErrUnavailable = errors.New("the classifier is unavailable")

// Result is what became of one message of the stream. Exactly one of Tagged, Note, Rejected and Failure is set. A Tagged
// without opinions names no topic: it is unmatched, unless it is an edit or a delete notice of something stored.
type Result struct {
	Item     stream.Item
	Tagged   *Tagged
	Note     *ingest.Note
	Rejected string   // why the mention was not admitted
	Failure  *Failure // for the dead letters
	Unknown  []string // fields of the body that we do not know; they are kept in Extra
}

// Failure is why a message went to the dead letters. Reason carries no text of the message.
type Failure struct {
	Stage  string `json:"stage"` // decode, match, classify, place, save
	Reason string `json:"reason"`
}
