package alerts

import (
	"testing"
	"time"

	"molva/store"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestPrevious(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	day := func(m, d int) time.Time { return time.Date(2026, time.Month(m), d, 0, 0, 0, 0, berlin) }
	for _, c := range []struct {
		name             string
		from, to, before time.Time
	}{
		{"week", day(11, 16), day(11, 23), day(11, 9)},
		{"week after the clocks went back", day(10, 26), day(11, 2), day(10, 19)},
		{"week in which they go forward", day(3, 23), day(3, 30), day(3, 16)},
		{"day of 25 hours", day(10, 25), day(10, 26), day(10, 24)},
		{"month after a shorter one", day(3, 1), day(4, 1), day(2, 1)},
		{"quarter", day(4, 1), day(7, 1), day(1, 1)},
		{"year", day(1, 1), time.Date(2027, 1, 1, 0, 0, 0, 0, berlin), time.Date(2025, 1, 1, 0, 0, 0, 0, berlin)},
		{"hours", day(3, 2), day(3, 2).Add(6 * time.Hour), day(3, 1).Add(18 * time.Hour)},
	} {
		got := Previous(store.Period{From: c.from, To: c.to})
		if !got.From.Equal(c.before) || !got.To.Equal(c.from) {
			t.Errorf("%s: %v–%v, want from %v", c.name, got.From, got.To, c.before)
		}
	}
}

func TestLast(t *testing.T) {
	moscow := zone(t, "Europe/Moscow")
	now := time.Date(2026, 9, 28, 0, 0, 0, 0, moscow) // the first moment of a Monday
	for every, from := range map[Every]time.Time{
		Day:     time.Date(2026, 9, 27, 0, 0, 0, 0, moscow),
		Week:    time.Date(2026, 9, 21, 0, 0, 0, 0, moscow),
		Month:   time.Date(2026, 8, 1, 0, 0, 0, 0, moscow),
		Quarter: time.Date(2026, 4, 1, 0, 0, 0, 0, moscow),
		Year:    time.Date(2025, 1, 1, 0, 0, 0, 0, moscow),
	} {
		if got := every.Last(now, moscow); !got.From.Equal(from) {
			t.Errorf("%s: from %v, want %v", every, got.From, from)
		}
	}
	if _, err := ParseEvery("fortnight"); err == nil {
		t.Error("fortnight was taken")
	}
}
