package roi

import (
	"slices"
	"strings"
	"testing"
)

func TestWhatLacksIsNamedWithTheWaysThatDoAsWell(t *testing.T) {
	for _, c := range []struct {
		line  int
		given map[string]float64
		lacks string
	}{
		{1, map[string]float64{"mentions": 5}, "impressions | views; cpi | cpm"},
		{1, map[string]float64{"mentions": 5, "mentions_not_negative": 4, "cpm": 8}, "impressions | views | views_per_mention"},
		{1, map[string]float64{"views_per_mention": 4, "cpm": 8}, "impressions | views | mentions_not_negative"},
		{2, map[string]float64{"social_clicks": 0}, "cpc"},
		{4, with(ranked, map[string]float64{"search_cpc": -1}), "search_cpc"},
		{6, with(event, map[string]float64{"event_positive": -1}), "event_positive"},
		{8, map[string]float64{}, "ugc_photos; quality/photos; photo_set_price; photos_per_set"},
		{14, with(sold, map[string]float64{"conversion/before": -1}), "conversion/before"},
	} {
		in := month(c.given)
		l := newReader(&in).line(c.line)
		if got := strings.Join(l.Worth.Lacks, "; "); got != c.lacks || l.Worth.Known || l.Worth.Value != 0 {
			t.Errorf("line %d of %v lacks %q (%+v), want %q", c.line, c.given, got, l.Worth, c.lacks)
		}
	}
}

func TestBareMentionsAreNoImpressions(t *testing.T) {
	in := month(map[string]float64{"mentions": 1840, "mentions_not_negative": 1700, "cpi": 0.008})
	l := newReader(&in).line(1)
	if !l.Literal.Known || l.Corrected.Known || l.Worth.Known {
		t.Errorf("of bare mentions: %+v", l)
	}
}

func TestZeroIsNotDividedBy(t *testing.T) {
	for _, c := range []struct {
		line               int
		given              map[string]float64
		zero               string
		literal, corrected bool // known
	}{
		{4, ranked, "ctr/before", false, true}, // the corrected reading divides by nothing
		{5, speakers, "ad_impressions", false, false},
		{6, event, "mentions_per_event", false, false},
		{8, photographed, "photos_per_set", false, false},
		{10, learned, "insights_per_group", false, false},
		{14, sold, "conversion/before", false, false},
	} {
		in := month(with(c.given, map[string]float64{c.zero: 0}))
		l := newReader(&in).line(c.line)
		for _, r := range []struct {
			Reading
			known bool
		}{{l.Literal, c.literal}, {l.Corrected, c.corrected}} {
			if r.Known != r.known || !r.known && (r.Nothing != c.zero || r.Value != 0) {
				t.Errorf("line %d with %s at 0: %+v", c.line, c.zero, r.Reading)
			}
		}
	}
}

func TestAPriceThatAnotherContradictsIsTold(t *testing.T) {
	roubles := Terms{"RUB", Net}
	rate := map[string]Money{"USD": {80, Terms{Currency: "RUB"}}}
	for _, c := range []struct {
		name     string
		cpm      Input
		exchange map[string]Money
		rival    string
	}{
		{"a thousand times as much", Input{Value: 8, Terms: dollars}, nil, ""},
		{"but for rounding", Input{Value: 8.04, Terms: dollars}, nil, ""},
		{"another price", Input{Value: 9, Terms: dollars}, nil, "cpm"},
		{"unscaled", Input{Value: 0.008, Terms: dollars}, nil, "cpm"},
		{"the same in roubles", Input{Value: 640, Terms: roubles}, rate, ""},
		{"another in roubles", Input{Value: 8, Terms: roubles}, rate, "cpm"},
		{"in roubles that nobody can convert", Input{Value: 640, Terms: roubles}, nil, "cpm"},
	} {
		in := month(heard)
		in.Given["cpm"], in.Exchange = c.cpm, c.exchange
		l := newReader(&in).line(1)
		if l.Rival != c.rival || !near(l.Worth.Value, 9420.80, 0.005) || slices.Contains(l.Inputs, "cpm") {
			t.Errorf("%s: rival %q, %+v of %v; want %q", c.name, l.Rival, l.Worth, l.Inputs, c.rival)
		}
	}
}
