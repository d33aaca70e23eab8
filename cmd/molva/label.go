package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"molva/store"
)

// labelFlags say what to draw and who labels.
type labelFlags struct {
	topic, since, until, by string
	n                       int
	unsure, again           bool
	seed                    uint64
}

func (p *program) labelCommand() *cobra.Command {
	var f labelFlags
	c := &cobra.Command{
		Use:   "label",
		Short: "Tell the sentiment of mentions drawn at random, to measure how often the model is right",
		Example: `  molva label --topic kestrel                          # in the terminal
  molva label export sample.csv --n 100                # fill in the column label, then:
  molva label import sample.csv --by anna
  molva label --unsure                                 # what the model doubts: teaches it, measures nothing`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.labelHere(c.Context(), f) },
	}
	f.add(c, p)
	p.addDrawFlags(c, &f)
	c.AddCommand(p.labelExportCommand(), p.labelImportCommand(), p.labelSetCommand(), p.labelUndoCommand(), p.labelListCommand(),
		p.labelExcludeCommand("exclude", "Take a mention out of the figures", true),
		p.labelExcludeCommand("include", "Put a mention back into the figures", false), p.labelStatusCommand())
	return c
}

func (f *labelFlags) add(c *cobra.Command, p *program) {
	c.Flags().StringVar(&f.topic, "topic", "", "only this topic")
	c.Flags().StringVar(&f.by, "by", p.getenv("USER", ""), "who labels")
}

func (p *program) addDrawFlags(c *cobra.Command, f *labelFlags) {
	c.Flags().IntVar(&f.n, "n", 20, "how many to draw")
	c.Flags().StringVar(&f.since, "since", "", "from this day or moment on, such as 2026-09-01 or 7d")
	c.Flags().StringVar(&f.until, "until", "", "up to, and without, this day or moment")
	c.Flags().BoolVar(&f.unsure, "unsure", false, "draw what the model is least sure of, to teach it; a random sample measures it")
	c.Flags().BoolVar(&f.again, "again", false, "draw what others have labelled, to see how far people agree")
	c.Flags().Uint64Var(&f.seed, "seed", 0, "seed of the draw")
}

// person refuses a name that nobody has.
func (f *labelFlags) person() error {
	if strings.TrimSpace(f.by) == "" {
		return usageError{fault("--by is missing: whose labels are these?")}
	}
	return nil
}

func (f *labelFlags) drawing(p *program) (d drawing, err error) {
	if f.n < 1 {
		return d, usageError{fault("--n: found %d, want 1 or more", f.n)}
	}
	d = drawing{Topic: f.topic, N: f.n, Purpose: store.Sampled, Seed: f.seed}
	if f.unsure {
		d.Purpose = store.Doubted
	}
	if f.again {
		d.Beside = f.by
	}
	if d.Period.From, err = moment(f.since, p.now()); err != nil {
		return d, err
	}
	d.Period.To, err = moment(f.until, p.now())
	return d, err
}

func (p *program) labelExportCommand() *cobra.Command {
	var f labelFlags
	c := &cobra.Command{
		Use:   "export [FILE]",
		Short: "Draw mentions and write them to be labelled elsewhere, as CSV or JSON Lines",
		Example: `  molva label export sample.csv --topic kestrel --n 100
  molva label export --unsure --n 50 > unsure.jsonl`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, files []string) error {
			d, err := f.drawing(p)
			if err != nil {
				return err
			}
			slips, err := through(c.Context(), p, drawOrder, d)
			if err != nil {
				return wrongTopic(err)
			}
			return p.exportSlips(files, slips)
		},
	}
	f.add(c, p)
	p.addDrawFlags(c, &f)
	return c
}

func (p *program) exportSlips(files []string, slips []slip) error {
	if len(files) == 0 || files[0] == "-" {
		return writeSlips(p.out, p.output, slips)
	}
	f, err := os.OpenFile(files[0], os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return fault("%s is there already, and may hold somebody's labels; take another name", files[0])
	}
	if err != nil {
		return err
	}
	if err := errors.Join(writeSlips(f, formatOf(files[0], p.output), slips), f.Close()); err != nil {
		return err
	}
	fmt.Fprintln(p.err, p.say().Sprintf("%d mentions to label in %s", len(slips), files[0]))
	return nil
}

// formatOf is csv for a file whose name ends so, whatever else was asked for.
func formatOf(file, output string) string {
	if strings.HasSuffix(strings.ToLower(file), ".csv") {
		return "csv"
	}
	return output
}
