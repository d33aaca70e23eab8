package alerts

import (
	"testing"
	"time"
)

func TestParseSchedule(t *testing.T) {
	for _, c := range []struct{ daily, weekly, monthly, err string }{
		{"09:00", "mon 09:00", "1 10:00", ""},
		{"", "", "", ""},
		{"", "Sun 23:59", "31 00:00", ""},
		{"9 o'clock", "", "", `daily digest: time is "9 o'clock", want hours and minutes such as 09:00`},
		{"25:00", "", "", `daily digest: time is "25:00", want hours and minutes such as 09:00`},
		{"", "monday 09:00", "", `weekly digest: day is "monday", want one of sun, mon, tue, wed, thu, fri, sat and a time, such as mon 09:00`},
		{"", "mon", "", `weekly digest: time is "", want hours and minutes such as 09:00`},
		{"", "", "32 10:00", `monthly report: day of the month is "32", want 1 to 31 and a time, such as 1 10:00`},
		{"", "", "first 10:00", `monthly report: day of the month is "first", want 1 to 31 and a time, such as 1 10:00`},
		{"", "", "1", `monthly report: time is "", want hours and minutes such as 09:00`},
	} {
		_, err := ParseSchedule(c.daily, c.weekly, c.monthly)
		if got := errorText(err); got != c.err {
			t.Errorf("%q %q %q: %s", c.daily, c.weekly, c.monthly, got)
		}
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

const toTheMinute = "2006-01-02 15:04"

func TestSlots(t *testing.T) {
	for _, c := range []struct {
		name, zone, daily, weekly, now    string
		latest, next, latestFrom, nextEnd string
	}{
		{"before the hour", "Europe/Moscow", "09:00", "", "2026-11-20 08:59",
			"2026-11-19 09:00", "2026-11-20 09:00", "2026-11-18 00:00", "2026-11-20 00:00"},
		{"on the hour", "Europe/Moscow", "09:00", "", "2026-11-20 09:00",
			"2026-11-20 09:00", "2026-11-21 09:00", "2026-11-19 00:00", "2026-11-21 00:00"},
		{"at midnight", "Europe/Moscow", "00:00", "", "2026-11-20 00:00",
			"2026-11-20 00:00", "2026-11-21 00:00", "2026-11-19 00:00", "2026-11-21 00:00"},
		{"weekly on a Monday", "Europe/Moscow", "", "mon 09:00", "2026-11-23 09:00",
			"2026-11-23 09:00", "2026-11-30 09:00", "2026-11-16 00:00", "2026-11-30 00:00"},
		{"weekly on a Sunday", "Europe/Moscow", "", "mon 09:00", "2026-11-22 23:00",
			"2026-11-16 09:00", "2026-11-23 09:00", "2026-11-09 00:00", "2026-11-23 00:00"},
		{"weekly in mid-week tells of the week before", "Europe/Moscow", "", "thu 18:00", "2026-11-20 12:00",
			"2026-11-19 18:00", "2026-11-26 18:00", "2026-11-09 00:00", "2026-11-23 00:00"},
		{"an hour that is not there", "Europe/Berlin", "02:30", "", "2026-03-29 12:00",
			"2026-03-29 03:30", "2026-03-30 02:30", "2026-03-28 00:00", "2026-03-30 00:00"},
		{"an hour that comes twice", "Europe/Berlin", "02:30", "", "2026-10-25 12:00",
			"2026-10-25 02:30", "2026-10-26 02:30", "2026-10-24 00:00", "2026-10-26 00:00"},
		{"a day without midnight", "Africa/Cairo", "00:30", "", "2026-04-24 12:00",
			"2026-04-24 01:30", "2026-04-25 00:30", "2026-04-23 00:00", "2026-04-25 00:00"},
	} {
		z := zone(t, c.zone)
		s, err := ParseSchedule(c.daily, c.weekly, "")
		if err != nil {
			t.Fatal(err)
		}
		now, err := time.ParseInLocation(toTheMinute, c.now, z)
		if err != nil {
			t.Fatal(err)
		}
		latest, next := s.Latest(now, z)[0], s.Next(now, z)[0]
		for what, got := range map[string][2]string{
			"latest":           {latest.At.Format(toTheMinute), c.latest},
			"next":             {next.At.Format(toTheMinute), c.next},
			"latest's period":  {latest.Period.From.Format(toTheMinute), c.latestFrom},
			"end of next's":    {next.Period.To.Format(toTheMinute), c.nextEnd},
			"next, the way up": {s.Next(latest.At, z)[0].At.Format(toTheMinute), c.next},
		} {
			if got[0] != got[1] {
				t.Errorf("%s: %s is %s, want %s", c.name, what, got[0], got[1])
			}
		}
		if slot, ok := s.For(latest.Every, latest.Period, z); !ok || !slot.At.Equal(latest.At) {
			t.Errorf("%s: the slot of its period is %v, want %v", c.name, slot.At, latest.At)
		}
	}
}

// Over a year, whatever the clocks do, each day, week and month has exactly one digest, and none is due before its period ends.
func TestEachOnce(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kathmandu"} {
		z := zone(t, name)
		s, err := ParseSchedule("02:15", "sun 02:15", "31 02:15")
		if err != nil {
			t.Fatal(err)
		}
		start := time.Date(2026, 1, 1, 12, 0, 0, 0, z)
		for line := range 3 {
			last := s.Latest(start, z)[line]
			for now := start; now.Before(start.AddDate(1, 0, 0)); {
				slot := s.Next(now, z)[line]
				if !slot.Period.From.Equal(last.Period.To) || slot.At.Before(slot.Period.To) || !slot.At.After(now) {
					t.Fatalf("%s: %v after %v", name, slot, last)
				}
				last, now = slot, slot.At
			}
		}
	}
}

// A day that a month lacks is its last one.
func TestMonthlySlots(t *testing.T) {
	z := zone(t, "Europe/Moscow")
	for _, c := range []struct{ monthly, now, next, from string }{
		{"1 10:00", "2026-09-21 12:00", "2026-10-01 10:00", "2026-09-01"},
		{"1 10:00", "2026-10-01 10:00", "2026-11-01 10:00", "2026-10-01"},
		{"31 10:00", "2026-02-01 12:00", "2026-02-28 10:00", "2026-01-01"},
		{"31 10:00", "2028-02-28 12:00", "2028-02-29 10:00", "2028-01-01"},
		{"30 10:00", "2026-09-30 09:59", "2026-09-30 10:00", "2026-08-01"},
		{"15 10:00", "2026-12-20 12:00", "2027-01-15 10:00", "2026-12-01"},
	} {
		s, err := ParseSchedule("", "", c.monthly)
		if err != nil {
			t.Fatal(err)
		}
		now, err := time.ParseInLocation(toTheMinute, c.now, z)
		if err != nil {
			t.Fatal(err)
		}
		next := s.Next(now, z)[0]
		if next.At.Format(toTheMinute) != c.next || next.Period.From.Format(time.DateOnly) != c.from || next.Every != Month {
			t.Errorf("%s on %s: %+v", c.monthly, c.now, next)
		}
		if slot, ok := s.For(Month, next.Period, z); !ok || !slot.At.Equal(next.At) {
			t.Errorf("%s: the slot of its period is %v", c.monthly, slot)
		}
	}
}
