package report

import (
	"molva/alerts/metric"
	"molva/classify/quantify"
)

// Rows of the registry that the ratio tells.
const (
	ratioMetric = "positive_negative_ratio"
	netMetric   = "net_sentiment"
	voiceMetric = "share_of_voice"
)

// Values are the ratio and the net sentiment of each row, then the parts of what is said of those who stand beside each other.
func (r Ratio) Values() (all []metric.Value) {
	for _, row := range r.Rows {
		of := metric.Value{Topic: r.Topic.ID, Evidence: row.all(r.Topic.ID)}
		all = append(all, estimate(of, ratioMetric, row.Estimated.Ratio, 1), estimate(of, netMetric, row.Estimated.Net, 100))
	}
	for _, b := range r.Beside {
		v := metric.Value{Metric: voiceMetric, Topic: b.Topic.ID, Evidence: r.last().all(b.Topic.ID), Known: b.Voice.Known(), Value: b.Voice.Share}
		if v.Known {
			v.Interval = &metric.Interval{Low: b.Voice.Low, High: b.Voice.High}
			v.Of = &metric.Of{Num: float64(b.Now.Total()), Den: float64(b.Voice.Of)}
		}
		all = append(all, v)
	}
	return all
}

// estimate is a figure as a value of a metric, in units of so many.
func estimate(v metric.Value, id string, f quantify.Figure, times float64) metric.Value {
	v.Metric, v.Known, v.Value = id, f.Known, f.Value*times
	if f.Known {
		v.Interval = &metric.Interval{Low: f.Low * times, High: f.High * times, Open: f.Open}
	}
	return v
}
