package file

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/ingest"
)

// fixed zones, so that days begin where the test says.
var (
	moscow  = time.FixedZone("MSK", 3*3600)
	catalog = []ingest.Topic{{ID: "zarya", Name: "Заря", Zone: moscow}, {ID: "kestrel", Name: "Kestrel", Parent: "zarya", Zone: time.UTC}}
)

// entered reads a file of inputs and tells each number and rejection in a line.
func entered(t *testing.T, in string, o InputOptions) (lines []string) {
	t.Helper()
	o.Topics = catalog
	err := ReadInputs(t.Context(), strings.NewReader(in), o, func(p ingest.Page) error {
		for _, in := range p.Inputs {
			if err := in.Check(); err != nil {
				t.Errorf("%+v: %v", in, err)
			}
			lines = append(lines, inputLine(in))
		}
		for _, r := range p.Rejected {
			lines = append(lines, r.Item+": "+r.Reason)
		}
		return nil
	})
	if err != nil {
		return []string{"error: " + err.Error()}
	}
	return lines
}

func inputLine(in ingest.Input) string {
	line := fmt.Sprintf("%s %s %s–%s", in.Topic, in.Kind, in.From.Format("2006-01-02T15Z07"), in.To.Format("2006-01-02"))
	if in.Value != nil {
		line += fmt.Sprintf(" %v", *in.Value)
	}
	if in.K != nil {
		line += fmt.Sprintf(" %d/%d", *in.K, *in.N)
	}
	assumed := ""
	if in.Assumed {
		assumed = "assumed"
	}
	if in.Per != "" {
		line += " each " + string(in.Per)
	}
	tax := ""
	if in.Tax != "" {
		tax = "tax " + string(in.Tax)
	}
	return strings.Join(slices.DeleteFunc([]string{line, in.Currency, tax, assumed, in.Source}, func(s string) bool { return s == "" }), " ")
}

