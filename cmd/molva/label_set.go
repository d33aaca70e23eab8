package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"molva/classify"
	"molva/store"
)

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

func (p *program) labelListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list MENTION",
		Short: "What people said of one mention, the first label first",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return p.reading(c.Context(), textOrJSON, func(db *store.DB) error {
				given, err := db.Labels(c.Context(), args[0])
				if err != nil {
					return err
				}
				return p.printGiven(given)
			})
		},
	}
}

// givenJSON is one label of a mention's history.
type givenJSON struct {
	ID        int64               `json:"id"`
	Topic     string              `json:"topic"`
	Sentiment *classify.Sentiment `json:"sentiment"`
	Category  classify.Category   `json:"category,omitempty"`
	Purpose   store.Purpose       `json:"purpose"`
	By        string              `json:"by"`
	At        time.Time           `json:"at"`
	Model     string              `json:"model"`
	Said      classify.Sentiment  `json:"model_said"`
	Stale     bool                `json:"stale,omitempty"` // the text is another now
	UndoneBy  string              `json:"undone_by,omitempty"`
}

func (p *program) printGiven(given []store.Given) error {
	list := make([]givenJSON, len(given))
	rows := make([][]string, len(given))
	for i, g := range given {
		list[i] = givenJSON{g.ID, g.Topic, g.Sentiment, g.Category, g.Purpose, g.Labeller, g.At.UTC(), g.Model, g.Said, g.Stale, g.UndoneBy}
		word := string(g.Category)
		if g.Sentiment != nil {
			word = strings.TrimSpace(g.Sentiment.String() + " " + word)
		}
		state := ""
		switch {
		case g.UndoneBy != "":
			state = p.say().Sprintf("taken back by %s", g.UndoneBy)
		case g.Stale:
			state = p.say().Sprintf("on an older text")
		}
		rows[i] = []string{strconv.FormatInt(g.ID, 10), g.At.UTC().Format(time.RFC3339), g.Topic, word, g.Labeller, p.purpose(g.Purpose), state}
	}
	if p.output == "json" {
		return printJSON(p.out, list)
	}
	table(p.out, rows)
	return nil
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
