package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"molva/classify/cluster"
	"molva/classify/cluster/concept"
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
	themes, err := p.themes()
	if err != nil {
		return err
	}
	say := p.say()
	fmt.Fprintln(p.out, say.Sprintf("%s stands in %s", inert(mention), w.Root)+": "+
		say.Sprintf("similarity %s, threshold %s", say.Decimal(w.Similarity, 2), say.Decimal(w.Threshold, 2)))
	rows := make([][]string, len(w.Terms))
	for i, t := range w.Terms {
		rows[i] = []string{"  " + p.termWords(t.Text, themes), say.Decimal(t.Share, 3)}
	}
	table(p.out, rows)
	for _, note := range []struct {
		holds bool
		text  string
	}{
		{w.Root != w.ID, say.Sprintf("it came by %s, which was merged into %s", w.ID, w.Root)},
		{w.Pinned, say.Sprintf("a person put it there")},
		{w.Copy, say.Sprintf("it is a copy of another mention: its author counts, its text does not")},
		{w.Echo, say.Sprintf("it repeats a template: its author counts, its text does not")},
		{w.Agrees, say.Sprintf("it only agrees with what it answers: its author counts, its text does not")},
		{w.Came == 0, say.Sprintf("it was the first there")},
	} {
		if note.holds {
			fmt.Fprintln(p.out, "  "+note.text)
		}
	}
	return nil
}

// termWords writes a term for people: stems stay stems.
func (p *program) termWords(term string, themes func(string) string) string {
	if word, ok := strings.CutPrefix(term, "not_"); ok {
		return "not " + word
	}
	if theme, ok := strings.CutPrefix(term, cluster.ThemeMark); ok {
		return p.say().Sprintf("theme: %s", themes(theme))
	}
	if name, ok := concept.Name(term, p.say().Language()); ok {
		return p.say().Sprintf("meaning: %s", name)
	}
	return term
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
	list := make([]suggestJSON, len(all))
	for i, s := range all {
		list[i] = suggestJSON{s.A.String(), s.B.String(), [2]string{names[s.A], names[s.B]}, round(s.Score), s.Reason.Way, []phraseJSON{}, s.Reason.Theme}
		for _, t := range s.Reason.Shared {
			list[i].Shared = append(list[i].Shared, phraseJSON{t.Text, round(t.Share)})
		}
	}
	if p.output == "json" {
		return printJSON(p.out, list)
	}
	if len(list) == 0 {
		fmt.Fprintln(p.out, p.say().Sprintf("nothing to suggest: no two complaints are alike enough"))
	}
	themes, err := p.themes()
	if err != nil {
		return err
	}
	for _, s := range list {
		p.printSuggestion(s, themes)
	}
	return nil
}

func (p *program) printSuggestion(s suggestJSON, themes func(string) string) {
	say := p.say()
	fmt.Fprintf(p.out, "molva complaints merge %s %s\n    %s\n    %s\n    %s: %s\n", s.A, s.B, inert(s.A+"  "+s.Labels[0]), inert(s.B+"  "+s.Labels[1]),
		say.Sprintf("probably one (%s)", say.Percent(s.Score)), inert(p.way(s, themes)))
}

// way says how two complaints are alike.
func (p *program) way(s suggestJSON, themes func(string) string) string {
	words := make([]string, len(s.Shared))
	for i, t := range s.Shared {
		words[i] = p.termWords(t.Text, themes)
	}
	list := strings.Join(words, ", ")
	switch s.Way {
	case likeness.Languages:
		return p.say().Sprintf("they say the same in two languages: %s", list)
	case likeness.Company:
		return p.say().Sprintf("different words in the same company: %s", list)
	}
	return p.say().Sprintf("the same words, too few to merge by themselves: %s", list)
}
