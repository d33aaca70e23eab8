package phrase

import (
	"testing"
	"time"
)

var texts = Catalogue{
	"%s: %d people": Count(2, English{"%s: %d person"}, Russian{"%s: %d человек", "%s: %d человека", "%s: %d человек"}),
	"Hello, %s":     Say("Привет, %s"),
}

func printers(t *testing.T) (en, ru *Printer) {
	t.Helper()
	en, err := New("en", texts)
	if err != nil {
		t.Fatal(err)
	}
	ru, err = New("ru", texts)
	if err != nil {
		t.Fatal(err)
	}
	return en, ru
}

func TestPlural(t *testing.T) {
	en, ru := printers(t)
	for n, want := range map[int][2]string{
		0:    {"a: 0 people", "a: 0 человек"},
		1:    {"a: 1 person", "a: 1 человек"},
		2:    {"a: 2 people", "a: 2 человека"},
		5:    {"a: 5 people", "a: 5 человек"},
		11:   {"a: 11 people", "a: 11 человек"},
		21:   {"a: 21 people", "a: 21 человек"},
		22:   {"a: 22 people", "a: 22 человека"},
		1234: {"a: 1,234 people", "a: 1\u00a0234 человека"},
	} {
		if got := en.Sprintf("%s: %d people", "a", n); got != want[0] {
			t.Errorf("en %d: %q", n, got)
		}
		if got := ru.Sprintf("%s: %d people", "a", n); got != want[1] {
			t.Errorf("ru %d: %q", n, got)
		}
	}
}

func TestSay(t *testing.T) {
	en, ru := printers(t)
	if got := ru.Sprintf("Hello, %s", "мир"); got != "Привет, мир" {
		t.Error(got)
	}
	if got := en.Sprintf("Hello, %s", "world"); got != "Hello, world" {
		t.Error(got)
	}
	if got := ru.Sprintf("Nobody translated %d", 1); got != "Nobody translated 1" {
		t.Errorf("without Russian: %q", got)
	}
}

func TestSaidInTwoWays(t *testing.T) {
	if _, err := New("ru", texts, texts); err != nil {
		t.Errorf("the same twice: %v", err)
	}
	if _, err := New("ru", texts, Catalogue{"Hello, %s": Say("Здравствуй, %s")}); err == nil {
		t.Error("two ways were taken")
	}
}

func TestNumbers(t *testing.T) {
	en, ru := printers(t)
	for _, c := range []struct{ got, want string }{
		{en.Number(1234567), "1,234,567"},
		{ru.Number(1234567), "1\u00a0234\u00a0567"},
		{en.Percent(0.384), "38%"},
		{ru.Percent(0.384), "38\u00a0%"},
		{en.Percent(0), "0%"},
		{en.Percent(0.001), "<1%"},
		{en.Percent(0.999), ">99%"},
		{ru.Percent(1), "100\u00a0%"},
		{en.Percents(0.281, 0.489), "28–49%"},
		{en.Ratio(1.62), "1.6\u00a0:\u00a01"},
		{ru.Ratio(1.62), "1,6\u00a0:\u00a01"},
		{ru.Ratio(0.071), "0,07\u00a0:\u00a01"},
		{ru.Ratio(0), "0\u00a0:\u00a01"},
		{ru.Ratio(0.0049), "<0,01\u00a0:\u00a01"},
		{en.Ratios(0.9, 12.4), "0.90–12"},
		{en.Ratios(0.001, 0.41), "<0.01–0.41"},
		{en.List([]string{"a", "b", "c"}), "a, b and c"},
		{ru.List([]string{"a", "b"}), "a и b"},
		{ru.List([]string{"a"}), "a"},
		{ru.List(nil), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	en, ru := printers(t)
	day := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct{ got, want string }{
		{en.Span(day(2026, 11, 17), day(2026, 11, 24)), "17–23 Nov"},
		{ru.Span(day(2026, 11, 17), day(2026, 11, 24)), "17–23 ноября"},
		{ru.Span(day(2026, 7, 27), day(2026, 8, 3)), "27 июля – 2 августа"},
		{ru.Span(day(2026, 12, 28), day(2027, 1, 4)), "28 декабря 2026 – 3 января 2027"},
		{en.Span(day(2026, 11, 23), day(2026, 11, 24)), "23 Nov"},
		{ru.Dates(day(2026, 11, 17), day(2026, 11, 24)), "17–23 ноября 2026"},
		{ru.Dates(day(2026, 11, 1), day(2026, 12, 1)), "ноябрь 2026"},
		{en.Dates(day(2026, 11, 1), day(2026, 12, 1)), "November 2026"},
		{en.Dates(day(2026, 12, 28), day(2027, 1, 4)), "28 Dec 2026 – 3 Jan 2027"},
		{en.Since(day(2026, 9, 22), day(2026, 9, 28)), "since Tuesday, 22 Sep"},
		{en.Since(day(2026, 9, 2), day(2026, 9, 28)), "since 2 Sep"},
		{en.Since(day(2025, 12, 31), day(2026, 9, 28)), "since 31 Dec 2025"},
		{ru.Since(day(2026, 9, 22), day(2026, 9, 28)), "со вторника, 22 сентября"},
		{ru.Since(day(2026, 9, 23), day(2026, 9, 28)), "со среды, 23 сентября"},
		{ru.Since(day(2026, 9, 27), day(2026, 9, 28)), "с воскресенья, 27 сентября"},
		{ru.Since(day(2026, 9, 2), day(2026, 9, 28)), "со 2 сентября"},
		{ru.Since(day(2026, 9, 12), day(2026, 9, 28)), "с 12 сентября"},
		{en.Moment(time.Date(2026, 11, 3, 9, 5, 0, 0, time.UTC)), "3 Nov, 09:05"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
