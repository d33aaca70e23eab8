package service_test

import (
	"errors"
	"testing"
	"time"

	"molva/alerts/service"
	"molva/ingest"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func parse(t *testing.T, text string, holidays ...string) service.Hours {
	t.Helper()
	h, err := service.ParseHours(text, holidays)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestWithinHours(t *testing.T) {
	week := parse(t, "mon-fri 09:00-18:00, sat 10:00-14:00", "2026-11-04")
	night := parse(t, "mon-sun 00:00-24:00")
	for name, test := range map[string]struct {
		hours    service.Hours
		zone     string
		from, to string
		want     time.Duration
	}{
		"inside a day":             {week, "Europe/Moscow", "2026-11-02 10:00", "2026-11-02 12:30", 150 * time.Minute},
		"from the night on":        {week, "Europe/Moscow", "2026-11-02 03:00", "2026-11-02 09:20", 20 * time.Minute},
		"over a night":             {week, "Europe/Moscow", "2026-11-02 17:00", "2026-11-03 10:00", 2 * time.Hour},
		"over a weekend":           {week, "Europe/Moscow", "2026-11-06 17:00", "2026-11-09 10:00", 6 * time.Hour},
		"over a holiday":           {week, "Europe/Moscow", "2026-11-03 17:00", "2026-11-05 10:00", 2 * time.Hour},
		"on a Sunday":              {week, "Europe/Moscow", "2026-11-08 10:00", "2026-11-08 20:00", 0},
		"backwards":                {week, "Europe/Moscow", "2026-11-02 12:00", "2026-11-02 10:00", 0},
		"the clocks go forward":    {night, "Europe/Berlin", "2026-03-28 12:00", "2026-03-29 12:00", 23 * time.Hour},
		"the clocks go back":       {night, "Europe/Berlin", "2026-10-24 12:00", "2026-10-25 12:00", 25 * time.Hour},
		"shifts go with the clock": {parse(t, "mon-sun 09:00-17:00"), "Europe/Berlin", "2026-03-27 09:00", "2026-03-30 09:00", 24 * time.Hour},
		"a midnight that is not":   {parse(t, "mon-sun 00:00-02:00"), "Asia/Beirut", "2026-03-29 00:00", "2026-03-30 00:00", time.Hour},
		"around the clock":         {service.Hours{}, "Europe/Berlin", "2026-03-28 12:00", "2026-03-29 12:00", 23 * time.Hour},
	} {
		z := zone(t, test.zone)
		from, _ := time.ParseInLocation("2006-01-02 15:04", test.from, z)
		to, _ := time.ParseInLocation("2006-01-02 15:04", test.to, z)
		if got := test.hours.Over(from, to, z).Within(from.UTC(), to.UTC()); got != test.want {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

// TestHoursAddUp: a wait that is cut in two is as long as both pieces.
func TestHoursAddUp(t *testing.T) {
	h, z := parse(t, "mon-fri 09:00-18:00, sat 10:00-14:00", "2026-03-30"), zone(t, "Europe/Berlin")
	from := time.Date(2026, 3, 20, 7, 0, 0, 0, z)
	to := from.AddDate(0, 0, 20)
	c := h.Over(from, to, z)
	whole := c.Within(from, to)
	for cut := from; cut.Before(to); cut = cut.Add(5*time.Hour + 7*time.Minute) {
		if sum := c.Within(from, cut) + c.Within(cut, to); sum != whole {
			t.Fatalf("cut at %v it is %v, want %v", cut, sum, whole)
		}
	}
}

func TestHoursThatMakeNoSense(t *testing.T) {
	for text, want := range map[string]string{
		"weekdays":                         `hours have "weekdays", want days and a time such as mon-fri 09:00-18:00`,
		"mon-fri":                          `hours have "mon-fri", want a time such as 09:00-18:00 that ends on the same day`,
		"mon-fri 9-18":                     `hours have "mon-fri 9-18", want a time such as 09:00-18:00 that ends on the same day`,
		"mon 22:00-06:00":                  `hours have "mon 22:00-06:00", want a time such as 09:00-18:00 that ends on the same day`,
		"mon-fri 09:00-18:00, ":            `hours have "", want days and a time such as mon-fri 09:00-18:00`,
		"mon-fri 09:00-18:00, fri 9:00-12": `hours have "fri 9:00-12", want a time such as 09:00-18:00 that ends on the same day`,
		"mon-fri 09:00-18:00, fri-sun 10:00-14:00": `hours have fri twice, want one time a day`,
	} {
		_, err := service.ParseHours(text, nil)
		var complaint *ingest.Complaint
		if !errors.As(err, &complaint) || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	if _, err := service.ParseHours("", []string{"4 November"}); err == nil {
		t.Error("a holiday in words was taken")
	}
}

func FuzzParseHours(f *testing.F) {
	for _, text := range []string{"", "mon-fri 09:00-18:00, sat 10:00-14:00", "sat-mon 00:00-24:00", "sun 23:59-24:00", "mon  08:00-09:00"} {
		f.Add(text)
	}
	monday := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		h, err := service.ParseHours(text, nil)
		if err != nil {
			return
		}
		week := h.Over(monday, monday.AddDate(0, 0, 7), time.UTC).Within(monday, monday.AddDate(0, 0, 7))
		if week <= 0 || week > 7*24*time.Hour {
			t.Errorf("%q has %v a week", text, week)
		}
	})
}

// TestWeeksWithoutWork: where every day is a holiday nothing is ever worked, and that is found out at once.
func TestWeeksWithoutWork(t *testing.T) {
	h := parse(t, "sat 10:00-14:00", "2026-11-07", "2026-11-14")
	from := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	if c := h.Over(from, from.AddDate(0, 0, 14), time.UTC); c.Within(from, from.AddDate(0, 0, 14)) != 0 {
		t.Error("somebody works on a holiday")
	}
	if c := h.Over(from.AddDate(0, 0, 14), from, time.UTC); c.Within(from.AddDate(0, 0, 14), from) != 0 {
		t.Error("time that runs backwards is worked in")
	}
}

// TestShiftsUpToMidnight: a shift that ends with the day leads over to one that begins with the next, on the days of clock changes too.
func TestShiftsUpToMidnight(t *testing.T) {
	h, z := parse(t, "sat 20:00-24:00, sun 00:00-06:00"), zone(t, "Europe/Berlin")
	for day, want := range map[string]time.Duration{"2026-03-28": 9 * time.Hour, "2026-10-24": 11 * time.Hour, "2026-11-07": 10 * time.Hour} {
		from, _ := time.ParseInLocation(time.DateOnly, day, z)
		if got := h.Over(from, from.AddDate(0, 0, 3), z).Within(from, from.AddDate(0, 0, 3)); got != want {
			t.Errorf("the night of %s has %v, want %v", day, got, want)
		}
	}
}
