package ingest

import (
	"math"
	"strings"
	"testing"
	"time"
)

func TestInputCheck(t *testing.T) {
	september, _, _ := ParsePeriod("2026-09", time.UTC)
	ok := Input{Kind: "leads", Topic: "zarya", From: september, To: september.AddDate(0, 1, 0)}
	for _, test := range []struct {
		name   string
		change func(*Input)
		want   string // of the complaint; "": none
	}{
		{"a count", func(in *Input) { in.Value = new(12.) }, ""},
		{"nothing", func(*Input) {}, "want either a value or k of n"},
		{"both", func(in *Input) { in.Value, in.K, in.N = new(.5), new(1), new(2) }, "want either a value or k of n"},
		{"a strange kind", func(in *Input) { in.Kind = "luck" }, `kind is "luck", want one of spend, labour_hours`},
		{"a part of what has none", func(in *Input) { in.Kind = "leads/vk" }, `kind is "leads/vk"`},
		{"a part", func(in *Input) { in.Kind, in.Value, in.Currency = "spend/ads", new(100.), "RUB" }, ""},
		{"money without a currency", func(in *Input) { in.Kind, in.Value = "spend", new(100.) }, "money has one"},
		{"a count with a currency", func(in *Input) { in.Value, in.Currency = new(1.), "RUB" }, "money has one"},
		{"no such currency", func(in *Input) { in.Kind, in.Value, in.Currency = "spend", new(1.), "rub." }, "three capital letters"},
		{"k of n", func(in *Input) { in.Kind, in.K, in.N = "csat", new(3), new(4) }, ""},
		{"k of n of a count", func(in *Input) { in.K, in.N = new(3), new(4) }, "leads is told as k of n"},
		{"more than all", func(in *Input) { in.Kind, in.K, in.N = "csat", new(5), new(4) }, "k and n are wrong"},
		{"k alone", func(in *Input) { in.Kind, in.K = "csat", new(3) }, "k and n are wrong"},
		{"of nobody", func(in *Input) { in.Kind, in.K, in.N = "csat", new(0), new(0) }, "n is 0"},
		{"a share above one", func(in *Input) { in.Kind, in.Value = "csat", new(42.) }, "want a share from 0 to 1"},
		{"a mean score with n", func(in *Input) { in.Kind, in.Value, in.N = "acsi_ideal", new(6.9), new(40) }, ""},
		{"a score off the scale", func(in *Input) { in.Kind, in.Value = "acsi_ideal", new(11.) }, "from 1 to 10"},
		{"below zero", func(in *Input) { in.Value = new(-1.) }, "finite number from 0"},
		{"endless", func(in *Input) { in.Value = new(math.Inf(1)) }, "finite number from 0"},
		{"beyond all counting", func(in *Input) { in.Value, in.Per = new(1e308), EachWeek }, "value is 1e+308, want at most 1e+15"},
		{"of each week", func(in *Input) { in.Value, in.Per = new(1300.), EachWeek }, ""},
		{"of each day", func(in *Input) { in.Value, in.Per = new(1.), "day" }, `per is "day", want week, month or year`},
		{"a level of each week", func(in *Input) { in.Kind, in.K, in.N, in.Per = "csat", new(3), new(4), EachWeek }, "csat does not add up over time"},
		{"a price with tax", func(in *Input) {
			in.Kind, in.Value, in.Currency, in.Tax = "labour_rate/editor", new(9.), "EUR", TaxIncluded
		}, ""},
		{"a strange tax", func(in *Input) { in.Kind, in.Value, in.Currency, in.Tax = "spend", new(9.), "EUR", "vat" }, `tax is "vat", want included or excluded`},
		{"a count with tax", func(in *Input) { in.Value, in.Tax = new(9.), TaxExcluded }, "leads is nothing that tax is paid on"},
		{"an exchange rate", func(in *Input) { in.Kind, in.Value, in.Currency = "exchange/usd", new(81.5), "RUB" }, ""},
		{"an exchange rate with tax", func(in *Input) {
			in.Kind, in.Value, in.Currency, in.Tax = "exchange/usd", new(81.5), "RUB", TaxExcluded
		}, "nothing that tax is paid on"},
		{"an exchange rate of nothing", func(in *Input) { in.Kind, in.Value, in.Currency = "exchange", new(81.5), "RUB" }, "three small letters, such as exchange/usd"},
		{"an exchange rate in capitals", func(in *Input) { in.Kind, in.Value, in.Currency = "exchange/USD", new(81.5), "RUB" }, "three small letters, such as exchange/usd"},
		{"an exchange rate of itself", func(in *Input) { in.Kind, in.Value, in.Currency = "exchange/rub", new(1.), "RUB" }, "want two currencies"},
		{"an exchange rate of zero", func(in *Input) { in.Kind, in.Value, in.Currency = "exchange/usd", new(0.), "RUB" }, "want an exchange rate above 0"},
		{"quality of photos", func(in *Input) { in.Kind, in.K, in.N = "quality/photos", new(25), new(100) }, ""},
		{"quality of pictures", func(in *Input) { in.Kind, in.Value = "quality/pictures", new(.5) }, "want one of quality/articles, quality/photos, quality/videos, quality/insights"},
		{"quality of nothing", func(in *Input) { in.Kind, in.Value = "quality", new(.5) }, "want one of quality/articles"},
		{"none in a set", func(in *Input) { in.Kind, in.Value = "photos_per_set", new(0.) }, ""},
		{"no topic", func(in *Input) { in.Topic, in.Value = "", new(1.) }, "the topic is missing"},
		{"eleven years", func(in *Input) { in.To, in.Value = in.From.AddDate(11, 0, 0), new(1.) }, "longer than ten years"},
		{"no period", func(in *Input) { in.To, in.Value = in.From, new(1.) }, "the period is missing"},
	} {
		in := ok
		test.change(&in)
		err := in.Check()
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
}

// TestPlainContact: one person is one id, however it was typed, and two ids of a CRM stay two.
func TestPlainContact(t *testing.T) {
	for from, want := range map[string]string{
		" Anna@Zarya.Example ": "anna@zarya.example",
		"+7 (999) 123-45-67":   "79991234567",
		"8 999 123 45 67":      "79991234567",
		"89991234567":          "79991234567",
		"+44 20 7946 0000":     "442079460000",
		"1234567890":           "1234567890",
		"8-12":                 "8-12",
		"CRM-0042":             "crm-0042",
		"vk:1234567890":        "vk:1234567890",
	} {
		if got := PlainContact(from); got != want {
			t.Errorf("PlainContact(%q) = %q, want %q", from, got, want)
		}
	}
}
