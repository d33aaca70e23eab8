package report

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"molva/alerts/metric"
	"molva/ingest"
	"molva/store"
)

// Metrics are all rows of the registry with their values of one topic or one account, and those of its competitors beside them.
type Metrics struct {
	Topic    ingest.Topic
	Account  string // network:account; "": all of the topic's, and what is of the topic itself
	Period   store.Period
	Rivals   []ingest.Topic
	Rows     []MetricRow // in the order of the catalogue
	Supplies map[string][]string
}

// MetricRow is one metric.
type MetricRow struct {
	metric.Metric
	Values []metric.Value
	Beside [][]metric.Value // by the report's rivals: the same row, with the same denominators
}

// Computes reports whether anything is known of it.
func (r MetricRow) Computes() bool {
	return slices.ContainsFunc(r.Values, func(v metric.Value) bool { return v.Known })
}

// ErrUnknownAccount is of an account that the configuration gives no topic.
var ErrUnknownAccount = errors.New("unknown account")

// BuildMetrics computes every row for a reader's topic, or only those of communities for one of its accounts; ErrUnknownAccount when
// it is none of them.
func BuildMetrics(ctx context.Context, r *metric.Reader, account string) (Metrics, error) {
	m := Metrics{Topic: r.Topic, Account: account, Period: r.Period, Rivals: r.Rivals(), Supplies: r.Business.Supplies}
	if err := owned(ctx, r, account); err != nil {
		return m, fmt.Errorf("build metrics: %w", err)
	}
	beside := make([]*metric.Reader, len(m.Rivals))
	for i, t := range m.Rivals {
		beside[i] = r.Of(t)
	}
	for _, row := range metric.All() {
		if account != "" && row.OfAccount == nil {
			continue
		}
		one, err := m.row(ctx, row, r, beside)
		if err != nil {
			return m, fmt.Errorf("build metrics: %s: %w", row.ID, err)
		}
		m.Rows = append(m.Rows, one)
	}
	return m, nil
}

// owned reports an account that is none of the reader's.
func owned(ctx context.Context, r *metric.Reader, account string) error {
	if account == "" {
		return nil
	}
	all, err := r.Accounts(ctx)
	if err != nil {
		return err
	}
	names := make([]string, len(all))
	for i, a := range all {
		if names[i] = a.Network + ":" + a.Account; names[i] == account {
			return nil
		}
	}
	return fmt.Errorf("%w %q, have %v", ErrUnknownAccount, account, names)
}

func (m Metrics) row(ctx context.Context, row metric.Metric, r *metric.Reader, beside []*metric.Reader) (MetricRow, error) {
	one := MetricRow{Metric: row}
	values, err := r.Compute(ctx, row)
	if err != nil {
		return one, err
	}
	one.Values = slices.DeleteFunc(slices.Clone(values), func(v metric.Value) bool { return m.Account != "" && accountOf(v) != m.Account })
	for _, other := range beside {
		values, err := other.Compute(ctx, row)
		if err != nil {
			return one, err
		}
		one.Beside = append(one.Beside, values)
	}
	return one, nil
}

// accountOf is the public name of the account that a value is of; "" of a topic's.
func accountOf(v metric.Value) string {
	if v.Account == "" {
		return ""
	}
	return v.Network + ":" + v.Account
}

// Computed is of how many rows something is known.
func (m Metrics) Computed() (n int) {
	for _, r := range m.Rows {
		if r.Computes() {
			n++
		}
	}
	return n
}

// Values are the own ones of each row, then those of the competitors.
func (m Metrics) Values() (all []metric.Value) {
	for _, r := range m.Rows {
		all = append(append(all, r.Values...), slices.Concat(r.Beside...)...)
	}
	return all
}
