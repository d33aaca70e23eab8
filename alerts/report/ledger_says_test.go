package report

import (
	"encoding/json"
	"errors"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/roi"
	"molva/ingest"
)

// What a stranger named is words in every format.
func TestLedgerIsInert(t *testing.T) {
	en, _ := printers(t)
	l := ledgerOf(t, everything(), LedgerOptions{})
	if got := ledgerIn(t, l, "html", en); strings.Contains(got, "<script>") || strings.Contains(got, "<i>") {
		t.Error("html has live markup")
	}
	if got := ledgerIn(t, l, "md", en); strings.Contains(got, "<script>") || regexp.MustCompile("[^\\\\](`x|\\|')").MatchString(got) {
		t.Error("markdown has live markup")
	}
	for _, row := range strings.Split(ledgerIn(t, l, "csv", en), "\r\n") {
		if strings.Contains(row, `,"=`) {
			t.Errorf("a spreadsheet would compute %s", row)
		}
	}
}

// No heading, key or column speaks of a total of benefits, whatever is known.
func TestLedgerSumsNothingUp(t *testing.T) {
	en, ru := printers(t)
	total := regexp.MustCompile(`(?i)total|grand|итого|всего польз|общая польза`)
	for _, inputs := range [][]ingest.Input{everything(), nil, only("leads")} {
		l := ledgerOf(t, inputs, LedgerOptions{})
		for _, p := range []*phrase.Printer{en, ru} {
			d := l.Document(p, alerts.Links{})
			for _, part := range d.Parts {
				heads := []string{part.Title}
				if part.Table != nil {
					heads = append(heads, part.Table.Head...)
				}
				if at := slices.IndexFunc(heads, total.MatchString); at >= 0 {
					t.Errorf("heading %q", heads[at])
				}
			}
		}
		if got := total.FindString(strings.Join(keysOf(t, l), " ") + strings.Join(ledgerHead, " ")); got != "" {
			t.Errorf("key %q", got)
		}
	}
}

// keysOf are all keys of a ledger's JSON.
func keysOf(t *testing.T, l Ledger) []string {
	t.Helper()
	raw, err := json.Marshal(l.Data())
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, key := range regexp.MustCompile(`"(\w+)":`).FindAllStringSubmatch(string(raw), -1) {
		keys = append(keys, key[1])
	}
	return keys
}

// The sum of all lines, of a class or of lines that overlap stands nowhere among the numbers for machines.
func TestLedgerHasNoSumOfLines(t *testing.T) {
	l := ledgerOf(t, everything(), LedgerOptions{Span: roi.Month})
	sums := map[string]float64{}
	for _, line := range l.Lines {
		sums["all"] += line.Worth.Value
		sums[string(line.Class)] += line.Worth.Value
	}
	delete(sums, string(roi.Avoided)) // lines of that class do not overlap: together they are a benefit
	raw, err := json.Marshal(l.Data())
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range regexp.MustCompile(`-?\d+\.?\d*`).FindAllString(string(raw), -1) {
		var x float64
		if err := json.Unmarshal([]byte(text), &x); err != nil {
			continue
		}
		for of, sum := range sums {
			if math.Abs(x-sum) < 0.01 {
				t.Errorf("the sum of %s, %s, is there", of, text)
			}
		}
	}
}

// The warning stands where class E does, and nowhere else.
func TestLedgerWarns(t *testing.T) {
	en, ru := printers(t)
	l := ledgerOf(t, everything(), LedgerOptions{})
	for _, p := range []*phrase.Printer{en, ru} {
		w := ledgerWriter{newScribe(p, alerts.Links{}, nil), l}
		for class, want := range map[roi.Class]bool{roi.Revenue: false, roi.Avoided: false, roi.Equivalent: true} {
			part := w.benefits(class)
			if got := len(part.Lines) > 0 && part.Lines[0].String() == warning.In(p.Language()); got != want {
				t.Errorf("class %s warns: %t", class, got)
			}
		}
	}
}

// The answers say the range of returns by lines that may be added, and what turns it, and nothing of class E.
func TestAnswersSayWhatTheWorkIsWorth(t *testing.T) {
	en, _ := printers(t)
	a, err := BuildAnswers(t.Context(), booked(t, everything()))
	if err != nil {
		t.Fatal(err)
	}
	lowest, highest, ok := extremes(a.Worth.Combinations)
	if !ok || !slices.Equal(lowest.Lines, []int{7, 8, 9, 10, 11, 12}) || !slices.Equal(highest.Lines, []int{7, 8, 9, 10, 11, 14}) {
		t.Errorf("from %v to %v", lowest.Lines, highest.Lines)
	}
	part := (answersWriter{newScribe(en, alerts.Links{}, nil)}).worth(a.Worth)
	text := part.section().Lines
	for i, want := range []string{"9,000\u00a0USD a month", "lines 7 + 8 + 9 + 10 + 11 + 12; 95%", "turns the sign"} {
		if i >= len(text) || !strings.Contains(text[i].String(), want) {
			t.Errorf("%q is not said in %v", want, text)
		}
	}
	if j := a.worth(); *j.Cost != 9000 || *j.Lowest.ROI != *rounded(lowest.ROI) || len(j.Lacks) > 0 || j.Turns == nil {
		t.Errorf("for machines %+v", j)
	}
}

