package report

import (
	"context"
	"fmt"
	"slices"

	"molva/alerts/metric"
	"molva/ingest"
	"molva/store"
)

// Funnel is how people came from a mention to a purchase in a period: how many at each step, how many of them agreed to be
// known, which part of those at the step before they are, how long it took, and what one cost.
type Funnel struct {
	Topic    ingest.Topic
	Period   store.Period
	Running  bool           // the period is not over
	Spoke    metric.Value   // people who wrote of the topic
	Stages   []Stage        // in the order of ingest.Stages
	Sales    []metric.Value // what purchases are worth
	Below    []Funnel       // of the topics below, in the order of the tree; each without any below it
	Rivals   int            // competitors, of whom nobody has the CRM
	Supplies map[string][]string
}

// Stage is a step.
type Stage struct {
	Name    string // one of ingest.Stages
	People  metric.Value
	Consent metric.Value   // share of them
	Rate    metric.Value   // of those at the step before
	Wait    metric.Value   // since the first mention
	Costs   []metric.Value // of one, in each currency; none of a step that nothing is spent for
}

// BuildFunnel reads the funnel of a reader's topic, and those of the topics below it.
func BuildFunnel(ctx context.Context, r *metric.Reader) (Funnel, error) {
	f, err := readFunnel(ctx, r)
	if err != nil {
		return f, fmt.Errorf("build funnel: %w", err)
	}
	f.Rivals, f.Supplies = len(r.Rivals()), r.Business.Supplies
	for _, t := range r.Tree {
		if _, below := beneath(r.Tree, t.ID, r.Topic.ID); !below || t.ID == r.Topic.ID {
			continue
		}
		one, err := readFunnel(ctx, r.Of(t))
		if err != nil {
			return f, fmt.Errorf("build funnel of %s: %w", t.ID, err)
		}
		f.Below = append(f.Below, one)
	}
	return f, nil
}

func readFunnel(ctx context.Context, r *metric.Reader) (Funnel, error) {
	rows := map[string]rowValues{}
	for _, id := range []string{"unique_authors", "stage_rates", "cost_per_lead", "sales"} {
		m, ok := metric.ByID(id)
		if !ok {
			return Funnel{}, fmt.Errorf("there is no metric %s", id)
		}
		values, err := r.Compute(ctx, m)
		if err != nil {
			return Funnel{}, err
		}
		rows[id] = values
	}
	f := Funnel{Topic: r.Topic, Period: r.Period, Running: running(r), Spoke: rows["unique_authors"].one("")}
	for _, part := range []string{"average_cheque", "lifetime_value"} {
		f.Sales = append(f.Sales, rows["sales"].all(part)...)
	}
	for _, name := range ingest.Stages {
		of := rows["stage_rates"]
		f.Stages = append(f.Stages, Stage{Name: name, People: of.one(metric.PartPeople + name), Consent: of.one(metric.PartConsent + name),
			Rate: of.one(metric.PartRate + name), Wait: of.one(metric.PartWait + name), Costs: rows["cost_per_lead"].all(name)})
	}
	return f, nil
}

// rowValues are the values of one metric.
type rowValues []metric.Value

func (r rowValues) all(part string) []metric.Value {
	return slices.DeleteFunc(slices.Clone(r), func(v metric.Value) bool { return v.Part != part })
}

// one is the first value of a part; a metric always has one.
func (r rowValues) one(part string) metric.Value {
	if all := r.all(part); len(all) > 0 {
		return all[0]
	}
	return metric.Value{Part: part}
}

// Values are those of the topic, step by step, then those of the topics below.
func (f Funnel) Values() []metric.Value {
	all := []metric.Value{f.Spoke}
	for _, s := range f.Stages {
		all = append(all, s.values()...)
	}
	all = append(all, f.Sales...)
	for _, below := range f.Below {
		all = append(all, below.Values()...)
	}
	return all
}

func (s Stage) values() []metric.Value {
	return append([]metric.Value{s.People, s.Consent, s.Rate, s.Wait}, s.Costs...)
}
