package alerts

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"molva/alerts/phrase"
	"molva/classify"
	"molva/store"
)

// Quote is one mention that shows what is meant. Text is a stranger's; a renderer makes it harmless.
type Quote struct {
	ID        string // public id of the mention
	Text      string
	URL       string
	Network   string
	Published time.Time // in the topic's zone
	Sentiment classify.Sentiment
	P         float64 // probability of the sentiment, by the model
	By        string  // who has the last word on it, as in store.Row; "": the model
}

// Surety says how sure the model is of a sentiment or, where it does not have the last word, who has.
func Surety(by string, sure float64, p *phrase.Printer) string {
	switch {
	case byModel(by):
		return p.Sprintf("%s sure", p.Percent(sure))
	case strings.HasPrefix(by, "second:"):
		return p.Sprintf("by a second opinion")
	}
	return p.Sprintf("labelled by a person")
}

func byModel(by string) bool { return by == "" || strings.HasPrefix(by, "model:") }

const (
	negativeQuotes = 3
	positiveQuotes = 2
	candidates     = 300 // the newest mentions that a quote is chosen from
)

// quotes picks what the digest cites, the same ones each time: one an author, of readable length, the surest first.
func quotes(ctx context.Context, db *store.DB, d Digest) ([]Quote, error) {
	felt := func(s classify.Sentiment) store.Filter {
		return store.Filter{Topic: d.Topic.ID, Sentiment: &s, Period: d.Period}
	}
	var negative, positive []Quote
	err := together([]func() error{
		func() (err error) {
			negative, err = pick(ctx, db, felt(classify.Negative), negativeQuotes)
			return err
		},
		func() (err error) {
			positive, err = pick(ctx, db, felt(classify.Positive), positiveQuotes)
			return err
		},
	})
	return append(negative, positive...), err
}

// pick takes n of the mentions that a filter means and that count.
func pick(ctx context.Context, db *store.DB, filter store.Filter, n int) ([]Quote, error) {
	counted := true
	filter.Counted = &counted
	if filter.Limit = candidates; filter.Complaint != 0 {
		filter.Limit = candidates / 5 // they say the same
	}
	var rows []store.Row
	for row, err := range db.Mentions(ctx, filter) {
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, better)
	return distinct(rows, n, filter.Period.From.Location()), nil
}

// better orders candidates: what can be read at a glance, then the surest, then the first seen.
func better(a, b store.Row) int {
	return cmp.Or(
		cmp.Compare(awkward(a.Mention.Text), awkward(b.Mention.Text)),
		-cmp.Compare(surety(a), surety(b)),
		cmp.Compare(a.RowID, b.RowID),
	)
}

// surety is how sure a sentiment is; a word that stands above the model's is.
func surety(row store.Row) float64 {
	if byModel(row.LabelledBy) {
		return row.P.Of(row.Sentiment)
	}
	return 1
}

// awkward is 0 for a text of a sentence or three, 1 for a longer one, 2 for a shout of a word or two.
func awkward(text string) int {
	switch n := utf8.RuneCountInString(text); {
	case n < 25:
		return 2
	case n > 280:
		return 1
	}
	return 0
}

// distinct takes the first n by different authors with different texts. An author whom the network does not tell is
// nobody else's double.
func distinct(rows []store.Row, n int, zone *time.Location) []Quote {
	var all []Quote
	seen := map[string]bool{}
	for _, row := range rows {
		m := row.Mention
		author, text := "author "+m.Network+" "+m.Author.ID, "text "+strings.ToLower(Inert(m.Text))
		if len(all) == n {
			break
		}
		if seen[text] || (m.Author.ID != "" && seen[author]) {
			continue
		}
		seen[author], seen[text] = true, true
		all = append(all, Quote{ID: m.Key(), Text: m.Text, URL: m.URL, Network: m.Network,
			Published: m.Published.In(zone), Sentiment: row.Sentiment, P: row.P.Of(row.Sentiment), By: row.LabelledBy})
	}
	return all
}
