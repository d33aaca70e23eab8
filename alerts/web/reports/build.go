package reports

import (
	"context"
	"errors"
	"net/url"
	"time"

	"molva/alerts"
	"molva/alerts/report"
	"molva/alerts/web/frame"
)

// answers are the three answers, with how the tone went.
func (s *server) answers(ctx context.Context, q question) (shown, error) {
	a, err := report.BuildAnswers(ctx, q.reader)
	made := shown{Report: a}
	if err != nil || !q.page {
		return made, err
	}
	r, err := s.course(ctx, q)
	made.charts = s.toneCharts(r)
	return made, err
}

// course is the ratio up to the end of the period in steps that are finer than it, since most periods have few before them.
func (s *server) course(ctx context.Context, q question) (report.Ratio, error) {
	step, until := alerts.Month, q.period.To
	switch q.Every {
	case alerts.Day, alerts.Week:
		step = alerts.Day
	case alerts.Month:
		step = alerts.Week
	}
	if now := s.Now(); now.Before(until) {
		until = now
	}
	return report.BuildRatio(ctx, s.DB, q.topic.ID, step, time.Time{}, until, report.Periods(step))
}

// tone reads the ratio up to the period asked for.
func (s *server) tone(ctx context.Context, q question) (report.Ratio, error) {
	return report.BuildRatio(ctx, s.DB, q.topic.ID, q.Every, q.period.From, s.Now(), report.Periods(q.Every))
}

func (s *server) ratio(ctx context.Context, q question) (shown, error) {
	r, err := s.tone(ctx, q)
	if err != nil {
		return shown{}, err
	}
	return shown{Report: r, charts: s.toneCharts(r)}, r.Explain(ctx, s.DB)
}

func (s *server) communities(ctx context.Context, q question) (shown, error) {
	c, err := report.BuildCommunities(ctx, q.reader)
	return shown{Report: c, charts: charts{Bars: s.followerBars(c)}}, err
}

// pick is a choice of accounts.
type pick []frame.Choice

// metrics are all metrics of the topic, or those of one account: ?account=vk:zarya.
func (s *server) metrics(ctx context.Context, q question) (made shown, err error) {
	account := q.values.Get("account")
	m, err := report.BuildMetrics(ctx, q.reader, account)
	if errors.Is(err, report.ErrUnknownAccount) {
		return made, frame.Missing(err)
	}
	if err != nil {
		return made, err
	}
	made.Report = m
	if account != "" {
		made.more = url.Values{"account": {account}}
	}
	made.picks, err = s.accounts(ctx, q, account)
	return made, err
}

// accounts are the communities of the topic that may be looked at alone.
func (s *server) accounts(ctx context.Context, q question, account string) (all pick, err error) {
	owned, err := q.reader.Accounts(ctx)
	if err != nil || len(owned) == 0 {
		return nil, err
	}
	all = pick{{Label: s.Printer.Sprintf("all accounts"), URL: q.Query(nil), Here: account == ""}}
	for _, a := range owned {
		name := a.Network + ":" + a.Account
		all = append(all, frame.Choice{Label: alerts.Inert(name), URL: q.Query(func(v url.Values) { v.Set("account", name) }), Here: name == account})
	}
	return all, nil
}
