package main

import (
	"fmt"

	"github.com/spf13/cobra"

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
					return printJSON(p.out, whyOf(args[0], why))
				}
				return p.printWhy(args[0], why)
			})
		},
	}
}

// whyJSON is why a mention is where it is. The shares of the terms sum to the similarity.
type whyJSON struct {
	Mention    string       `json:"mention"`
	Complaint  string       `json:"complaint"`
	Cluster    string       `json:"cluster"` // whose words are compared; it may have been merged into the complaint
	Kind       cluster.Kind `json:"kind"`
	Similarity float64      `json:"similarity"` // with the cluster as it is now
	Threshold  float64      `json:"threshold"`
	Came       float64      `json:"similarity_when_it_came"` // 0: it was the first
	Terms      []phraseJSON `json:"terms"`
	Echo       bool         `json:"echo,omitempty"`   // it repeats a template
	Agrees     bool         `json:"agrees,omitempty"` // it only agrees with another mention
	Copy       bool         `json:"copy,omitempty"`   // of another mention
	Pinned     bool         `json:"pinned,omitempty"` // a person put it there
}

func whyOf(mention string, w store.MentionWhy) whyJSON {
	j := whyJSON{Mention: mention, Complaint: w.Root.String(), Cluster: w.ID.String(), Kind: w.Kind, Similarity: w.Similarity,
		Threshold: w.Threshold, Came: w.Came, Terms: []phraseJSON{}, Echo: w.Echo, Agrees: w.Agrees, Copy: w.Copy, Pinned: w.Pinned}
	for _, t := range w.Terms {
		j.Terms = append(j.Terms, phraseJSON{t.Text, t.Share})
	}
	return j
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

// suggestJSON is two complaints that may be one.
type suggestJSON struct {
	A      string       `json:"a"`
	B      string       `json:"b"`
	Labels [2]string    `json:"labels"`
	Score  float64      `json:"score"` // how probable it is that a person agrees
	Way    likeness.Way `json:"way"`
	Shared []phraseJSON `json:"shared"` // what made them alike
	Theme  string       `json:"theme,omitempty"`
}

func (p *program) printSuggestions(all []likeness.Suggestion, names map[cluster.ID]string) error {
	if p.output == "json" {
		return printJSON(p.out, suggestionsOf(all, names))
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

func suggestionsOf(all []likeness.Suggestion, names map[cluster.ID]string) []suggestJSON {
	list := make([]suggestJSON, len(all))
	for i, s := range all {
		list[i] = suggestJSON{s.A.String(), s.B.String(), [2]string{names[s.A], names[s.B]}, round(s.Score), s.Reason.Way, []phraseJSON{}, s.Reason.Theme}
		for _, t := range s.Reason.Shared {
			list[i].Shared = append(list[i].Shared, phraseJSON{t.Text, round(t.Share)})
		}
	}
	return list
}
