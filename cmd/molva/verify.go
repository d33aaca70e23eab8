package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func (p *program) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Recompute every aggregate from the mentions and compare; exit 3 names the difference",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := p.wants("text", "json"); err != nil {
				return err
			}
			db, err := p.readStore(c.Context())
			if err != nil {
				return err
			}
			defer db.Close()
			differences, err := db.Verify(c.Context())
			if err != nil {
				return err
			}
			found := make([]string, len(differences))
			for i, d := range differences {
				found[i] = d.String()
			}
			if p.output == "json" {
				err = printJSON(p.out, map[string]any{"ok": len(found) == 0, "differences": found})
			} else {
				for _, text := range found {
					fmt.Fprintln(p.out, inert(text))
				}
			}
			if err != nil {
				return err
			}
			if len(found) > 0 {
				return foundError{fmt.Errorf("%d differences", len(found))}
			}
			if p.output == "text" {
				fmt.Fprintln(p.out, p.say().Sprintf("every sum agrees with its mentions, and the database is whole"))
			}
			return nil
		},
	}
}
