package metric

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"molva/alerts/service"
	"molva/ingest"
)

// served12 are the waits of the catalogue's worked example: seven were answered, five are open after 24 to 72 hours.
func served12() Serving {
	now := time.Date(2026, 11, 9, 12, 0, 0, 0, time.UTC)
	s := Serving{Topic: "zarya", Desk: service.NewDesk(service.Hours{}, time.UTC, 2*time.Hour, now.AddDate(0, 0, -7), now)}
	begun := now.AddDate(0, 0, -4)
	for i, after := range []float64{0.4, 0.9, 1.5, 2, 3, 5, 7} {
		e := service.Episode{Network: "vk", Author: fmt.Sprint(i), Since: begun, Negative: i < 4, Turned: i < 1, Reopened: i < 2}
		e.Answered = begun.Add(time.Duration(after * float64(time.Hour)))
		s.Episodes = append(s.Episodes, e)
	}
	for _, since := range []int{24, 36, 48, 60, 72} {
		s.Episodes = append(s.Episodes, service.Episode{Network: "telegram", Since: now.Add(-time.Duration(since) * time.Hour)})
	}
	return s
}

func TestServing(t *testing.T) {
	got := map[string]Value{}
	for _, v := range served12().Values() {
		if v.Topic != "zarya" || v.Evidence == "" {
			t.Errorf("%s %s is of %q, and leads to %q", v.Metric, v.Part, v.Topic, v.Evidence)
		}
		if i := v.Interval; i == nil || i.Low > v.Value || !i.Open && i.High < v.Value && !v.Over {
			t.Errorf("%s %s is %v, in %+v", v.Metric, v.Part, v.Value, i)
		}
		got[strings.TrimSpace(v.Metric+" "+v.Part)] = v
	}
	for id, want := range map[string]float64{
		"response_rate": 7.0 / 12, "waiting_median clock": 5, "waiting_median business": 5, "waiting_p90 clock": 72, "waiting_p90 business": 72,
		"inside_sla": 4.0 / 12, "turned_round": 1.0 / 4, "reopened": 2.0 / 7,
	} {
		if v := got[id]; !v.Known || math.Abs(v.Value-want) > 1e-9 {
			t.Errorf("%s is %+v, want %v", id, v, want)
		}
	}
	if !got["waiting_p90 clock"].Over || got["waiting_median clock"].Over {
		t.Error("the 90th percentile is not known to be more than 72 h, or the median is")
	}
	if c := got["waiting_median business"].Caveat.EN; !strings.Contains(c, "no service.hours") || !strings.Contains(c, "5 of 12 still wait") {
		t.Errorf("the caveat is %q", c)
	}
}

func TestServingOfOneNetwork(t *testing.T) {
	s := served12()
	if got := fmt.Sprint(s.Networks()); got != "[telegram vk]" {
		t.Errorf("networks are %s", got)
	}
	on := s.On("telegram")
	if len(on.Episodes) != 5 || len(s.Episodes) != 12 {
		t.Fatalf("%d of %d", len(on.Episodes), len(s.Episodes))
	}
	for _, v := range on.Values() {
		if v.Network != "telegram" || v.Known && !strings.Contains(string(v.Evidence), "network=telegram") {
			t.Errorf("%s is of %q, and leads to %s", v.Metric, v.Network, v.Evidence)
		}
	}
}

// TestServingThatNobodyCanTell: each reason is said, and none is a zero.
func TestServingThatNobodyCanTell(t *testing.T) {
	none := served12()
	none.Episodes = nil
	for _, v := range none.Values() {
		if v.Known || v.Missing != "" || v.Caveat.EN == "" || v.Caveat.RU == "" {
			t.Errorf("of nobody %s is %+v", v.Metric, v)
		}
	}
	unlimited := served12()
	unlimited.Desk.SLA = 0
	if v := insideSLA(unlimited)[0]; v.Known || v.Missing != InputSLA {
		t.Errorf("without an SLA it is %+v", v)
	}
	for name, r := range map[string]*Reader{
		InputStaff: {},
		"":         {Topic: ingest.Topic{Competitor: true}, Business: Business{Staff: []string{"vk:us"}}},
	} {
		for _, row := range serviceRows {
			values, err := r.Compute(t.Context(), rowOf(t, row.ID))
			if err != nil || len(values) != 1 || values[0].Known || values[0].Missing != name {
				t.Errorf("%s lacks %+v, %v, want %q", row.ID, values, err, name)
			}
		}
	}
}

func rowOf(t *testing.T, id string) Metric {
	t.Helper()
	m, ok := ByID(id)
	if !ok {
		t.Fatalf("there is no row %s", id)
	}
	return m
}
