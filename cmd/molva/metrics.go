package main

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// What Prometheus can read. The counts come from the ledger in the database, so they survive a restart.
var (
	upMetric       = prometheus.NewDesc("molva_ready", "1 when mentions are taken and stored.", nil, nil)
	intakeMetric   = prometheus.NewDesc("molva_intake_total", "Items received, by source and by what became of them.", []string{"source", "outcome"}, nil)
	sourceMetric   = prometheus.NewDesc("molva_source_state", "1 for the state that the source is in.", []string{"source", "network", "state"}, nil)
	lastItemMetric = prometheus.NewDesc("molva_source_last_item_timestamp_seconds", "When the source last brought something.", []string{"source"}, nil)
	streamMetric   = prometheus.NewDesc("molva_stream_bytes", "Bytes of raw mentions that the stream holds.", nil, nil)
	waitingMetric  = prometheus.NewDesc("molva_stream_waiting_messages", "Messages in the stream that are not stored yet.", nil, nil)
	databaseMetric = prometheus.NewDesc("molva_database_bytes", "Bytes of the database and its log.", nil, nil)
)

// metrics is what /metrics serves.
func (h *house) metrics() http.Handler {
	r := prometheus.NewRegistry()
	r.MustRegister(gauges{h}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return promhttp.HandlerFor(r, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError})
}

// gauges asks the rooms when it is asked.
type gauges struct{ *house }

// Describe lists nothing in advance: which metrics there are depends on the roles.
func (g gauges) Describe(chan<- *prometheus.Desc) {}

// Collect reads the present figures; what cannot be read now is left out, which is not zero.
func (g gauges) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	set := func(d *prometheus.Desc, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	up := 0.0
	if g.ready(ctx).Ready {
		up = 1
	}
	set(upMetric, up)
	if g.stream != nil {
		set(streamMetric, float64(g.stream.Health(ctx).Bytes))
	}
	if g.saver != nil {
		if applied, last, err := g.positions(ctx); err == nil {
			set(waitingMetric, float64(max(last, applied)-applied))
		}
	}
	if g.db != nil {
		set(databaseMetric, float64(g.db.Size()))
		g.collectIntake(ctx, out)
		g.collectSources(ctx, set)
	}
}

func (g gauges) collectIntake(ctx context.Context, out chan<- prometheus.Metric) {
	rows, err := g.db.Intake(ctx, "")
	if err != nil {
		return
	}
	for _, i := range rows {
		for _, o := range []struct {
			name string
			n    int
		}{{"stored", i.Stored}, {"duplicate", i.Duplicate}, {"updated", i.Updated}, {"unmatched", i.Unmatched},
			{"rejected", i.Rejected}, {"dead", i.Dead}, {"erased", i.Erased}} {
			out <- prometheus.MustNewConstMetric(intakeMetric, prometheus.CounterValue, float64(o.n), i.Source, o.name)
		}
	}
}

func (g gauges) collectSources(ctx context.Context, set func(*prometheus.Desc, float64, ...string)) {
	sources, err := g.db.Sources(ctx)
	if err != nil {
		return
	}
	for _, s := range sources {
		set(sourceMetric, 1, s.ID, s.Network, string(s.State))
		if !s.LastItem.IsZero() {
			set(lastItemMetric, float64(s.LastItem.Unix()), s.ID)
		}
	}
}
