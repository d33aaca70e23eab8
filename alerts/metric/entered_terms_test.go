package metric

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"molva/ingest"
	"molva/store"
)

// priced is money that was entered for the fixture's week, or for some days of it, with what is said of its tax.
func priced(t *testing.T, kind string, from, days int, value float64, currency string, tax ingest.Tax) ingest.Input {
	in := entry(t, kind, "zarya", from, days, value, currency)
	in.Tax = tax
	return in
}

// TestTaxesStandApart: sums of different tax are never one; of a price the latest counts and says which it is.
func TestTaxesStandApart(t *testing.T) {
	gross, net := ingest.TaxIncluded, ingest.TaxExcluded
	for _, test := range []struct {
		name, kind string
		inputs     []ingest.Input
		want       []string
	}{
		{"sums", "spend/", []ingest.Input{priced(t, "spend/ads", 0, 7, 120, "RUB", gross), priced(t, "spend/tools", 0, 7, 50, "RUB", net), priced(t, "spend/agency", 0, 7, 70, "RUB", ""),
			priced(t, "spend/content", 0, 7, 30, "EUR", gross), priced(t, "spend", 0, 7, 5, "RUB", net)},
			[]string{"=30 EUR; with tax", "=70 RUB", "=55 RUB; without tax", "=120 RUB; with tax"}},
		{"days of one kind", "spend/ads", []ingest.Input{priced(t, "spend/ads", 0, 2, 20, "RUB", gross), priced(t, "spend/ads", 2, 5, 50, "RUB", net)},
			[]string{"=50 RUB; without tax; entered for 5 of 7 days", "=20 RUB; with tax; entered for 2 of 7 days"}},
		{"the latest price", "average_cheque", []ingest.Input{priced(t, "average_cheque", -7, 10, 90, "RUB", ""), priced(t, "average_cheque", 0, 7, 100, "RUB", gross), priced(t, "average_cheque", -7, 8, 2, "EUR", net)},
			[]string{"=2 EUR; without tax", "=100 RUB; with tax"}},
	} {
		r := reader(t, openStore(t, ingest.Note{Inputs: test.inputs}), "zarya")
		values, err := r.each(t.Context(), test.kind)
		if err != nil {
			t.Fatal(err)
		}
		if got := amounts(values); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func amounts(values []Value) (lines []string) {
	for _, v := range values {
		line := fmt.Sprintf("=%v %s", v.Value, v.Currency)
		if v.Caveat.EN != "" {
			line += "; " + v.Caveat.EN
		}
		lines = append(lines, line)
	}
	return lines
}

// TestEachWeek: what is of each week is as much in any part of its time, and a month has 52/12 weeks, however many days.
func TestEachWeek(t *testing.T) {
	z := moscow(t)
	during := func(period string) (p store.Period) {
		from, to, err := ingest.ParsePeriod(period, z)
		if err != nil {
			t.Fatal(err)
		}
		return store.Period{From: from, To: to}
	}
	of := func(period string, per ingest.Per, value float64) ingest.Input {
		p := during(period)
		return ingest.Input{Kind: "support_requests", Topic: "kestrel", From: p.From, To: p.To, Value: &value, Per: per}
	}
	year := of("2026", ingest.EachWeek, 1300)
	for _, test := range []struct {
		name, period string
		inputs       []ingest.Input
		want         float64
		caveat       string
	}{
		{"its own month", "2026-09", []ingest.Input{of("2026-09", ingest.EachWeek, 1300)}, 1300 * 52. / 12, "entered as 1300 a week"},
		{"a month of its year", "2026-09", []ingest.Input{year}, 1300 * 52. / 12, "entered as 1300 a week"},
		{"a short month of its year", "2026-02", []ingest.Input{year}, 1300 * 52. / 12, "entered as 1300 a week"},
		{"a week of its year", "2026-W38", []ingest.Input{year}, 1300, "entered as 1300 a week"},
		{"all of it", "2026", []ingest.Input{year}, 1300 * 52, "entered as 1300 a week"},
		{"months of a quarter", "2026-Q3", []ingest.Input{of("2026-07", ingest.EachMonth, 10), of("2026-08", ingest.EachMonth, 20)}, 30, "entered for 62 of 92 days"},
		{"a year from a month on", "2026-09", []ingest.Input{of("2026-09-11..2027-09-10", ingest.EachWeek, 70)}, 200, "entered for 20 of 30 days; entered as 70 a week"},
		{"beside a week that is known", "2026-09", []ingest.Input{of("2026-09", ingest.EachMonth, 300), of("2026-09-01..2026-09-10", "", 500)}, 700,
			"by the share of days, since an entry is of other days too"},
		{"without a rate, by days", "2026-W38", []ingest.Input{of("2026-09", "", 300)}, 70, "by the share of days, since an entry is of other days too"},
	} {
		r := reader(t, openStore(t), "zarya")
		r.Period, r.Business.Inputs = during(test.period), test.inputs
		e, ok, err := r.Input(t.Context(), "support_requests")
		if err != nil || !ok || e.Value != test.want || e.Caveat.EN != test.caveat {
			t.Errorf("%s: %v (%v, %v) with %q, want %v with %q", test.name, e.Value, ok, err, e.Caveat.EN, test.want, test.caveat)
		}
	}
}

// TestEachWeekElsewhere: whose clocks an entry was made by does not matter to what it comes to.
func TestEachWeekElsewhere(t *testing.T) {
	from, to, err := ingest.ParsePeriod("2026-09", time.FixedZone("", -5*3600))
	if err != nil {
		t.Fatal(err)
	}
	r := reader(t, openStore(t), "zarya")
	r.Period.From, r.Period.To, err = ingest.ParsePeriod("2026-09", moscow(t))
	r.Business.Inputs = []ingest.Input{{Kind: "support_requests", Topic: "kestrel", From: from, To: to, Value: new(1300.), Per: ingest.EachWeek}}
	if e, ok, read := r.Input(t.Context(), "support_requests"); err != nil || read != nil || !ok || e.Value != 1300*52./12 || e.Days != 30 {
		t.Errorf("%v of %d days (%v, %v, %v), want %v of 30", e.Value, e.Days, ok, err, read, 1300*52./12)
	}
}

// TestDaysOfOtherClocks: a month is entered by the clocks of its topic, and is the same month where these go otherwise.
func TestDaysOfOtherClocks(t *testing.T) {
	for _, name := range []string{"Asia/Tokyo", "America/New_York"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		from, to, err := ingest.ParsePeriod("2026-09", zone)
		if err != nil {
			t.Fatal(err)
		}
		spent := ingest.Input{Kind: "spend/ads", Topic: "lumen", From: from, To: to, Value: new(31000.0), Currency: "RUB"}
		r := reader(t, openStore(t), "zarya")
		for i := range r.Tree {
			if r.Tree[i].ID == "lumen" {
				r.Tree[i].Zone = zone
			}
		}
		r.Business.Inputs = []ingest.Input{spent}
		for month, want := range map[time.Month]float64{time.August: 0, time.September: 31000, time.October: 0} {
			e, ok, err := r.In(store.Month(time.Date(2026, month, 15, 0, 0, 0, 0, time.UTC), moscow(t))).Input(t.Context(), "spend/ads")
			if err != nil || ok != (want > 0) || e.Value != want || e.Days != e.Of {
				t.Errorf("%s in %s: %+v, %v, want %v", name, month, e, err, want)
			}
		}
	}
}
