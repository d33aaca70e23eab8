package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/ingest"
	"molva/store"
)

// someMetrics are five rows of a topic with one competitor: vanity, an estimate, one with many parts, one of the topic itself, and
// one that lacks its input.
func someMetrics() Metrics {
	from := time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
	m := Metrics{Topic: ingest.Topic{ID: "zarya", Name: "Zarya | <b>"}, Period: store.Period{From: from, To: from.AddDate(0, 1, 0)},
		Rivals: []ingest.Topic{{ID: "boreal", Name: "Boreal"}}, Supplies: map[string][]string{"vk": {"followers", "post.views"}}}
	other := func(v metric.Value) metric.Value {
		v.Topic, v.Account = "boreal", "boreal"
		v.Value /= 2
		return v
	}
	add := func(id string, values []metric.Value, beside ...metric.Value) {
		m.Rows = append(m.Rows, MetricRow{registry()[id], values, [][]metric.Value{beside}})
	}
	followers := metric.Value{Metric: "followers", Topic: "zarya", Network: "vk", Account: "zarya", Known: true, Value: 12840, Evidence: "/figures?account=zarya"}
	add("followers", []metric.Value{followers}, other(followers))
	add("engagement_rate_view", []metric.Value{someViews}, other(someViews))
	var words []metric.Value
	for _, word := range strings.Fields("#звук #<i> =1+1 *b* |x| ``` цена") {
		v := someViews
		v.Metric, v.Part, v.Caveat = "result_by_word", word, metric.Text{}
		words = append(words, v)
	}
	add("result_by_word", words)
	add("reach", []metric.Value{noReach}, other(noReach))
	add("positive_negative_ratio", []metric.Value{noOpinion})
	return m
}

func TestMetricsInEveryFormat(t *testing.T) {
	en, ru := printers(t)
	m, to := someMetrics(), alerts.Links{Base: "https://molva.test"}
	for _, format := range Formats {
		var first, second, russian bytes.Buffer
		for w, p := range map[*bytes.Buffer]*phrase.Printer{&first: en, &second: en, &russian: ru} {
			if err := Write(w, m, format, p, to); err != nil {
				t.Fatal(err)
			}
		}
		if first.String() != second.String() {
			t.Errorf("%s: the second time it reads otherwise", format)
		}
		phrasetest.Golden(t, "metrics.en."+format, first.String())
		phrasetest.Golden(t, "metrics.ru."+format, russian.String())
	}
}

func TestMetricsComputed(t *testing.T) {
	m := someMetrics()
	if m.Computed() != 3 || len(m.Values()) != 14 {
		t.Errorf("%d computed, %d values", m.Computed(), len(m.Values()))
	}
	var j metricsJSON
	var b bytes.Buffer
	if err := writeJSON(&b, m.Data()); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b.Bytes(), &j); err != nil {
		t.Fatal(err)
	}
	if lacks := j.Metrics[3]; lacks.Computes || lacks.Values[0].Value != nil || lacks.Values[0].Missing != "reach" || len(lacks.Supply) != 1 || lacks.Supply[0] == "" {
		t.Errorf("what lacks: %+v", lacks)
	}
}
