package main

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/report"
	"molva/store"
)

func (p *program) labelStatusCommand() *cobra.Command {
	var f labelFlags
	c := &cobra.Command{
		Use:   "status",
		Short: "How many labels there are, and how right the model is by them",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.reading(c.Context(), textOrJSON, func(db *store.DB) error { return p.labelStatus(c.Context(), db, f.topic) })
		},
	}
	f.add(c, p)
	return c
}

func (p *program) labelStatus(ctx context.Context, db *store.DB, topic string) error {
	counts, err := db.LabelCount(ctx)
	if err != nil {
		return err
	}
	a, err := alerts.BuildAccuracy(ctx, db, topic, p.now())
	if err != nil {
		return wrongTopic(err)
	}
	if p.output == "json" {
		return printJSON(p.out, map[string]any{"labels": counts, "accuracy": a})
	}
	rows := [][]string{{p.say().Sprintf("topic"), p.say().Sprintf("why"), p.say().Sprintf("labels")}}
	for _, c := range counts {
		if topic == "" || c.Topic == topic {
			rows = append(rows, []string{c.Topic, p.purpose(c.Purpose), strconv.Itoa(c.Labels)})
		}
	}
	table(p.out, rows)
	fmt.Fprintln(p.out)
	say, err := phrase.New(p.say().Language(), report.Texts)
	if err != nil {
		return err
	}
	return report.WriteAccuracy(p.out, a, "text", say)
}

func (p *program) purpose(purpose store.Purpose) string {
	switch purpose {
	case store.Sampled:
		return p.say().Sprintf("random sample, measures")
	case store.Doubted:
		return p.say().Sprintf("what the model doubted, teaches")
	}
	return p.say().Sprintf("correction, teaches")
}
