package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"molva/alerts/web"
)

func (p *program) healthcheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "healthcheck",
		Short: "Ask the running instance whether it is ready; exit 3 says why not",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := p.wants("text", "json"); err != nil {
				return err
			}
			ctx, cancel := context.WithTimeout(c.Context(), 5*time.Second)
			defer cancel()
			var state web.Readiness
			err := findInstance(p.dataDir).call(ctx, "ready", nil, nil, func(answer json.RawMessage) error {
				return json.Unmarshal(answer, &state)
			})
			if errors.Is(err, errNobody) {
				state.Reasons = []string{fmt.Sprintf("no instance runs on %s", p.dataDir)}
			} else if err != nil {
				return err
			}
			return p.printReadiness(state)
		},
	}
}

func (p *program) printReadiness(state web.Readiness) error {
	if p.output == "json" {
		if err := printJSON(p.out, state); err != nil {
			return err
		}
	} else if state.Ready {
		fmt.Fprintln(p.out, p.say().Sprintf("ready"))
	}
	if state.Ready {
		return nil
	}
	if p.output == "text" {
		for _, reason := range state.Reasons {
			fmt.Fprintln(p.out, p.say().Sprintf("not ready: %s", inert(reason)))
		}
	}
	return foundError{errors.New("not ready")}
}