func TestReadInputs(t *testing.T) {
	for _, test := range []struct {
		name    string
		options InputOptions
		in      string
		want    []string
	}{
		{"a month of costs", InputOptions{}, "kind;topic;period;value;currency;source\nspend/ads;zarya;2026-09;12 500,50;rub;invoice 12\nlabour_hours;ЗАРЯ;2026-09;96;;\n",
			[]string{"zarya spend/ads 2026-09-01T00+03–2026-10-01 12500.5 RUB invoice 12", "zarya labour_hours 2026-09-01T00+03–2026-10-01 96"}},
		{"days that both belong to it", InputOptions{Topic: "kestrel"}, "kind,from,to,value\nleads,01.09.2026,2026-09-07,12\n",
			[]string{"kestrel leads 2026-09-01T00Z–2026-09-08 12"}},
		{"k of n, per cent, a guess", InputOptions{Topic: "kestrel"}, "kind,period,k,n,value,assumed\nawareness_aided,2026-Q3,120,400,,\ncsat,2026-W38,,,81%,\nself_solved,2026,,,\"0,22\",да\n",
			[]string{"kestrel awareness_aided 2026-07-01T00Z–2026-10-01 120/400", "kestrel csat 2026-09-14T00Z–2026-09-21 0.81", "kestrel self_solved 2026-01-01T00Z–2027-01-01 0.22 assumed"}},
		{"of each week, and with tax", InputOptions{Topic: "kestrel"}, "kind,period,value,per,currency,tax\nsupport_requests,2026,1300,Week,,\nspend/tools,2026-Q3,4990,month,eur,Included\nExchange/USD,2026-09,81.5,,rub,\n",
			[]string{"kestrel support_requests 2026-01-01T00Z–2027-01-01 1300 each week", "kestrel spend/tools 2026-07-01T00Z–2026-10-01 4990 each month EUR tax included",
				"kestrel exchange/usd 2026-09-01T00Z–2026-10-01 81.5 RUB"}},
		{"terms in Russian", InputOptions{Topic: "zarya"}, "kind;period;value;per;currency;tax\nspend/tools;2026-09;4990;В  месяц;RUB;С\u00a0НДС\nspend/agency;2026;7;в неделю;RUB;без НДС\nspend;2026;7;год;RUB;НДС\n",
			[]string{"zarya spend/tools 2026-09-01T00+03–2026-10-01 4990 each month RUB tax included", "zarya spend/agency 2026-01-01T00+03–2027-01-01 7 each week RUB tax excluded",
				`line 4: tax is "ндс", want included or excluded`}},
		{"a price below a kopeck", InputOptions{Topic: "zarya"}, "kind;period;value;currency\ncpi;2026;0,008;USD\nimpressions;2026;12,345;\n",
			[]string{"zarya cpi 2026-01-01T00+03–2027-01-01 0.008 USD", "zarya impressions 2026-01-01T00+03–2027-01-01 12345"}},
		{"two invoices of a month", InputOptions{Topic: "zarya"}, "kind,period,value,currency,source\nspend/ads,2026-09,100,RUB,invoice 12\nspend/ads,2026-09-01..2026-09-30,50,RUB,invoice 13\nspend/ads,2026-09,1,USD,invoice 14\n",
			[]string{"zarya spend/ads 2026-09-01T00+03–2026-10-01 100 RUB invoice 12", "zarya spend/ads 2026-09-01T00+03–2026-10-01 1 USD invoice 14",
				"line 3: line 2 is of the same kind, topic, period and currency; only one of the two would count"}},
		{"a rate of what is none", InputOptions{Topic: "kestrel"}, "kind,period,value,per,currency,tax\nself_solved,2026,0.22,week,,\nleads,2026,3,day,,\nspend,2026,3,,RUB,yes\n",
			[]string{`line 2: per is "week", but self_solved does not add up over time; leave per out`, `line 3: per is "day", want week, month or year`, `line 4: tax is "yes", want included or excluded`}},
		{"columns of another name", InputOptions{Topic: "zarya", Map: map[string]string{"kind": "Статья", "value": "Сумма", "period": "Месяц"}},
			"Статья;Месяц;Сумма\norders;2026-09;1 204\n", []string{"zarya orders 2026-09-01T00+03–2026-10-01 1204"}},
		{"lines of JSON", InputOptions{}, `{"kind":"leads","topic":"kestrel","period":"2026-09","value":7,"assumed":true}` + "\n\n" + `{"kind":"leads"}` + "\n[]\n",
			[]string{"kestrel leads 2026-09-01T00Z–2026-10-01 7 assumed", "line 3: the record has no field topic", "line 4: not one JSON object: no object"}},
		{"what is wrong leaves the rest alone", InputOptions{}, "kind,topic,period,value,currency,assumed\nluck,zarya,2026-09,1,,\nleads,lumen,2026-09,1,,\nleads,zarya,September,1,,\nleads,zarya,2026-09,many,,\nspend,zarya,2026-09,\"1,234\",RUB,\nleads,zarya,2026-09,,,\nleads,zarya,2026-09,1,,perhaps\nleads,zarya,2026-09,3,,нет\n",
			[]string{"zarya leads 2026-09-01T00+03–2026-10-01 3",
				`line 2: kind is "luck", want one of ` + strings.Join(kinds(), ", "), "line 3: the topic is unknown, want one of: zarya, kestrel",
				`line 4: period is "September", want a month 2026-09, a week 2026-W38, a quarter 2026-Q3, a year 2026 or days 2026-09-01..2026-09-30`,
				"line 5: value is no number, want one such as 1234, 1 234,5 or 1,234.5",
				"line 6: value has one comma before three digits, which can be read in two ways; write it without",
				"line 7: want either a value or k of n", "line 8: assumed is neither yes nor no"}},
		{"no header", InputOptions{Topic: "zarya"}, "leads,2026-09,3\n",
			[]string{"error: the header has no column kind, it has: leads, 2026-09, 3; known are: kind, topic, period, from, to, value, per, k, n, currency, tax, assumed, source; a map such as value=COLUMN says what a column is"}},
		{"a map to nowhere", InputOptions{Map: map[string]string{"sum": "x"}}, "",
			[]string{`error: map has "sum", which is no field of an entered number; possible are: kind, topic, period, from, to, value, per, k, n, currency, tax, assumed, source`}},
		{"a topic that is not there", InputOptions{Topic: "boreal"}, "", []string{"error: the topic is unknown, want one of: zarya, kestrel"}},
	} {
		if diff := cmp.Diff(test.want, entered(t, test.in, test.options)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// kinds are the names that a complaint lists: each can be entered as it stands there.
func kinds() (names []string) {
	for _, k := range ingest.InputKinds {
		names = append(names, k.Name)
	}
	return slices.Concat(names[:slices.Index(names, "quality")], []string{"quality/articles", "quality/photos", "quality/videos", "quality/insights"},
		names[slices.Index(names, "quality")+1:slices.Index(names, "exchange")], []string{"exchange/usd"}, names[slices.Index(names, "exchange")+1:])
}

// FuzzReadInputs: whatever the file has, what is emitted can be kept.
func FuzzReadInputs(f *testing.F) {
	f.Add("kind,topic,period,value,currency\nspend,zarya,2026-09,1 234.5,RUB\n")
	f.Add(`{"kind":"csat","topic":"zarya","period":"2026-W38","k":3,"n":4}`)
	f.Add("kind,topic,period,value,per,currency,tax\nspend,zarya,2026,1300,week,RUB,included\nexchange/usd,zarya,2026,81.5,,RUB,\n")
	f.Fuzz(func(t *testing.T, in string) {
		_ = ReadInputs(t.Context(), strings.NewReader(in), InputOptions{Topics: catalog}, func(p ingest.Page) error {
			for _, in := range p.Inputs {
				if err := in.Check(); err != nil {
					t.Errorf("%+v: %v", in, err)
				}
			}
			return nil
		})
	})
}
