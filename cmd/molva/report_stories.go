package main

import (
	"context"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/report"
	"molva/ingest"
	"molva/store"
)

// stories are the reports that the desk may post, by kind. Each speaks its topic's language.
func (r *rooms) stories(to alerts.Links) map[alerts.Kind]alerts.Report {
	all := map[alerts.Kind]alerts.Report{
		alerts.RatioReport: storyOf(to, func(ctx context.Context, t ingest.Topic, period store.Period) (report.Report, error) {
			return ratioOf(ctx, r.db, t.ID, alerts.Week, period.From, r.now(), report.Periods(alerts.Week))
		}),
	}
	business := r.cfg.Business()
	for _, one := range told {
		all[one.kind] = storyOf(to, func(ctx context.Context, t ingest.Topic, period store.Period) (report.Report, error) {
			reader, err := metric.NewReader(ctx, r.db, business, t.ID, period, r.now())
			if err != nil {
				return nil, err
			}
			return one.build(ctx, reader)
		})
	}
	return all
}

func storyOf(to alerts.Links, build func(context.Context, ingest.Topic, store.Period) (report.Report, error)) alerts.Report {
	return func(ctx context.Context, t ingest.Topic, period store.Period) (alerts.Story, error) {
		r, err := build(ctx, t, period)
		if err != nil {
			return alerts.Story{}, err
		}
		say, err := reportWords(t)
		if err != nil {
			return alerts.Story{}, err
		}
		return report.Story(r.Document(say, to), say), nil
	}
}
