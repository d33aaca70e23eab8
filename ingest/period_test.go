package ingest

import (
	"strings"
	"testing"
	"time"
)

func TestParsePeriod(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"2026-09":                "2026-09-01 2026-10-01",
		"2026-W38":               "2026-09-14 2026-09-21",
		"2026-W01":               "2025-12-29 2026-01-05",
		"2026-W53":               "2026-12-28 2027-01-04",
		"2026-Q3":                "2026-07-01 2026-10-01",
		"2026":                   "2026-01-01 2027-01-01",
		"2026-09-05":             "2026-09-05 2026-09-06",
		"2026-09-01..2026-09-30": "2026-09-01 2026-10-01",
		"2024-12-31..2025-01-01": "2024-12-31 2025-01-02",
	} {
		from, to, err := ParsePeriod(text, zone)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if got := from.Format(time.DateOnly) + " " + to.Format(time.DateOnly); got != want || from.Location() != zone || from.Hour() != 0 {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	for _, text := range []string{"", "2026-13", "2026-9", "2026-W54", "2027-W53", "2026-W00", "2026-Q5", "2026-Q0", "26-09", "2026-09-31", "2026-09-30..2026-09-01", "сентябрь", "2026-09..2026-10", "2026-09-01.."} {
		if _, _, err := ParsePeriod(text, zone); err == nil || !strings.Contains(err.Error(), "want a month 2026-09") {
			t.Errorf("%q: %v", text, err)
		}
	}
}
