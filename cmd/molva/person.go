package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"molva/ingest/stream"
	"molva/store"
)

// personOrder collects all that is held on an author, for a person who asks to see it.
var personOrder = order[store.Erasure, []json.RawMessage]{"person", (*rooms).person}

func (p *program) exportPersonCommand() *cobra.Command {
	var author string
	c := &cobra.Command{
		Use:     "person --author NETWORK:ID",
		Short:   "Write all that is held on one author, an object a line, for a person who asks to see it",
		Example: "  molva export person --author vk:1234 > anna.jsonl",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := p.wants("text"); err != nil {
				return err
			}
			who, err := erasureOf(author, "")
			if err != nil {
				return err
			}
			all, err := through(c.Context(), p, personOrder, who)
			if err != nil {
				return err
			}
			out := bufio.NewWriter(p.out)
			for _, one := range all {
				fmt.Fprintf(out, "%s\n", one)
			}
			return out.Flush()
		},
	}
	c.Flags().StringVar(&author, "author", "", "who, by the network's id, as NETWORK:ID")
	return c
}

func (r *rooms) person(ctx context.Context, who store.Erasure) (all []json.RawMessage, err error) {
	each := func(one json.RawMessage) error {
		all = append(all, one)
		return nil
	}
	if err := r.db.Person(ctx, who.Network, who.Author, each); err != nil {
		return nil, err
	}
	marks, err := r.db.Marks(ctx, who)
	if err != nil {
		return nil, err
	}
	err = r.stream.Raw().Scan(ctx, time.Time{}, func(it stream.Item) error {
		if it.Kind == stream.Note || !marks.Said(it.Network, it.Body) {
			return nil
		}
		line, err := json.Marshal(asReceived(it))
		if err != nil {
			return err
		}
		return each(line)
	})
	if err != nil {
		return nil, err
	}
	return all, r.db.Audit(ctx, store.AuditEntry{Who: who.By, What: "author.export", Detail: map[string]string{"network": who.Network}})
}

// arrival is a message as it came, whether or not it became a mention.
type arrival struct {
	What    string    `json:"what"`
	Source  string    `json:"source"`
	Seen    time.Time `json:"seen_at"`
	Message any       `json:"message"`
}

// asReceived keeps what is no JSON as a text.
func asReceived(it stream.Item) arrival {
	m := arrival{What: "message", Source: it.Source, Seen: it.Seen.UTC(), Message: string(it.Body)}
	if utf8.Valid(it.Body) && json.Valid(it.Body) {
		m.Message = json.RawMessage(it.Body)
	}
	return m
}
