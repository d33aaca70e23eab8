package watch

import (
	"testing"
	"time"

	"molva/alerts"
	"molva/classify"
	"molva/store"
)

// What the command shows is what the watch does: one mention below the bound is not told, the bound is.
func TestCalibration(t *testing.T) {
	r := enter(t, 35, 2)
	r.round()
	before, err := r.db.Incidents(t.Context(), store.Period{})
	if err != nil {
		t.Fatal(err)
	}
	reader, err := New(Options{DB: r.db, Topics: r.options.Topics, Outlets: r.options.Outlets, Budget: 2, Now: r.now})
	if err != nil {
		t.Fatal(err)
	}
	shown, err := reader.Calibration(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(shown) != 9 {
		t.Fatalf("%d lines, want three kinds of three topics", len(shown))
	}
	kestrel := shown[3]
	if kestrel.Topic.ID != "kestrel" || kestrel.Kind != alerts.Spike || !kestrel.Ready || kestrel.Bound < 10 || kestrel.Line.Days < 30 {
		t.Errorf("kestrel: %+v", kestrel)
	}
	for _, s := range shown {
		for _, p := range r.watch.printers {
			if s.Rule(p) == "" {
				t.Errorf("%s %s has no words", s.Topic.ID, s.Kind)
			}
		}
	}
	after, err := r.db.Incidents(t.Context(), store.Period{})
	if err != nil || len(after) != len(before) {
		t.Errorf("incidents before %d, after %d, %v", len(before), len(after), err)
	}
}

// An ordinary week calls nobody.
func TestOrdinaryWeek(t *testing.T) {
	r := enter(t, 60, 2)
	r.options.Followers = 10_000
	r.restart()
	for range 7 * 24 {
		from := r.clock
		r.clock = r.clock.Add(time.Hour)
		r.save(r.chatter(from, r.clock, 2)...)
		if r.clock.Hour() == 12 {
			r.save(r.complain("kestrel", others[r.clock.Day()%len(others)], r.clock))
		}
		r.round()
	}
	all, err := r.db.Incidents(t.Context(), store.Period{})
	if err != nil || len(all) > 0 {
		t.Errorf("%d incidents, %v", len(all), err)
	}
}

// Only what somebody wants to be told of is judged.
func TestUnwanted(t *testing.T) {
	r := enter(t, 10, 1)
	r.burst("boreal", 40, classify.Negative)
	r.round()
	r.wantTold()
}
