package roi

import (
	"math"
	"testing"
)

var dollars = Terms{Currency: "USD", Tax: Net}

// month is a ledger of one month in dollars, of numbers by name; prices among them are in dollars.
func month(numbers map[string]float64) Inputs {
	in := Inputs{Span: Month, Terms: dollars, Given: map[string]Input{}}
	for name, v := range numbers {
		given := Input{Value: v}
		if units[name].money() {
			given.Terms = dollars
		}
		in.Given[name] = given
	}
	return in
}

// with is a copy of numbers with others in the place of some, and without those that are below 0.
func with(numbers, others map[string]float64) map[string]float64 {
	all := map[string]float64{}
	for _, m := range []map[string]float64{numbers, others} {
		for name, v := range m {
			all[name] = v
			if v < 0 {
				delete(all, name)
			}
		}
	}
	return all
}

var (
	heard        = map[string]float64{"mentions": 1840, "views": 1840 * 640, "cpi": 0.008}
	ranked       = map[string]float64{"ctr": 0.03, "ctr/before": 0.02, "search_queries": 40000, "search_cpc": 0.62}
	speakers     = map[string]float64{"influencers": 12, "influencer_reach": 8500, "influencer_mentions": 36, "influencer_spend": 6000, "ad_impressions": 400000}
	event        = map[string]float64{"event_mentions": 940, "event_price": 12000, "mentions_per_event": 310, "event_positive": 0.61}
	written      = map[string]float64{"ugc_articles": 26, "article_price": 90}
	photographed = map[string]float64{"ugc_photos": 420, "quality/photos": 0.25, "photo_set_price": 1500, "photos_per_set": 60}
	filmed       = map[string]float64{"ugc_videos": 38, "quality/videos": 0.15, "video_price": 400}
	learned      = map[string]float64{"insights": 54, "quality/insights": 0.3, "focus_group_price": 4500, "insights_per_group": 12}
	supported    = map[string]float64{"support_requests": 1300 * 52. / 12, "self_solved": 0.22, "call_price": 3.8}
	led          = map[string]float64{"leads": 210, "lead_to_customer": 0.08, "average_cheque": 65, "lifetime_value": 240}
	sold         = map[string]float64{"conversion": 0.023, "conversion/before": 0.02, "units_sold/before": 1500, "receipts_per_unit": 42}
)

func TestWorkedNumbersHoldToTheCent(t *testing.T) {
	none := map[string]float64{}
	for _, c := range []struct {
		name                      string
		line                      int
		given, but                map[string]float64
		literal, corrected, worth float64
	}{
		{"mentions as impressions", 1, heard, none, 14.72, 9420.80, 9420.80},
		{"stated impressions come before views", 1, heard, map[string]float64{"impressions": 100000}, 14.72, 800, 800},
		{"views of a mention where none were counted", 1, heard, map[string]float64{"views": -1, "mentions_not_negative": 1840, "views_per_mention": 640}, 14.72, 9420.80, 9420.80},
		{"a CPM is a thousand CPI", 1, heard, map[string]float64{"cpi": -1, "cpm": 8}, 14.72, 9420.80, 9420.80},
		{"visits from social networks", 2, map[string]float64{"social_clicks": 3200, "cpc": 0.45}, none, 1440, 1440, 1440},
		{"visits from search", 3, map[string]float64{"search_clicks": 1150, "search_cpc": 0.62}, none, 713, 713, 713},
		{"a better place in search", 4, ranked, none, 20000, 400, 248},
		{"influencers", 5, speakers, none, 55080, 4590, 4590},
		{"an event", 6, event, none, 36387.10, 22196.13, 22196.13},
		{"articles", 7, written, none, 2340, 2340, 2340},
		{"good articles", 7, written, map[string]float64{"quality/articles": 0.6}, 2340, 1404, 1404},
		{"photos", 8, photographed, none, 18375, 2625, 2625},
		{"videos", 9, filmed, none, 2280, 2280, 2280},
		{"insights", 10, learned, none, 6075, 6075, 6075},
		{"calls avoided", 11, supported, none, 1086.80, 4709.47, 4709.47},
		{"calls avoided, of which half would have been made", 11, supported, map[string]float64{"deflection": 0.5}, 1086.80, 2354.73, 2354.73},
		{"leads, once", 12, led, none, 1092, 1092, 1092},
		{"leads, once, 17 of 210 observed", 12, led, map[string]float64{"lead_to_customer": 17. / 210}, 1105, 1105, 1105},
		{"leads, lifetime", 13, led, none, 4032, 4032, 4032},
		{"leads, with a margin", 13, led, map[string]float64{"margin": 0.25}, 4032, 4032, 1008},
		{"conversion", 14, sold, none, 14175000, 9450, 9450},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := month(with(c.given, c.but))
			if err := in.Check(); err != nil {
				t.Fatal(err)
			}
			l := newReader(&in).line(c.line)
			for _, want := range []struct {
				reading string
				got     Reading
				value   float64
			}{{"literal", l.Literal, c.literal}, {"corrected", l.Corrected, c.corrected}, {"worth", l.Worth, c.worth}} {
				if g := want.got; !g.Known || math.Abs(g.Value-want.value) > 0.005 || g.Low != g.Value || g.High != g.Value {
					t.Errorf("%s is %+v, want %.2f", want.reading, g, want.value)
				}
			}
			if l.Worth.Terms != dollars || l.Worth.Per != Month {
				t.Errorf("worth is %v a %s", l.Worth.Terms, l.Worth.Per)
			}
		})
	}
}

