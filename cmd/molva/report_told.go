package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/report"
	"molva/ingest"
	"molva/store"
)

// tale is a report that is made of a reader of metrics: a command, and where it has a kind a message too.
type tale struct {
	name, short string
	kind        alerts.Kind
	period      string // of the command, when nobody says
	build       func(ctx context.Context, r *metric.Reader) (report.Report, error)
}

var told = []tale{
	{"answers", "The three questions, answered: does the audience grow, does awareness grow, do we know what people think", alerts.AnswersReport, "month", tell(report.BuildAnswers)},
	{"communities", "Own and competitors' communities side by side: growth, engagement, overlap, content, odd likes", alerts.CommunitiesReport, "month", tell(report.BuildCommunities)},
	{"goals", "The business goals: how far each is, and whether the present pace gets there", alerts.GoalsReport, "month", tell(report.BuildGoals)},
	{"service", "How soon customers are answered, who still waits, and whom the answer turned round", alerts.ServiceReport, "week", tell(report.BuildService)},
	{"funnel", "From a mention to a customer: how many at each step, with whose consent, how soon and at what cost", alerts.FunnelReport, "month", tell(report.BuildFunnel)},
}

// tell makes a builder of one report one of any.
func tell[R report.Report](build func(context.Context, *metric.Reader) (R, error)) func(context.Context, *metric.Reader) (report.Report, error) {
	return func(ctx context.Context, r *metric.Reader) (report.Report, error) { return build(ctx, r) }
}

func (p *program) toldCommand(t tale) *cobra.Command {
	var flags periodFlags
	c := &cobra.Command{
		Use:   t.name,
		Short: t.short,
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.reporting(c.Context(), flags, func(db *store.DB, topic ingest.Topic) (report.Report, error) {
				r, err := p.reader(c.Context(), db, topic, flags)
				if err != nil {
					return nil, err
				}
				return t.build(c.Context(), r)
			})
		},
	}
	flags.add(c, t.period, periodNames)
	return formatIsOutput(c)
}

// reader reads what reports are made of, of a topic and of the period that the flags mean.
func (p *program) reader(ctx context.Context, db *store.DB, t ingest.Topic, flags periodFlags) (*metric.Reader, error) {
	period, err := flags.of(t.Zone, p.now())
	if err != nil {
		return nil, err
	}
	b, err := p.business()
	if err != nil {
		return nil, err
	}
	return metric.NewReader(ctx, db, b, t.ID, period, p.now())
}

func (p *program) metricsCommand() *cobra.Command {
	var flags periodFlags
	var account string
	c := &cobra.Command{
		Use:   "metrics",
		Short: "Every metric with its formula, its class and its value, competitors beside it",
		Example: `  molva report metrics --topic kestrel
  molva report metrics --account vk:zarya --format csv`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := p.owner(account, &flags); err != nil {
				return err
			}
			return p.reporting(c.Context(), flags, func(db *store.DB, topic ingest.Topic) (report.Report, error) {
				r, err := p.reader(c.Context(), db, topic, flags)
				if err != nil {
					return nil, err
				}
				m, err := report.BuildMetrics(c.Context(), r, account)
				if errors.Is(err, report.ErrUnknownAccount) {
					return nil, usageError{fault("account is %q, which is none of the topic's; the configuration lists them under topics", account)}
				}
				return m, err
			})
		},
	}
	flags.add(c, "month", periodNames)
	c.Flags().StringVar(&account, "account", "", "only one community, as NETWORK:ID")
	return formatIsOutput(c)
}

// owner picks the topic of an account where nobody named one.
func (p *program) owner(account string, flags *periodFlags) error {
	if account == "" || flags.topic != "" {
		return nil
	}
	b, err := p.business()
	for _, a := range b.Accounts {
		if a.Network+":"+a.Account == account {
			flags.topic = a.Topic
		}
	}
	return err
}
