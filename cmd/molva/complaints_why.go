package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"molva/alerts/export"
	"molva/alerts/reason"
	"molva/classify/cluster"
	"molva/classify/cluster/likeness"
	"molva/store"
)

func (p *program) complaintWhyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "why MENTION",
		Short: "Why a mention stands where it does: its words with their shares, similarity and threshold",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return p.reading(c.Context(), textOrJSON, func(db *store.DB) error {
				why, err := db.Why(c.Context(), args[0])
				if err != nil {
					return err
				}
				if p.output == "json" {
					return printJSON(p.out, export.OfWhy(args[0], why))
				}
				return p.printWhy(args[0], why)
			})
		},
	}
}

func (p *program) printWhy(mention string, w store.MentionWhy) error {
	say, err := p.reasons()
	if err != nil {
		return err
	}
	fmt.Fprintln(p.out, say.Sprintf("%s stands in %s", inert(mention), w.Root)+": "+say.Closeness(w))
	rows := make([][]string, len(w.Terms))
	for i, t := range w.Terms {
		rows[i] = []string{"  " + say.Term(t.Text), say.Decimal(t.Share, 3)}
	}
	table(p.out, rows)
	for _, note := range say.Notes(w) {
		fmt.Fprintln(p.out, "  "+note)
	}
	return nil
}

// reasons says why things stand where they do, with the names of the configured themes.
func (p *program) reasons() (reason.Teller, error) {
	pack, err := p.themePack()
	return reason.Teller{Printer: p.say(), Themes: pack}, err
}

func (p *program) complaintSuggestCommand() *cobra.Command {
	var topic string
	c := &cobra.Command{
		Use:   "suggest",
		Short: "Merges that the program suggests, each with its reason",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.reading(c.Context(), textOrJSON, func(db *store.DB) error {
				all, err := db.Suggestions(c.Context(), topic)
				if err != nil {
					return wrongTopic(err)
				}
				names, err := complaintNames(c, db, topic)
				if err != nil {
					return err
				}
				return p.printSuggestions(all, names)
			})
		},
	}
	c.Flags().StringVar(&topic, "topic", "", "only this topic")
	return c
}

// complaintNames are what the complaints are called.
func complaintNames(c *cobra.Command, db *store.DB, topic string) (map[cluster.ID]string, error) {
	all, err := db.Complaints(c.Context(), store.ComplaintFilter{Topic: topic})
	names := make(map[cluster.ID]string, len(all))
	for _, one := range all {
		names[one.ID] = one.Label
	}
	return names, err
}

func (p *program) printSuggestions(all []likeness.Suggestion, names map[cluster.ID]string) error {
	if p.output == "json" {
		return printJSON(p.out, export.OfSuggestions(all, names))
	}
	say, err := p.reasons()
	if err != nil {
		return err
	}
	if len(all) == 0 {
		fmt.Fprintln(p.out, say.Sprintf("nothing to suggest: no two complaints are alike enough"))
	}
	for _, s := range all {
		fmt.Fprintf(p.out, "molva complaints merge %s %s\n    %s\n    %s\n    %s: %s\n", s.A, s.B, inert(s.A.String()+"  "+names[s.A]), inert(s.B.String()+"  "+names[s.B]),
			say.Likeness(s), inert(say.Way(s.Reason)))
	}
	return nil
}
