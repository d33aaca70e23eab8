package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"molva/ingest"
	"molva/store"
)

// eraseContactOrder takes somebody out of the steps towards buying.
var eraseContactOrder = order[store.Contact, int]{"erase-contact", func(r *rooms, ctx context.Context, c store.Contact) (int, error) {
	return r.db.EraseContact(ctx, c)
}}

func (p *program) eraseCommand() *cobra.Command {
	var contact, author, mention string
	c := &cobra.Command{
		Use:   "erase",
		Short: "Forget what somebody said and who that was, and refuse what is told of them later; totals stay as they are",
		Example: `  molva erase --author vk:1234
  molva erase --mention telegram:shop/77
  molva erase --contact anna@zarya.example`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := p.wants(textOrJSON...); err != nil {
				return err
			}
			switch {
			case !onlyOne(contact, author, mention):
				return usageError{fault("want one of --author, --mention and --contact: whose words, which mention, or who among the steps towards buying")}
			case strings.TrimSpace(contact) != "":
				return p.eraseContact(c.Context(), contact)
			}
			wanted, err := erasureOf(author, mention)
			if err != nil {
				return err
			}
			return p.erase(c.Context(), wanted)
		},
	}
	f := c.Flags()
	f.StringVar(&author, "author", "", "all that an author said and who that is, as NETWORK:ID")
	f.StringVar(&mention, "mention", "", "one mention, by its id, as NETWORK:ID")
	f.StringVar(&contact, "contact", "", "somebody on the way to buying: an author as NETWORK:ID, or what the CRM knows them by, such as an e-mail")
	return c
}

func onlyOne(texts ...string) bool {
	n := 0
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			n++
		}
	}
	return n == 1
}

// erasureOf reads whose words are meant.
func erasureOf(author, mention string) (store.Erasure, error) {
	flag, text := "author", author
	if mention != "" {
		flag, text = "mention", mention
	}
	network, id, ok := strings.Cut(strings.TrimSpace(text), ":")
	if !ok || id == "" || !ingest.ValidNetwork(network) {
		return store.Erasure{}, usageError{fault("--%s: found %q, want NETWORK:ID such as vk:1234", flag, text)}
	}
	e := store.Erasure{Network: network, By: "command line"}
	if flag == "mention" {
		e.Mention = id
	} else {
		e.Author = id
	}
	return e, nil
}

func (p *program) eraseContact(ctx context.Context, contact string) error {
	steps, err := through(ctx, p, eraseContactOrder, contactOf(contact))
	if err != nil {
		return err
	}
	if p.output == "json" {
		return printJSON(p.out, map[string]int{"steps": steps})
	}
	fmt.Fprintln(p.out, p.say().Sprintf("steps that lead to nobody now: %d", steps))
	return nil
}

// erase waits until everything is gone, and says what was.
func (p *program) erase(ctx context.Context, wanted store.Erasure) error {
	gone, err := through(ctx, p, eraseOrder, wanted)
	if err != nil {
		return err
	}
	if p.output == "json" {
		return printJSON(p.out, gone)
	}
	for _, line := range append(erasedLines(p.say(), gone.Erased), gone.rest(p.say())...) {
		fmt.Fprintln(p.out, line)
	}
	return nil
}

// erasedLines are what is gone, the mentions first and then whatever there was of the rest.
func erasedLines(say printer, e store.Erased) []string {
	all := []string{say.Sprintf("mentions erased: %d", e.Mentions)}
	for _, more := range []struct {
		n    int
		line string
	}{
		{e.Answers, say.Sprintf("answers of others that quoted them, without the quote now: %d", e.Answers)},
		{e.Posts, say.Sprintf("posts on walls of accounts: %d", e.Posts)},
		{e.Dead, say.Sprintf("dead letters: %d", e.Dead)},
		{e.Messages, say.Sprintf("messages of the stream: %d", e.Messages)},
		{e.Told, say.Sprintf("digests and alerts that repeated them, without that now: %d", e.Told)},
		{e.Notes, say.Sprintf("notes and names of people here that repeated them, empty now: %d", e.Notes)},
		{e.Sets, say.Sprintf("sets of followers, in which a number stands for the author now: %d", e.Sets)},
		{e.Steps, say.Sprintf("steps that lead to nobody now: %d", e.Steps)},
		{e.Backups, say.Sprintf("backups that molva had made before an upgrade: %d", e.Backups)},
		{e.Copies, say.Sprintf("left, because others said it: copies of the same words: %d", e.Copies)},
	} {
		if more.n > 0 {
			all = append(all, more.line)
		}
	}
	return all
}

// contactOf reads who is meant. An author stands in the CRM's files as a handle, and where nothing else told who it was, as a
// key as well.
func contactOf(text string) store.Contact {
	c := store.Contact{Key: ingest.PlainContact(text)}
	if network, author, ok := strings.Cut(strings.TrimSpace(text), ":"); ok && ingest.ValidNetwork(network) && author != "" {
		c.Network, c.Author = network, author
	}
	return c
}
