package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"molva/alerts"
	"molva/alerts/report"
	"molva/ingest"
	"molva/store"
)

// periodNames are the periods of reports, for people.
const periodNames = "day, week, month, quarter or year"

func (p *program) reportCommand() *cobra.Command {
	c := &cobra.Command{Use: "report", Short: "Reports"}
	c.AddCommand(p.ratioCommand(), p.metricsCommand())
	for _, t := range told {
		c.AddCommand(p.toldCommand(t))
	}
	return c
}

func (p *program) ratioCommand() *cobra.Command {
	var flags periodFlags
	var periods int
	c := &cobra.Command{
		Use:   "ratio",
		Short: "Positive and negative opinions by week, with counts and intervals",
		Example: `  molva report ratio --topic kestrel
  molva report ratio --period month --format csv`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := natural("periods", periods); err != nil {
				return err
			}
			return p.reporting(c.Context(), flags, func(db *store.DB, t ingest.Topic) (report.Report, error) {
				return p.ratio(c.Context(), db, t, flags, periods)
			})
		},
	}
	flags.add(c, "week", periodNames)
	c.Flags().IntVar(&periods, "periods", 0, "how many periods back; 0: 14 days, 8 weeks, 6 months, 4 quarters or years")
	return formatIsOutput(c)
}

// reporting prints a report of every topic that the flags mean.
func (p *program) reporting(ctx context.Context, flags periodFlags, build func(*store.DB, ingest.Topic) (report.Report, error)) error {
	return p.reading(ctx, report.Formats, func(db *store.DB) error {
		tree, err := db.Topics(ctx)
		if err != nil {
			return err
		}
		topics, err := pick(tree, flags.topic)
		if err != nil {
			return err
		}
		return p.printReports(topics, func(t ingest.Topic) (report.Report, error) { return build(db, t) })
	})
}

func (p *program) ratio(ctx context.Context, db *store.DB, t ingest.Topic, flags periodFlags, periods int) (report.Ratio, error) {
	every, err := flags.every()
	if err != nil {
		return report.Ratio{}, err
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
	return ratioOf(ctx, db, t.ID, every, at, p.now(), periods)
}

func ratioOf(ctx context.Context, db *store.DB, topic string, every alerts.Every, at, now time.Time, periods int) (report.Ratio, error) {
	r, err := report.BuildRatio(ctx, db, topic, every, at, now, periods)
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
	return p.printReports(topics, func(t ingest.Topic) (report.Report, error) { return p.ratio(ctx, r.db, t, flags, 0) })
}
