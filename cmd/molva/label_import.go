package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"molva/store"
)

func (p *program) labelImportCommand() *cobra.Command {
	var f labelFlags
	var corrections bool
	c := &cobra.Command{
		Use:   "import FILE|-",
		Short: "Take labels: CSV or JSON Lines with mention and label, perhaps topic, category and by",
		Example: `  molva label import sample.csv --by anna
  molva label import corrections.jsonl --corrections`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			purpose := store.Sampled
			if corrections {
				purpose = store.Corrected
			}
			return p.importLabels(c.Context(), args[0], purpose, f)
		},
	}
	f.add(c, p)
	c.Flags().BoolVar(&corrections, "corrections", false, "take all of them as corrections, which teach the model; what was drawn at random only measures, whatever is said")
	return c
}

func (p *program) importLabels(ctx context.Context, file string, purpose store.Purpose, f labelFlags) error {
	if err := p.wants("text", "json", "csv"); err != nil {
		return err
	}
	if err := f.person(); err != nil {
		return err
	}
	r := io.NopCloser(p.in)
	if file != "-" {
		var err error
		if r, err = openTexts(file); err != nil {
			return err
		}
	}
	defer r.Close()
	unread := 0
	slips, err := readSlips(r, formatOf(strings.TrimSuffix(file, ".gz"), p.output), func(line int, err error) {
		if unread++; unread <= maxTold {
			fmt.Fprintln(p.err, inertLines(fmt.Sprintf("%s:%d: %v", file, line, err)))
		}
	})
	if err != nil {
		return err
	}
	if f.topic != "" {
		for i := range slips {
			slips[i].Topic = f.topic
		}
	}
	verdicts, err := through(ctx, p, labelOrder, labelling{slips, purpose, f.by})
	if err != nil {
		return err
	}
	return p.printVerdicts(verdicts, unread)
}

// printVerdicts counts what was taken and tells what was not. Lines that could not be read end with exit code 1.
func (p *program) printVerdicts(verdicts []verdictOn, unread int) error {
	taken := map[store.Purpose]int{}
	changed, refused := 0, 0
	for _, v := range verdicts {
		switch {
		case v.Refused != "":
			refused++
			if refused <= maxTold {
				fmt.Fprintln(p.err, inertLines(fmt.Sprintf("%s: %s", v.Mention, v.Refused)))
			}
			continue
		case v.Changed:
			changed++
		}
		taken[v.Purpose]++
	}
	if p.output == "json" {
		if err := printJSON(p.out, map[string]int{"sample": taken[store.Sampled], "unsure": taken[store.Doubted],
			"correction": taken[store.Corrected], "changed": changed, "refused": refused, "unread": unread}); err != nil {
			return err
		}
	} else {
		fmt.Fprintln(p.out, p.say().Sprintf("taken: %d of a random sample, %d of what the model doubted, %d corrections; %d mentions read otherwise now; refused: %d",
			taken[store.Sampled], taken[store.Doubted], taken[store.Corrected], changed, refused))
	}
	if unread > 0 {
		return fault("%d of the lines could not be read", unread)
	}
	return nil
}
