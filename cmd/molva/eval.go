package main

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/report"
	"molva/classify"
	"molva/classify/card"
	"molva/classify/sentiment"
)

func (p *program) evalCommand() *cobra.Command {
	var gates []string
	var file string
	c := &cobra.Command{
		Use:   "eval FILE…",
		Short: "Judge the sentiment model on labelled texts: JSON Lines with text and label, perhaps lang, network and topics",
		Example: `  molva eval labelled.jsonl.gz
  molva eval labelled.jsonl --gate macro_recall=0.65 --gate ece=0.05`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, files []string) error {
			if err := p.wants(textOrJSON...); err != nil {
				return err
			}
			wanted, err := parseGates(gates)
			if err != nil {
				return err
			}
			model, err := p.chosenModel(file)
			if err != nil {
				return err
			}
			return p.eval(c.Context(), model, files, wanted)
		},
	}
	c.Flags().StringArrayVar(&gates, "gate", nil, "end with 3 when a figure is worse than this: accuracy, macro_recall, macro_f1 or ece, as a fraction; may be given again")
	c.Flags().StringVar(&file, "model", "", "a model file of 'molva train' in the place of the model in use")
	return c
}

func (p *program) eval(ctx context.Context, model *sentiment.Model, files []string, gates []gate) error {
	j := judge{lines: lineClassifier{model: model}}
	for _, file := range files {
		if err := j.file(ctx, file, func(line int, err error) {
			fmt.Fprintln(p.err, inertLines(fmt.Sprintf("%s:%d: %v", file, line, err)))
		}); err != nil {
			return err
		}
	}
	say, err := phrase.New(p.say().Language(), report.Texts)
	if err != nil {
		return err
	}
	a := alerts.Accuracy{Card: card.Of(j.list), Model: model.Name()}
	if err := report.WriteAccuracy(p.out, a, p.output, say); err != nil {
		return err
	}
	if j.unread > 0 {
		return fault("%d of the lines could not be read", j.unread)
	}
	return p.checkGates(gates, a.Card)
}

// judge asks the model about labelled lines.
type judge struct {
	lines  lineClassifier
	list   []card.Judgement
	unread int
}

// maxTold is how many unreadable lines are told one by one.
const maxTold = 10

func (j *judge) file(ctx context.Context, path string, tell func(line int, err error)) error {
	r, err := openTexts(path)
	if err != nil {
		return err
	}
	n := 0
	err = lines(r, maxLine, func(line []byte, tooLong bool) error {
		n++
		if strings.TrimSpace(string(line)) == "" && !tooLong {
			return nil
		}
		if err := j.line(ctx, line, tooLong); err != nil {
			if ctx.Err() != nil {
				return err
			}
			if j.unread++; j.unread <= maxTold {
				tell(n, err)
			}
		}
		return nil
	})
	return errors.Join(err, r.Close())
}

func (j *judge) line(ctx context.Context, line []byte, tooLong bool) error {
	var said struct {
		Label         *classify.Sentiment
		Lang, Network string
	}
	if !tooLong {
		if err := json.Unmarshal(line, &said); err != nil {
			return fmt.Errorf("not a labelled text: %w", err)
		}
		if said.Label == nil {
			return errors.New("label is missing, want negative, neutral or positive")
		}
	}
	answer, err := j.lines.classify(ctx, line, tooLong)
	if err != nil {
		return err
	}
	verdict := card.Judgement{Truth: *said.Label, Lang: said.Lang, Network: said.Network}
	if verdict.Lang == "" {
		verdict.Lang = answer.Lang
	}
	verdict.Said, verdict.P, verdict.Unsure = answer.Sentiment, answer.Probabilities, answer.Unsure
	if len(answer.Topics) == 0 {
		j.list = append(j.list, verdict)
	}
	for _, o := range answer.Topics {
		verdict.Said, verdict.P, verdict.Unsure = o.Sentiment, o.P, o.Unsure
		j.list = append(j.list, verdict)
	}
	return nil
}

// openTexts opens a file of lines, unpacked when its name ends in .gz.
func openTexts(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil || !strings.HasSuffix(path, ".gz") {
		return f, err
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, errors.Join(fault("%s is no gzip file", path), f.Close())
	}
	return struct {
		io.Reader
		io.Closer
	}{z, f}, nil
}

// gate is a figure and how bad it may be at most.
type gate struct {
	figure string
	limit  float64
}

var gateNames = []string{"accuracy", "macro_recall", "macro_f1", "ece"}

func parseGates(list []string) (gates []gate, err error) {
	for _, s := range list {
		name, value, _ := strings.Cut(s, "=")
		limit, err := strconv.ParseFloat(value, 64)
		if !slices.Contains(gateNames, name) || err != nil || !(limit >= 0 && limit <= 1) {
			return nil, usageError{fault("--gate: found %q, want one of %s with a fraction from 0 to 1, such as macro_recall=0.65", s, strings.Join(gateNames, ", "))}
		}
		gates = append(gates, gate{name, limit})
	}
	return gates, nil
}

// checkGates names all the figures that are worse than asked for. A figure that does not exist passes no gate.
func (p *program) checkGates(gates []gate, c card.Card) error {
	figures := map[string]*card.Figure{"accuracy": c.Accuracy, "macro_recall": c.MacroRecall, "macro_f1": c.MacroF1, "ece": c.ECE}
	worse := 0
	for _, g := range gates {
		f := figures[g.figure]
		if f != nil && g.passes(f.Value) {
			continue
		}
		worse++
		switch {
		case f == nil:
			fmt.Fprintln(p.err, p.say().Sprintf("%s is unknown: no text was judged", g.figure))
		case g.figure == "ece":
			fmt.Fprintln(p.err, p.say().Sprintf("%s is %s, want %s or less", g.figure, decimal(f.Value), decimal(g.limit)))
		default:
			fmt.Fprintln(p.err, p.say().Sprintf("%s is %s, want %s or more", g.figure, decimal(f.Value), decimal(g.limit)))
		}
	}
	if worse > 0 {
		return foundError{fmt.Errorf("%d gates", worse)}
	}
	return nil
}

func (g gate) passes(value float64) bool {
	if g.figure == "ece" {
		return value <= g.limit
	}
	return value >= g.limit
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', 4, 64) }
