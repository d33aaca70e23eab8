package main

import (
	"bytes"
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"molva/classify/sentiment"
)

func (p *program) trainCommand() *cobra.Command {
	var out string
	var settings sentiment.Settings
	var holdOut, corrections, revert bool
	c := &cobra.Command{
		Use:   "train FILE… --out MODEL",
		Short: "Build a sentiment model from labelled texts: JSON Lines with text and label, perhaps lang and source",
		Example: `  molva train labelled.jsonl.gz --out model.bin --hold-out
  molva train --corrections                            # adapt the model in use to the team's own labels
  molva train --corrections labelled.jsonl --out adapted.bin
  molva train --revert                                 # back to the built-in model`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, files []string) error {
			if err := p.wants(textOrJSON...); err != nil {
				return err
			}
			switch {
			case revert:
				t, err := through(c.Context(), p, revertOrder, struct{}{})
				if err != nil {
					return err
				}
				return p.printServes(t)
			case corrections:
				return p.correct(c.Context(), files, out, settings.Seed)
			case len(files) == 0:
				return usageError{fault("no file is named: want labelled texts, or --corrections for the team's own labels")}
			case out == "":
				return usageError{fault("--out is missing: where should the model go?")}
			}
			return p.train(c.Context(), files, out, settings, holdOut)
		},
	}
	f := c.Flags()
	f.StringVar(&out, "out", "", "file of the new model")
	f.Uint64Var(&settings.Seed, "seed", 0, "seed of the order in which examples are seen")
	f.BoolVar(&corrections, "corrections", false, "adapt the built-in model to the team's own labels, or to those of the files; never accepted when worse than before")
	f.BoolVar(&revert, "revert", false, "go back to the built-in model")
	f.BoolVar(&holdOut, "hold-out", false, "keep every tenth text out of training and print the score on those")
	return c
}

func (p *program) train(ctx context.Context, files []string, out string, settings sentiment.Settings, holdOut bool) error {
	var list, held []sentiment.Example
	for _, file := range files {
		examples, err := sentiment.LoadExamples(file)
		if err != nil {
			return err
		}
		list = append(list, examples...)
	}
	if holdOut {
		list, held = sentiment.Split(list)
	}
	bar := p.newProgress("train", int64(len(list)))
	model, err := sentiment.Train(ctx, list, settings, func(done, total int) {
		bar.total = int64(total)
		bar.show(progress{Read: int64(done), Items: done})
	})
	bar.done()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := model.Write(&b); err != nil {
		return err
	}
	if err := os.WriteFile(out, b.Bytes(), 0o644); err != nil {
		return err
	}
	fmt.Fprintln(p.out, p.say().Sprintf("%s: %d bytes in %s, from %d texts", model.Name(), b.Len(), out, len(list)))
	if !holdOut {
		return nil
	}
	score, err := sentiment.Evaluate(ctx, model, held)
	if err != nil {
		return err
	}
	fmt.Fprintln(p.out, p.say().Sprintf("on %d texts it never saw: accuracy %.3f, macro-recall %.3f", score.N(), score.Accuracy(), score.MacroRecall()))
	return nil
}
