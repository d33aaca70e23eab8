package report

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

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
	rows := slices.DeleteFunc(metric.All(), func(row metric.Metric) bool { return account != "" && row.OfAccount == nil })
	readers := []*metric.Reader{r}
	for _, t := range m.Rivals {
		readers = append(readers, r.Apart(t))
	}
	columns, err := compute(ctx, rows, readers)
	if err != nil {
		return m, fmt.Errorf("build metrics: %w", err)
	}
	for i, row := range rows {
		one := MetricRow{Metric: row}
		one.Values = slices.DeleteFunc(slices.Clone(columns[0][i]), func(v metric.Value) bool { return account != "" && accountOf(v) != account })
		for _, rival := range columns[1:] {
			one.Beside = append(one.Beside, rival[i])
		}
		m.Rows = append(m.Rows, one)
	}
	return m, nil
}

// compute returns the values of the rows by each reader, side by side: over a million mentions that takes half the time. What is
// made of conversations is a third of the work of a topic and shares nothing with the rest.
func compute(ctx context.Context, rows []metric.Metric, readers []*metric.Reader) ([][][]metric.Value, error) {
	columns, errs := make([][][]metric.Value, len(readers)), make([]error, 2*len(readers))
	var all sync.WaitGroup
	for i, r := range readers {
		columns[i] = make([][]metric.Value, len(rows))
		for j, part := range []*metric.Reader{r, r.Apart(r.Topic)} {
			all.Go(func() { errs[2*i+j] = fill(ctx, columns[i], rows, part, j == 1) })
		}
	}
	all.Wait()
	return columns, errors.Join(errs...)
}

// fill computes the rows that are, or are not, made of conversations.
func fill(ctx context.Context, column [][]metric.Value, rows []metric.Metric, r *metric.Reader, conversations bool) (err error) {
	for i, row := range rows {
		if slices.Contains(row.Needs(), metric.InputStaff) != conversations {
			continue
		}
		if column[i], err = r.Compute(ctx, row); err != nil {
			return fmt.Errorf("%s of %s: %w", row.ID, r.Topic.ID, err)
		}
	}
	return nil
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
