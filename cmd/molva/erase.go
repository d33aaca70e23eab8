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
	var contact string
	c := &cobra.Command{
		Use:   "erase",
		Short: "Forget who somebody was, and refuse what is told of them later; totals stay as they are",
		Example: `  molva erase --contact vk:1234
  molva erase --contact anna@zarya.example`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := p.wants(textOrJSON...); err != nil {
				return err
			}
			if strings.TrimSpace(contact) == "" {
				return usageError{fault("--contact is missing: an author as NETWORK:ID, or what the CRM knows somebody by")}
			}
			steps, err := through(c.Context(), p, eraseContactOrder, contactOf(contact))
			if err != nil {
				return err
			}
			if p.output == "json" {
				return printJSON(p.out, map[string]int{"steps": steps})
			}
			fmt.Fprintln(p.out, p.say().Sprintf("steps that lead to nobody now: %d", steps))
			return nil
		},
	}
	c.Flags().StringVar(&contact, "contact", "", "somebody on the way to buying: an author as NETWORK:ID, or what the CRM knows them by, such as an e-mail")
	return c
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
