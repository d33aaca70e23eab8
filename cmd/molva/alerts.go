package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"molva/alerts/export"
	"molva/store"
)

func (p *program) alertsCommand() *cobra.Command {
	list := p.alertsListCommand()
	c := &cobra.Command{
		Use:   "alerts",
		Short: "What bypassed the digest: incidents, mutes, and how many false alerts are allowed",
		Args:  cobra.NoArgs,
		RunE:  list.RunE,
	}
	c.Flags().AddFlagSet(list.Flags())
	c.AddCommand(list, p.budgetCommand(), p.acknowledgeCommand(), p.mutesCommand(), p.muteCommand(), p.unmuteCommand())
	return c
}

func (p *program) alertsListCommand() *cobra.Command {
	var since string
	c := &cobra.Command{
		Use:   "list",
		Short: "The incidents, the latest first",
		Example: `  molva alerts list --since 30d
  molva alerts budget                      # the thresholds, and what they would have brought`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			from, err := moment(since, p.now())
			if err != nil {
				return err
			}
			return p.reading(c.Context(), textOrJSON, func(db *store.DB) error {
				all, err := db.Incidents(c.Context(), store.Period{From: from})
				if err != nil {
					return err
				}
				slices.Reverse(all)
				return p.printIncidents(all)
			})
		},
	}
	c.Flags().StringVar(&since, "since", "7d", "opened from this day or moment on, such as 2026-09-01 or 30d")
	return c
}

func (p *program) printIncidents(all []store.Incident) error {
	if p.output == "json" {
		rows := make([]export.Incident, len(all))
		for i, n := range all {
			rows[i] = export.OfIncident(n)
		}
		return printJSON(p.out, rows)
	}
	var rows [][]string
	for _, n := range all {
		rows = append(rows, []string{export.IncidentID(n.ID), n.Kind, n.Topic, n.Subject, n.Opened.UTC().Format(time.RFC3339), p.incidentState(n)})
	}
	if len(rows) == 0 {
		fmt.Fprintln(p.out, p.say().Sprintf("no incidents"))
		return nil
	}
	table(p.out, rows)
	return nil
}

func (p *program) incidentState(n store.Incident) string {
	switch {
	case !n.Closed.IsZero():
		return p.say().Sprintf("over since %s", n.Closed.UTC().Format(time.RFC3339))
	case !n.Acked.IsZero():
		return p.say().Sprintf("acknowledged by %s", n.AckedBy)
	}
	return p.say().Sprintf("running")
}

// numbered reads an id such as i5 or m3.
func numbered(letter, text string) (int64, error) {
	id, err := strconv.ParseInt(strings.TrimPrefix(text, letter), 10, 64)
	if err != nil || id <= 0 {
		return 0, usageError{fault("found %q, want an id such as %s5", text, letter)}
	}
	return id, nil
}

// ackOrder, muteOrder and unmuteOrder change what is told of incidents.
var (
	ackOrder    = order[acknowledging, bool]{"alerts-ack", (*rooms).acknowledge}
	muteOrder   = order[store.Mute, int64]{"alerts-mute", (*rooms).mute}
	unmuteOrder = order[acknowledging, bool]{"alerts-unmute", (*rooms).unmute}
)

// acknowledging is who does something to which incident or mute.
type acknowledging struct {
	ID int64
	By string
}

func (r *rooms) acknowledge(ctx context.Context, a acknowledging) (bool, error) {
	return true, r.db.Acknowledge(ctx, a.ID, a.By)
}

// mute refuses a topic that there is not: such a mute would look as if it did something.
func (r *rooms) mute(ctx context.Context, m store.Mute) (int64, error) {
	if m.Topic != "" {
		if _, err := pick(r.topics, m.Topic); err != nil {
			return 0, err
		}
	}
	return r.db.Mute(ctx, m)
}

func (r *rooms) unmute(ctx context.Context, a acknowledging) (bool, error) {
	return true, r.db.Unmute(ctx, a.ID, a.By)
}

func (p *program) acknowledgeCommand() *cobra.Command {
	return p.signed("acknowledge ID", "Somebody looks after it: it is not told again", cobra.ExactArgs(1), func(c *cobra.Command, args []string, by string) error {
		id, err := numbered("i", args[0])
		if err != nil {
			return err
		}
		_, err = through(c.Context(), p, ackOrder, acknowledging{id, by})
		return err
	})
}

func (p *program) unmuteCommand() *cobra.Command {
	return p.signed("unmute ID", "End a mute now", cobra.ExactArgs(1), func(c *cobra.Command, args []string, by string) error {
		id, err := numbered("m", args[0])
		if err != nil {
			return err
		}
		_, err = through(c.Context(), p, unmuteOrder, acknowledging{id, by})
		return err
	})
}

// signed is a command that somebody answers for.
func (p *program) signed(use, short string, args cobra.PositionalArgs, do func(c *cobra.Command, args []string, by string) error) *cobra.Command {
	var by string
	c := &cobra.Command{Use: use, Short: short, Args: args, RunE: func(c *cobra.Command, args []string) error {
		if strings.TrimSpace(by) == "" {
			return usageError{fault("--by is missing: who does this?")}
		}
		return do(c, args, by)
	}}
	c.Flags().StringVar(&by, "by", p.getenv("USER", ""), "who does it")
	return c
}
