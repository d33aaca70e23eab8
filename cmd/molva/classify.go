package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"molva/classify"
	"molva/classify/sentiment"
	"molva/ingest"
)

// maxLine is the longest line that classify reads; a longer one gets an error and the rest goes on.
const maxLine = 1 << 20

func (p *program) classifyCommand() *cobra.Command {
	var explain bool
	c := &cobra.Command{
		Use:   "classify",
		Short: "Say how each line of standard input feels: plain text or JSON Lines in, JSON Lines out",
		Example: `  echo 'The app crashes again and again' | molva classify --explain
  molva classify < posts.jsonl
  echo '{"text":"same here","context":"The app crashes again and again"}' | molva classify --explain
  echo '{"text":"Kestrel beats Linnet","topics":["Kestrel",{"topic":"rival","names":["Linnet"]}]}' | molva classify`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			model, err := sentiment.Load()
			if err != nil {
				return fmt.Errorf("load sentiment model: %w", err)
			}
			return classifyLines(c.Context(), model, p.in, p.out, explain)
		},
	}
	c.Flags().BoolVar(&explain, "explain", false, "add the words that decided")
	return c
}

// classified is one line of output.
type classified struct {
	ID            string                 `json:"id,omitempty"`
	Lang          string                 `json:"lang"`
	Sentiment     classify.Sentiment     `json:"sentiment"`
	Probabilities classify.Probabilities `json:"probabilities"`
	Unsure        bool                   `json:"unsure"`
	Mixed         bool                   `json:"mixed"`
	Category      classify.Category      `json:"category"`
	Model         string                 `json:"model"`
	Topics        []classify.Opinion     `json:"topics,omitempty"`
	Why           []sentiment.Weight     `json:"why,omitempty"`
}

func classifyLines(ctx context.Context, model *sentiment.Model, in io.Reader, w io.Writer, explain bool) error {
	out := bufio.NewWriter(w)
	defer out.Flush()
	answers := json.NewEncoder(out)
	answers.SetEscapeHTML(false)
	c := lineClassifier{model: model, explain: explain}
	failed := 0
	err := lines(in, maxLine, func(line []byte, tooLong bool) error {
		answer, err := c.classify(ctx, line, tooLong)
		if err != nil {
			failed++
			return answers.Encode(map[string]string{"error": err.Error()})
		}
		return answers.Encode(answer)
	})
	switch {
	case err != nil:
		return err
	case failed > 0:
		return fault("%d of the lines could not be read", failed)
	}
	return out.Flush()
}

// lineClassifier answers one line after another.
type lineClassifier struct {
	model   *sentiment.Model
	finder  finder
	explain bool
}

func (c *lineClassifier) classify(ctx context.Context, line []byte, tooLong bool) (*classified, error) {
	if tooLong {
		return nil, fmt.Errorf("the line is longer than %d bytes", maxLine)
	}
	m, topics, err := readLine(line)
	if err != nil {
		return nil, err
	}
	m.Text, _ = ingest.CleanText(m.Text, ingest.MaxText)
	m.Context, _ = ingest.CleanText(m.Context, ingest.MaxContext)
	about, err := c.finder.about(&m, topics)
	if err != nil {
		return nil, err
	}
	v, err := c.model.Classify(ctx, m, about)
	if err != nil {
		return nil, err
	}
	a := &classified{ID: m.ID, Lang: v.Lang, Sentiment: v.Sentiment, Probabilities: v.P, Unsure: v.Unsure, Mixed: v.Mixed,
		Category: v.Category, Model: v.Model, Topics: v.Opinions}
	if c.explain {
		a.Why = c.model.Explain(m)
	}
	return a, nil
}

// readLine takes a line that opens with a brace for JSON and anything else for the text itself.
func readLine(line []byte) (m ingest.Mention, topics []namedTopic, err error) {
	if !bytes.HasPrefix(bytes.TrimSpace(line), []byte("{")) {
		return ingest.Mention{Text: string(line)}, nil, nil
	}
	var said struct {
		ID      json.RawMessage
		Title   string
		Text    *string
		Lang    string
		Context string // what it answers
		Topics  []namedTopic
	}
	if err := json.Unmarshal(line, &said); err != nil {
		return m, nil, fmt.Errorf("not valid JSON: %w", err)
	}
	if said.Text == nil {
		return m, nil, errors.New("the field text is missing")
	}
	m = ingest.Mention{ID: string(bytes.Trim(said.ID, `"`)), Title: said.Title, Text: *said.Text, Lang: said.Lang, Context: said.Context}
	return m, said.Topics, nil
}

// lines calls do for every line of in, without its end. A line longer than limit is passed over in place of its text.
func lines(in io.Reader, limit int, do func(line []byte, tooLong bool) error) error {
	r := bufio.NewReaderSize(in, 64<<10)
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if long || len(line)+len(part) > limit+1 {
			line, long = nil, true
		} else {
			line = append(line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if len(line) > 0 || long {
			if err := do(bytes.TrimRight(line, "\r\n"), long); err != nil {
				return err
			}
		}
		line, long = line[:0], false
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
