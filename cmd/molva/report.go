package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/report"
	"molva/ingest"
	"molva/store"
)

func (p *program) reportCommand() *cobra.Command {
	c := &cobra.Command{Use: "report", Short: "Reports"}
	var flags periodFlags
	var periods int
	ratio := &cobra.Command{
		Use:   "ratio",
		Short: "Positive and negative opinions by week, with counts and intervals",
		Example: `  molva report ratio --topic kestrel
  molva report ratio --period month --format csv`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := natural("periods", periods); err != nil {
				return err
			}
			return p.reading(c.Context(), report.Formats, func(db *store.DB) error {
				tree, err := db.Topics(c.Context())
				if err != nil {
					return err
				}
				topics, err := pick(tree, flags.topic)
				if err != nil {
					return err
				}
				return p.ratios(c.Context(), db, topics, flags, periods)
			})
		},
	}
	flags.add(ratio, "week", "day, week or month")
	ratio.Flags().IntVar(&periods, "periods", 0, "how many periods back; 0: 14 days, 8 weeks or 6 months")
	c.AddCommand(formatIsOutput(ratio))
	return c
}

// ratios prints one report as it is, several one after the other and in JSON as an array.
func (p *program) ratios(ctx context.Context, db *store.DB, topics []ingest.Topic, flags periodFlags, periods int) error {
	var array []json.RawMessage
	for i, t := range topics {
		r, err := p.ratio(ctx, db, t, flags, periods)
		if err != nil {
			return err
		}
		say, err := phrase.New(t.Language, report.Texts, alerts.Texts)
		if err != nil {
			return err
		}
		if p.output == "json" && len(topics) > 1 {
			var b bytes.Buffer
			if err := r.Write(&b, p.output, say); err != nil {
				return err
			}
			array = append(array, b.Bytes())
			continue
		}
		if i > 0 && p.output != "csv" {
			fmt.Fprintln(p.out)
		}
		if err := r.Write(p.out, p.output, say); err != nil {
			return err
		}
	}
	if array != nil {
		return printJSON(p.out, array)
	}
	return nil
}

func (p *program) ratio(ctx context.Context, db *store.DB, t ingest.Topic, flags periodFlags, periods int) (report.Ratio, error) {
	every, err := alerts.ParseEvery(flags.period)
	if err != nil {
		return report.Ratio{}, usageError{fault("period is %q, want day, week or month", flags.period)}
	}
	var at time.Time
	if flags.at != "" {
		period, err := flags.of(t.Zone, p.now())
		if err != nil {
			return report.Ratio{}, err
		}
		at = period.From
	}
	if periods == 0 {
		periods = report.Periods(every)
	}
	r, err := report.BuildRatio(ctx, db, t.ID, every, at, p.now(), periods)
	if err == nil {
		err = r.Explain(ctx, db)
	}
	return r, err
}

// showWeek prints the last week's digest and the weekly ratio of our own roots.
func (p *program) showWeek(ctx context.Context, r *rooms) error {
	flags := periodFlags{period: "week"}
	messages, err := p.digests(ctx, r.db, flags, alerts.Links{})
	if err != nil {
		return err
	}
	p.output = "text"
	if err := p.showDigests(messages); err != nil {
		return err
	}
	topics, err := pick(r.topics, "")
	if err != nil {
		return err
	}
	fmt.Fprintln(p.out)
	return p.ratios(ctx, r.db, topics, flags, 0)
}
