package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/service"
	"molva/ingest"
	"molva/store"
)

// Service is how soon the customers of a topic are answered, and who still waits.
type Service struct {
	Topic    ingest.Topic
	Period   store.Period
	Running  bool // the period is not over
	Now      Served
	Before   Served         // of the period before
	Networks []Served       // of the period, by name
	Waiting  metric.Serving // who began to wait lately, whatever the period, and waits now
	Index    []metric.Value // of satisfaction, as surveys told it
	Rivals   []ingest.Topic // of whom nobody can know it
	Supplies map[string][]string
}

// Served are the waits of a period with what is told of them.
type Served struct {
	metric.Serving
	Values []metric.Value
}

// serviceRows are the metrics of the report; satisfaction is the one of surveys.
var serviceRows = []string{"response_rate", "waiting_median", "waiting_p90", "inside_sla", "turned_round", "reopened"}

const satisfaction = "acsi_style_index"

// lately is how long ago somebody may have begun to wait who is listed as waiting now.
const lately = 28 * 24 * time.Hour

// BuildService tells it for a reader's topic and period.
func BuildService(ctx context.Context, r *metric.Reader) (s Service, err error) {
	s = Service{Topic: r.Topic, Period: r.Period, Running: running(r), Rivals: r.Rivals(), Supplies: r.Business.Supplies}
	now := r.Now.Truncate(time.Minute) // which links write shortly
	if _, err = r.In(covering(r, now)).Serving(ctx); err == nil {
		s.Waiting, err = r.In(store.Period{From: now.Add(-lately), To: now}).Serving(ctx)
	}
	if err == nil {
		s.Now, err = servedIn(ctx, r)
	}
	if err == nil {
		s.Before, err = servedIn(ctx, r.In(r.Before))
	}
	if err == nil {
		s.Index, err = valuesOfRows(ctx, r, satisfaction)
	}
	if err != nil {
		return s, fmt.Errorf("build service: %w", err)
	}
	for _, network := range s.Now.Serving.Networks() {
		part := s.Now.On(network)
		s.Networks = append(s.Networks, Served{part, part.Values()})
	}
	d := s.Waiting.Desk
	s.Waiting.Episodes = d.Pick(service.Waiting, s.Waiting.Episodes)
	slices.SortStableFunc(s.Waiting.Episodes, func(a, b service.Episode) int { return cmp.Compare(d.Clock(b).For, d.Clock(a).For) })
	return s, nil
}

// running reports that the reader's period is not over.
func running(r *metric.Reader) bool { return r.Now.Before(r.Period.To) }

// soFar says of a period that is not over what its numbers are.
func (s *scribe) soFar(running bool) []alerts.Line {
	if !running {
		return nil
	}
	return alerts.Lines(s.Sprintf("The period is not over: these are its numbers so far."))
}

// covering is from the period before on, until now where that is near: one reading for all that the report tells.
func covering(r *metric.Reader, now time.Time) store.Period {
	p := store.Period{From: r.Before.From, To: r.Period.To}
	if now.After(p.To) && now.Sub(p.To) < lately {
		p.To = now
	}
	return p
}

func servedIn(ctx context.Context, r *metric.Reader) (s Served, err error) {
	if s.Serving, err = r.Serving(ctx); err != nil {
		return s, err
	}
	s.Values, err = valuesOfRows(ctx, r, serviceRows...)
	return s, err
}

// valuesOfRows are the values of some metrics, in their order.
func valuesOfRows(ctx context.Context, r *metric.Reader, ids ...string) (all []metric.Value, err error) {
	for _, id := range ids {
		m, ok := metric.ByID(id)
		if !ok {
			return nil, fmt.Errorf("there is no metric %q", id)
		}
		values, err := r.Compute(ctx, m)
		if err != nil {
			return nil, err
		}
		all = append(all, values...)
	}
	return all, nil
}

// find is the value of a metric and a part of it; ok is false where there is none, as where no staff are named.
func (s Served) find(id, part string) (v metric.Value, ok bool) {
	for _, v := range s.Values {
		if v.Metric == id && v.Part == part {
			return v, true
		}
	}
	return metric.Value{}, false
}

// Values are those of the period, of its networks, and of surveys. The period before has a report of its own.
func (s Service) Values() (all []metric.Value) {
	all = append(all, s.Now.Values...)
	for _, part := range s.Networks {
		all = append(all, part.Values...)
	}
	return append(all, s.Index...)
}
