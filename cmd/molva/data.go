package main

import (
	"bufio"
	"fmt"

	"github.com/spf13/cobra"

	"molva/alerts/export"
	"molva/store"
)

func (p *program) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the database to a file while everything runs, and check the copy",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return p.reading(c.Context(), textOrJSON, func(db *store.DB) error {
				if err := db.Backup(c.Context(), args[0]); err != nil {
					return err
				}
				if p.output == "json" {
					return printJSON(p.out, map[string]string{"file": args[0]})
				}
				fmt.Fprintln(p.out, p.say().Sprintf("saved to %s and checked", args[0]))
				return nil
			})
		},
	}
}

func (p *program) exportCommand() *cobra.Command {
	var flags filterFlags
	c := &cobra.Command{
		Use:       "export csv|jsonl",
		Short:     "Write the mentions with what was said of them to standard output",
		Args:      cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs),
		ValidArgs: []string{"csv", "jsonl"},
		RunE: func(c *cobra.Command, args []string) error {
			filter, err := flags.filter(p.now())
			if err != nil {
				return err
			}
			out := bufio.NewWriter(p.out)
			write := export.JSONL
			if args[0] == "csv" {
				write = export.CSV
			}
			return p.reading(c.Context(), []string{"text"}, func(db *store.DB) error {
				if err := write(out, db.Mentions(c.Context(), filter)); err != nil {
					return wrongTopic(err)
				}
				return out.Flush()
			})
		},
	}
	flags.add(c)
	c.Flags().Lookup("limit").DefValue, flags.limit = "0", 0
	c.AddCommand(p.exportPersonCommand())
	return c
}
