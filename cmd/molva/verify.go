package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"molva/store"
)

func (p *program) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Recompute every aggregate from the mentions and compare; exit 3 names the difference",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			var differences []store.Difference
			err := p.reading(c.Context(), textOrJSON, func(db *store.DB) (err error) {
				differences, err = db.Verify(c.Context())
				return err
			})
			if err != nil {
				return err
			}
			return p.printDifferences(differences)
		},
	}
}

func (p *program) printDifferences(differences []store.Difference) error {
	found := make([]string, len(differences))
	for i, d := range differences {
		found[i] = d.String()
	}
	switch {
	case p.output == "json":
		if err := printJSON(p.out, map[string]any{"ok": len(found) == 0, "differences": found}); err != nil {
			return err
		}
	case len(found) == 0:
		fmt.Fprintln(p.out, p.say().Sprintf("every sum agrees with its mentions, and the database is whole"))
	default:
		for _, text := range found {
			fmt.Fprintln(p.out, inert(text))
		}
	}
	if len(found) > 0 {
		return foundError{fmt.Errorf("%d differences", len(found))}
	}
	return nil
}
