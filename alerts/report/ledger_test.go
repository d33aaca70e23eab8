package report

import (
	"bytes"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/alerts/roi"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// booked is September of a company with two products, of which people entered so much.
func booked(t *testing.T, inputs []ingest.Input) *metric.Reader {
	t.Helper()
	topics := []ingest.Topic{{ID: "zarya", Name: "Заря | <i>", Zone: time.UTC}, {ID: "kestrel", Name: "=Kestrel", Parent: "zarya", Zone: time.UTC},
		{ID: "lumen", Name: "Lumen", Parent: "zarya", Zone: time.UTC}}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return funnelNow }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	note := &ingest.Note{Source: "import", At: funnelNow, Inputs: inputs}
	if err := db.Save(t.Context(), "test", []classify.Result{{Item: stream.Item{Seq: 1, Source: "import", Kind: stream.Note}, Note: note}}); err != nil {
		t.Fatal(err)
	}
	r, err := metric.NewReader(t.Context(), db, metric.Business{}, "zarya", store.Period{From: onDay(9, 1), To: onDay(10, 1)}, funnelNow)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// entry is what was entered for a month of 2026, from a source that is not meant well.
func entry(month int, kind string, value float64) ingest.Input {
	in := ingest.Input{Kind: kind, Topic: "zarya", From: onDay(month, 1), To: onDay(month+1, 1), Value: &value, Source: "=cmd|' <script>`x`</script>"}
	if k, _ := ingest.InputOf(kind); k.Unit == ingest.UnitMoney || k.Unit == ingest.UnitHourly {
		in.Currency = "USD"
	}
	return in
}

// ofSample is a share that was counted.
func ofSample(month int, kind string, k, n int) ingest.Input {
	in := entry(month, kind, 0)
	in.Value, in.K, in.N = nil, &k, &n
	return in
}

func guess(in ingest.Input) ingest.Input {
	in.Assumed = true
	return in
}

// everything is what the worked numbers of the formulas are made of, and a cost of 9,000.
func everything() []ingest.Input {
	requests := entry(9, "support_requests", 1300)
	requests.Per = ingest.EachWeek
	below := entry(9, "spend/ads", 1500)
	below.Topic = "kestrel"
	all := []ingest.Input{
		entry(9, "spend/ads", 1500), below, entry(9, "spend/tools", 1000), entry(9, "labour_hours", 100), guess(entry(9, "labour_rate", 50)),
		entry(9, "impressions", 1_177_600), entry(9, "cpi", 0.008), entry(9, "social_clicks", 3200), entry(9, "cpc", 0.45),
		entry(9, "search_clicks", 1150), entry(9, "search_cpc", 0.62), entry(8, "ctr", 0.02), entry(9, "ctr", 0.03), entry(9, "search_queries", 40_000),
		entry(9, "influencers", 12), entry(9, "influencer_mentions", 36), entry(9, "influencer_reach", 8500), entry(9, "influencer_spend", 6000), entry(9, "ad_impressions", 400_000),
		entry(9, "event_mentions", 940), entry(9, "event_positive", 0.61), entry(9, "event_price", 12_000), entry(9, "mentions_per_event", 310),
		entry(9, "ugc_articles", 26), entry(9, "article_price", 90), entry(9, "ugc_photos", 420), ofSample(9, "quality/photos", 25, 100),
		entry(9, "photo_set_price", 1500), entry(9, "photos_per_set", 60), entry(9, "ugc_videos", 38), guess(entry(9, "quality/videos", 0.15)), entry(9, "video_price", 400),
		entry(9, "insights", 54), guess(entry(9, "quality/insights", 0.3)), entry(9, "focus_group_price", 4500), entry(9, "insights_per_group", 12),
		requests, guess(entry(9, "self_solved", 0.22)), entry(9, "call_price", 3.8),
		entry(9, "leads", 210), ofSample(9, "lead_to_customer", 17, 210), entry(9, "average_cheque", 65), entry(9, "lifetime_value", 240),
		ofSample(8, "conversion", 240, 12_000), ofSample(9, "conversion", 276, 12_000), entry(8, "units_sold", 1500), entry(9, "units_sold", 1600), entry(9, "receipts_per_unit", 42),
	}
	return all
}

// only are the entries of some kinds, and those of the costs.
func only(kinds ...string) []ingest.Input {
	return slices.DeleteFunc(everything(), func(in ingest.Input) bool {
		base, _, _ := strings.Cut(in.Kind, "/")
		return !slices.Contains(append(kinds, "spend", "labour_hours", "labour_rate"), base)
	})
}

func ledgerOf(t *testing.T, inputs []ingest.Input, o LedgerOptions) Ledger {
	t.Helper()
	l, err := BuildLedger(t.Context(), booked(t, inputs), o)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func ledgerIn(t *testing.T, l Ledger, format string, p *phrase.Printer) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, l, format, p, alerts.Links{Base: "https://molva.test"}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestLedgerInEveryFormat(t *testing.T) {
	en, ru := printers(t)
	tried := map[string]roi.Input{"lead_to_customer": {Value: 0.12}, "margin": {Value: 0.5}}
	for name, l := range map[string]Ledger{
		"ledger-none": ledgerOf(t, nil, LedgerOptions{}),
		"ledger-if":   ledgerOf(t, only("leads", "lead_to_customer", "average_cheque"), LedgerOptions{Changes: tried}),
		"ledger-past": ledgerOf(t, only("leads", "lead_to_customer", "average_cheque"), LedgerOptions{Line: 12, Periods: 3}),
	} {
		for _, format := range []string{"text", "html", "md"} {
			phrasetest.Golden(t, name+".en."+format, ledgerIn(t, l, format, en))
			phrasetest.Golden(t, name+".ru."+format, ledgerIn(t, l, format, ru))
		}
		for _, format := range []string{"json", "csv"} {
			got := ledgerIn(t, l, format, en)
			if got != ledgerIn(t, l, format, ru) {
				t.Errorf("%s: %s for machines depends on the language", name, format)
			}
			phrasetest.Golden(t, name+"."+format, got)
		}
	}
}

// All fourteen lines, as a person reads them. With its 127 combinations the rest is too long to be read.
func TestWholeLedger(t *testing.T) {
	en, ru := printers(t)
	l := ledgerOf(t, everything(), LedgerOptions{Lines: []int{11, 12}})
	for _, p := range []*phrase.Printer{en, ru} {
		phrasetest.Golden(t, "ledger."+p.Language()+".text", ledgerIn(t, l, "text", p))
		phrasetest.Golden(t, "ledger."+p.Language()+".md", ledgerIn(t, l, "md", p))
	}
}

// The worked numbers come through the store and out of the report, to the cent.
func TestLedgerHasTheWorkedNumbers(t *testing.T) {
	l := ledgerOf(t, everything(), LedgerOptions{Span: roi.Month})
	for number, want := range map[int]float64{1: 9420.80, 2: 1440, 3: 713, 4: 248, 5: 4590, 6: 22196.13, 7: 2340, 8: 2625, 9: 2280, 10: 6075, 11: 4709.47, 12: 1105, 13: 4080, 14: 9450} {
		if line, _ := lineOf(l.Ledger, number); !line.Worth.Known || math.Abs(line.Worth.Value-want) > 0.005 {
			t.Errorf("line %d: %+v, want %.2f", number, line.Worth, want)
		}
	}
	if l.Costs.Sum.Amount != 9000 || !l.Costs.Known {
		t.Errorf("costs %+v, want 9000", l.Costs)
	}
}
