package alerts

import (
	"testing"
	"time"
)

func TestQuiet(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ quiet, now, over string }{
		"never":              {"", "2026-09-21T23:00:00+02:00", "2026-09-21T23:00:00+02:00"},
		"in the evening":     {"22:00-08:00", "2026-09-21T23:00:00+02:00", "2026-09-22T08:00:00+02:00"},
		"after midnight":     {"22:00-08:00", "2026-09-22T07:59:59+02:00", "2026-09-22T08:00:00+02:00"},
		"it begins":          {"22:00-08:00", "2026-09-21T22:00:00+02:00", "2026-09-22T08:00:00+02:00"},
		"it is over":         {"22:00-08:00", "2026-09-22T08:00:00+02:00", "2026-09-22T08:00:00+02:00"},
		"by day":             {"22:00-08:00", "2026-09-21T12:00:00+02:00", "2026-09-21T12:00:00+02:00"},
		"at noon":            {"12:00-13:30", "2026-09-21T12:10:00+02:00", "2026-09-21T13:30:00+02:00"},
		"another zone":       {"22:00-08:00", "2026-09-21T21:00:00Z", "2026-09-22T08:00:00+02:00"},
		"clocks put forward": {"22:00-08:00", "2026-03-28T23:00:00+01:00", "2026-03-29T08:00:00+02:00"},
		"clocks put back":    {"22:00-08:00", "2026-10-24T23:00:00+02:00", "2026-10-25T08:00:00+01:00"},
	} {
		q, err := ParseQuiet(c.quiet)
		if err != nil {
			t.Fatal(err)
		}
		now, over := moment(t, c.now), moment(t, c.over)
		if got := q.Over(now, berlin); !got.Equal(over) {
			t.Errorf("%s: %s, want %s", name, got, over)
		}
	}
	for _, wrong := range []string{"22:00", "22:00-22:00", "25:00-08:00", "night"} {
		if _, err := ParseQuiet(wrong); err == nil {
			t.Errorf("%q is taken for quiet hours", wrong)
		}
	}
}

func moment(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