// Where benefits lack, the answers say what to enter.
func TestAnswersSayWhatTheLedgerLacks(t *testing.T) {
	en, _ := printers(t)
	for want, inputs := range map[string][]ingest.Input{"`labour_hours`": nil, "`average_cheque`": only("leads", "lead_to_customer")} {
		a, err := BuildAnswers(t.Context(), booked(t, inputs))
		if err != nil {
			t.Fatal(err)
		}
		part := (answersWriter{newScribe(en, alerts.Links{}, nil)}).worth(a.Worth)
		if last := part.Lines[len(part.Lines)-1].String(); !strings.Contains(last, want) || !strings.Contains(last, "molva import --inputs") {
			t.Errorf("%q does not say %s", last, want)
		}
	}
}

// What lacks is said with how to supply it.
func TestLedgerSaysWhatLacks(t *testing.T) {
	en, ru := printers(t)
	l := ledgerOf(t, only("leads", "lead_to_customer"), LedgerOptions{})
	for _, p := range []*phrase.Printer{en, ru} {
		text := ledgerIn(t, l, "text", p)
		for _, want := range []string{"`average_cheque`", "`lifetime_value`", "`cpi`", "`cpm`", "`article_price`", "molva import --inputs"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %s lacks, and nobody says so", p.Language(), want)
			}
		}
	}
}

// A number of a part of the period is shown, marked, and stands in no return; money of other terms is not turned into the ledger's.
func TestLedgerMarksWhatDoesNotFit(t *testing.T) {
	en, ru := printers(t)
	inputs := only("leads", "lead_to_customer", "average_cheque", "ugc_articles", "article_price")
	for i := range inputs {
		switch in := &inputs[i]; in.Kind {
		case "leads":
			in.To = onDay(9, 11)
		case "article_price":
			in.Currency = "EUR"
		}
	}
	l := ledgerOf(t, inputs, LedgerOptions{Terms: metric.LedgerTerms{Currency: "USD"}})
	if len(l.Combinations) > 0 {
		t.Errorf("returns of a part of the period, or of other money: %+v", l.Combinations)
	}
	for p, wants := range map[*phrase.Printer][]string{en: {"It covers 10 of the 30 days", "money that is EUR", "2,340\u00a0EUR"}, ru: {"Охвачено дней: 10 из 30", "деньги (EUR)", "2\u00a0340\u00a0EUR"}} {
		text := ledgerIn(t, l, "text", p)
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not said", want)
			}
		}
	}
}

// What cannot stand together is refused, and the reader is told why in their language.
func TestLedgerRefuses(t *testing.T) {
	en, ru := printers(t)
	r := booked(t, everything())
	for _, c := range []struct {
		lines  []int
		en, ru string
	}{
		{[]int{12, 14}, "count the same buyers", "одни и те же покупатели"},
		{[]int{12, 13}, "contains the first purchase", "включает первую покупку"},
		{[]int{1, 14}, "is no return", "не входит в рентабельность"},
		{[]int{11, 11}, "twice", "дважды"},
		{[]int{15}, "from 1 to 14", "от 1 до 14"},
	} {
		_, err := BuildLedger(t.Context(), r, LedgerOptions{Lines: c.lines})
		for _, p := range []*phrase.Printer{en, ru} {
			want := map[string]string{"en": c.en, "ru": c.ru}[p.Language()]
			if why, ok := Refusal(p, err); !ok || !strings.Contains(why, want) {
				t.Errorf("%v: %q, %v", c.lines, why, err)
			}
		}
	}
	_, err := BuildLedger(t.Context(), booked(t, only("leads")), LedgerOptions{Lines: []int{11}})
	if why, ok := Refusal(en, err); !ok || !strings.Contains(why, "Line 11") {
		t.Errorf("a line that is not known: %q, %v", why, err)
	}
	_, err = BuildLedger(t.Context(), booked(t, everything()[5:]), LedgerOptions{Lines: []int{11}})
	if why, ok := Refusal(ru, err); !ok || !strings.Contains(why, "во что обошлась работа") {
		t.Errorf("costs that are not known: %q, %v", why, err)
	}
	if why, ok := Refusal(en, errors.New("disk full")); ok {
		t.Errorf("a full disk is the reader's mistake: %s", why)
	}
}

// Trying something leaves no trace: the next ledger is the first, byte for byte.
func TestWhatIfSavesNothing(t *testing.T) {
	en, _ := printers(t)
	r := booked(t, everything())
	build := func(o LedgerOptions) string {
		l, err := BuildLedger(t.Context(), r, o)
		if err != nil {
			t.Fatal(err)
		}
		return ledgerIn(t, l, "json", en)
	}
	before := build(LedgerOptions{})
	tried := build(LedgerOptions{Changes: map[string]roi.Input{"call_price": {Value: 9}}})
	if tried == before {
		t.Error("the change changes nothing")
	}
	if after := build(LedgerOptions{}); after != before {
		t.Error("the change was saved")
	}
}
