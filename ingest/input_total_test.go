package ingest

import (
	"testing"
	"time"
)

// TestTotal: a year is twelve months and fifty-two weeks, exactly; other days are weeks by seven. Nothing depends on which month it
// is, nor on clocks that change in it.
func TestTotal(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin") // its clocks change in March and October
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		period string
		per    Per
		value  float64
		want   float64
	}{
		{"2026-09", "", 1300, 1300},
		{"2026-09", EachWeek, 1300, 1300 * 52. / 12},
		{"2026-02", EachWeek, 1300, 1300 * 52. / 12},
		{"2026-Q4", EachWeek, 1300, 1300 * 13},
		{"2026", EachWeek, 1300, 1300 * 52},
		{"2026-W44", EachWeek, 1300, 1300},
		{"2026-03-23..2026-04-05", EachWeek, 1300, 2600},
		{"2026-10-25", EachWeek, 1300, 1300. / 7},
		{"2026-03", EachMonth, 4990, 4990},
		{"2026-Q1", EachMonth, 4990, 3 * 4990},
		{"2026", EachMonth, 4990, 12 * 4990},
		{"2026-W13", EachMonth, 5200, 5200 * 12. / 52},
		{"2026-10", EachYear, 12_000, 1000},
		{"2026", EachYear, 12_000, 12_000},
		{"2026-W43", EachYear, 5200, 100},
		{"2026-08-01..2027-01-31", EachYear, 12_000, 6000},
	} {
		from, to, err := ParsePeriod(test.period, berlin)
		if err != nil {
			t.Fatal(err)
		}
		in := Input{Kind: "support_requests", From: from.UTC(), To: to.UTC(), Value: &test.value, Per: test.per}
		for _, zone := range []*time.Location{berlin, time.UTC, time.FixedZone("", 9*3600)} {
			if got := in.Total(zone); got != test.want {
				t.Errorf("%v per %q over %s is %v in %v, want %v", test.value, test.per, test.period, got, zone, test.want)
			}
		}
	}
}