func TestSupportIsLiterallyOfAWeekAndOtherwiseOfTheLedgersPeriod(t *testing.T) {
	for _, c := range []struct {
		span      Span
		requests  float64
		corrected float64
	}{
		{Week, 1300, 1086.80},
		{Month, 1300 * 52. / 12, 4709.47},
		{Year, 1300 * 52, 56513.60},
	} {
		in := month(with(supported, map[string]float64{"support_requests": c.requests}))
		in.Span = c.span
		l := newReader(&in).line(11)
		if math.Abs(l.Literal.Value-1086.80) > 0.005 || l.Literal.Per != Week {
			t.Errorf("of a %s: literally %.2f a %s, want 1086.80 a week", c.span, l.Literal.Value, l.Literal.Per)
		}
		if math.Abs(l.Corrected.Value-c.corrected) > 0.005 || l.Corrected.Per != c.span {
			t.Errorf("of a %s: %.2f a %s, want %.2f", c.span, l.Corrected.Value, l.Corrected.Per, c.corrected)
		}
	}
}

// 1,300 a week are entered for a part of a month, or for a period that is no month: the literal reading is of a week all the same.
func TestSupportIsOfAWeekWhateverDaysItCovers(t *testing.T) {
	for _, c := range []struct {
		days, of int
		requests float64
	}{
		{27, 30, 1300 * 27. / 7},
		{21, 21, 1300 * 3},
		{30, 30, 1300 * 52. / 12},
		{31, 31, 1300 * 52. / 12},
	} {
		in := month(supported)
		in.Given["support_requests"] = Input{Value: c.requests, Days: c.days, Of: c.of}
		if g := newReader(&in).literal(11); math.Abs(g.Value-1086.80) > 0.005 || g.Per != Week {
			t.Errorf("%d of %d days: %.2f a %s, want 1086.80 a week", c.days, c.of, g.Value, g.Per)
		}
	}
}

func TestAllClicksAtTheNewRateAreFewerThanTheLiteralRiseClaims(t *testing.T) {
	const now, before, asked = Share(0.03), Share(0.02), Count[Query](40000)
	clicks := Become[Visit](asked, now)
	if math.Abs(float64(clicks)-1200) > 1e-9 {
		t.Errorf("all clicks are %v, want 1200", clicks)
	}
	old := Become[Visit](asked, before)
	if more := old.By(now.Since(before)); math.Abs(float64(more)-400) > 1e-9 {
		t.Errorf("the rise of old clicks is %v, want 400", more)
	}
	in := month(ranked)
	if literal := newReader(&in).literal(4); literal.Value <= float64(clicks) || literal.Terms != (Terms{}) {
		t.Errorf("literally %+v, want a count above %v", literal, clicks)
	}
}
