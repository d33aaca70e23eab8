package report

import (
	"time"

	"molva/alerts/metric"
)

type metricsJSON struct {
	Topic    string       `json:"topic"`
	Name     string       `json:"name"`
	Account  string       `json:"account,omitempty"`
	From     time.Time    `json:"from"`
	To       time.Time    `json:"to"`
	Of       int          `json:"of"`
	Computed int          `json:"computed"` // of so many rows something is known
	Metrics  []metricJSON `json:"metrics"`
}

// metricJSON is a row of the registry for machines.
type metricJSON struct {
	Row         int         `json:"row"`
	Metric      string      `json:"metric"`
	Name        string      `json:"name"`
	Formula     string      `json:"formula"`
	Denominator string      `json:"denominator,omitempty"`
	Inputs      []string    `json:"inputs"`
	Unit        string      `json:"unit"`
	Class       string      `json:"class"`
	Questions   []string    `json:"questions"`
	Computes    bool        `json:"computes"`
	Supply      []string    `json:"supply,omitempty"` // where a value lacks: how to supply what it needs
	Values      []valueJSON `json:"values"`
	Competitors []valueJSON `json:"competitors"`
}

// Data is the report for machines.
func (m Metrics) Data() any {
	j := metricsJSON{m.Topic.ID, m.Topic.Name, m.Account, m.Period.From, m.Period.To, len(m.Rows), m.Computed(), make([]metricJSON, len(m.Rows))}
	for i, r := range m.Rows {
		j.Metrics[i] = r.json(m.Supplies)
	}
	return j
}

func (r MetricRow) json(supplies map[string][]string) metricJSON {
	j := metricJSON{Row: r.Row, Metric: r.ID, Name: r.Name.EN, Formula: r.Formula.EN, Denominator: r.Denominator.EN,
		Inputs: append([]string{}, r.Needs()...), Unit: string(r.Unit), Class: string(r.Class), Questions: []string{}, Computes: r.Computes(),
		Values: jsonOfAll(r.Values), Competitors: []valueJSON{}}
	for _, q := range r.Questions {
		j.Questions = append(j.Questions, string(q))
	}
	for _, v := range r.Values {
		if !v.Known {
			remember(&j.Supply, metric.Supply(v.Missing, v.Network, "en", supplies))
		}
	}
	for _, values := range r.Beside {
		j.Competitors = append(j.Competitors, jsonOfAll(values)...)
	}
	return j
}
