package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/report"
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
	c.AddCommand(p.labelExportCommand(), p.labelImportCommand(), p.labelSetCommand(), p.labelUndoCommand(),
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

func (p *program) labelSetCommand() *cobra.Command {
	var f labelFlags
	var category string
	c := &cobra.Command{
		Use:   "set MENTION [negative|neutral|positive]",
		Short: "Correct what the model says of one mention, its sentiment, its category or both",
		Example: `  molva label set vk:-1_42 negative --topic kestrel
  molva label set vk:-1_42 --category promo            # leaves the figures; --category other brings it back`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.person(); err != nil {
				return err
			}
			s := slip{Mention: args[0], Topic: f.topic, Category: category}
			if len(args) == 2 {
				s.Label = args[1]
			}
			if !s.speaks() {
				return usageError{fault("nothing is said of the mention: give a sentiment, --category or both")}
			}
			verdicts, err := through(c.Context(), p, labelOrder, labelling{[]slip{s}, store.Corrected, f.by})
			if err != nil {
				return err
			}
			return p.printSet(verdicts)
		},
	}
	f.add(c, p)
	c.Flags().StringVar(&category, "category", "", "complaint, question, praise, suggestion, promo, news or other")
	return c
}

func (p *program) printSet(verdicts []verdictOn) error {
	if p.output == "json" {
		if err := printJSON(p.out, verdicts); err != nil {
			return err
		}
	}
	for _, v := range verdicts {
		if v.Refused != "" {
			return fmt.Errorf("%s: %s", v.Mention, v.Refused)
		}
		if id := strconv.FormatInt(v.ID, 10); p.output != "json" {
			fmt.Fprintln(p.out, p.say().Sprintf("label %s on %s for %s; 'molva label undo %s' takes it back", id, inert(v.Mention), inert(v.Topic), id))
		}
	}
	return nil
}

func (p *program) labelUndoCommand() *cobra.Command {
	var f labelFlags
	c := &cobra.Command{
		Use:   "undo ID",
		Short: "Take a label back: the one before it counts again, or the model's word",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usageError{fault("found %q, want the number of a label, as 'label set' prints it", args[0])}
			}
			_, err = through(c.Context(), p, unlabelOrder, taking{id, f.by})
			return err
		},
	}
	f.add(c, p)
	return c
}

func (p *program) labelExcludeCommand(verb, short string, out bool) *cobra.Command {
	var f labelFlags
	c := &cobra.Command{
		Use:   verb + " MENTION",
		Short: short,
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			_, err := through(c.Context(), p, excludeOrder, excluding{Mention: args[0], Topic: f.topic, By: f.by, Out: out})
			return wrongTopic(err)
		},
	}
	f.add(c, p)
	return c
}

func (p *program) labelStatusCommand() *cobra.Command {
	var f labelFlags
	c := &cobra.Command{
		Use:   "status",
		Short: "How many labels there are, and how right the model is by them",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.reading(c.Context(), textOrJSON, func(db *store.DB) error { return p.labelStatus(c.Context(), db, f.topic) })
		},
	}
	f.add(c, p)
	return c
}

func (p *program) labelStatus(ctx context.Context, db *store.DB, topic string) error {
	counts, err := db.LabelCount(ctx)
	if err != nil {
		return err
	}
	a, err := alerts.BuildAccuracy(ctx, db, topic, p.now())
	if err != nil {
		return wrongTopic(err)
	}
	if p.output == "json" {
		return printJSON(p.out, map[string]any{"labels": counts, "accuracy": a})
	}
	rows := [][]string{{p.say().Sprintf("topic"), p.say().Sprintf("why"), p.say().Sprintf("labels")}}
	for _, c := range counts {
		if topic == "" || c.Topic == topic {
			rows = append(rows, []string{c.Topic, p.purpose(c.Purpose), strconv.Itoa(c.Labels)})
		}
	}
	table(p.out, rows)
	fmt.Fprintln(p.out)
	say, err := phrase.New(p.say().Language(), report.Texts)
	if err != nil {
		return err
	}
	return report.WriteAccuracy(p.out, a, "text", say)
}

func (p *program) purpose(purpose store.Purpose) string {
	switch purpose {
	case store.Sampled:
		return p.say().Sprintf("random sample, measures")
	case store.Doubted:
		return p.say().Sprintf("what the model doubted, teaches")
	}
	return p.say().Sprintf("correction, teaches")
}
