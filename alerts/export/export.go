// Package export writes mentions with what was said of them for other programs, a row at a time, so that millions need no memory.
package export

import (
	"encoding/json"
	"io"
	"iter"
	"strconv"
	"time"

	"molva/alerts/report"
	"molva/classify"
	"molva/ingest"
	"molva/store"
)

// Mention is a mention with what was said of it.
type Mention struct {
	ID            string                 `json:"id"`
	Network       string                 `json:"network"`
	Source        string                 `json:"source"`
	URL           string                 `json:"url,omitempty"`
	Author        string                 `json:"author,omitempty"`
	Kind          string                 `json:"kind"`
	Lang          string                 `json:"lang"`
	PublishedAt   time.Time              `json:"published_at"`
	SeenAt        time.Time              `json:"seen_at"`
	Text          string                 `json:"text"`
	Title         string                 `json:"title,omitempty"`
	Thread        string                 `json:"thread,omitempty"`
	Parent        string                 `json:"parent,omitempty"`
	Context       string                 `json:"context,omitempty"` // what it answers
	Rating        *float64               `json:"rating,omitempty"`
	Scores        ingest.Scores          `json:"scores,omitempty"`
	Engagement    ingest.Engagement      `json:"engagement,omitzero"`
	DuplicateOf   string                 `json:"duplicate_of,omitempty"`
	Topic         string                 `json:"topic,omitempty"`
	Sentiment     classify.Sentiment     `json:"sentiment"`
	Probabilities classify.Probabilities `json:"probabilities"`
	Category      classify.Category      `json:"category"`
	Counted       bool                   `json:"counted"`
	LabelledBy    string                 `json:"labelled_by"`
}

// Of is a stored mention as it leaves.
func Of(r store.Row) Mention {
	m := r.Mention
	return Mention{
		ID: m.Key(), Network: m.Network, Source: r.Source, URL: m.URL, Author: m.Author.ID, Kind: string(m.Kind), Lang: r.Lang,
		PublishedAt: m.Published.UTC(), SeenAt: m.Seen.UTC(), Text: m.Text, Title: m.Title, Thread: m.Thread, Parent: m.Parent,
		Context: m.Context, Rating: m.Rating, Scores: m.Scores, Engagement: m.Engagement,
		DuplicateOf: r.DuplicateOf, Topic: r.Topic, Sentiment: r.Sentiment, Probabilities: r.P, Category: r.Category,
		Counted: r.Counted, LabelledBy: r.LabelledBy,
	}
}

// JSONL writes one object a line, texts as they are.
func JSONL(out io.Writer, rows iter.Seq2[store.Row, error]) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	for row, err := range rows {
		if err != nil {
			return err
		}
		if err := e.Encode(Of(row)); err != nil {
			return err
		}
	}
	return nil
}

// columns are those of the CSV.
var columns = []string{"id", "network", "source", "url", "author", "kind", "lang", "published_at", "seen_at", "text", "title",
	"thread", "duplicate_of", "topic", "sentiment", "p_negative", "p_neutral", "p_positive", "category", "counted", "labelled_by"}

// CSV writes one row each behind a head. What a spreadsheet would take for a formula stands behind an apostrophe.
func CSV(out io.Writer, rows iter.Seq2[store.Row, error]) error {
	w := report.CSV{W: out}
	w.Row(columns...)
	for row, err := range rows {
		if err != nil {
			return err
		}
		r := Of(row)
		w.Row(r.ID, r.Network, r.Source, r.URL, r.Author, r.Kind, r.Lang, r.PublishedAt.Format(time.RFC3339),
			r.SeenAt.Format(time.RFC3339), r.Text, r.Title, r.Thread, r.DuplicateOf, r.Topic, r.Sentiment.String(),
			number(r.Probabilities.Negative), number(r.Probabilities.Neutral), number(r.Probabilities.Positive),
			string(r.Category), strconv.FormatBool(r.Counted), r.LabelledBy)
		if err := w.Err(); err != nil {
			return err
		}
	}
	return w.Err()
}

func number(f float64) string { return strconv.FormatFloat(f, 'g', 6, 64) }
