package report

import (
	"testing"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/ingest"
)

func printers(t *testing.T) (en, ru *phrase.Printer) {
	t.Helper()
	for language, to := range map[string]**phrase.Printer{"en": &en, "ru": &ru} {
		p, err := phrase.New(language, Texts, alerts.Texts)
		if err != nil {
			t.Fatal(err)
		}
		*to = p
	}
	return en, ru
}

func TestAmount(t *testing.T) {
	en, ru := printers(t)
	for _, c := range []struct {
		unit     ingest.Unit
		x        float64
		currency string
		en, ru   string
	}{
		{ingest.UnitCount, 12840, "", "12,840", "12\u00a0840"},
		{ingest.UnitCount, 2.25, "", "2.3", "2,3"},
		{ingest.UnitCount, -3, "", "−3", "−3"},
		{ingest.UnitShare, 0.4216, "", "42%", "42\u00a0%"},
		{ingest.UnitShare, 0.0421, "", "4.2%", "4,2\u00a0%"},
		{ingest.UnitShare, 0.0042, "", "0.42%", "0,42\u00a0%"},
		{ingest.UnitShare, 0.00004, "", "<0.01%", "<0,01\u00a0%"},
		{ingest.UnitShare, -0.034, "", "−3.4%", "−3,4\u00a0%"},
		{ingest.UnitShare, 0, "", "0%", "0\u00a0%"},
		{ingest.UnitShare, 1, "", "100%", "100\u00a0%"},
		{ingest.UnitShare, 0.9996, "", "99.96%", "99,96\u00a0%"},
		{ingest.UnitShare, 0.99999, "", ">99.99%", ">99,99\u00a0%"},
		{ingest.UnitShare, 7.444, "", "744%", "744\u00a0%"},
		{ingest.UnitMoney, 9420.8, "RUB", "9,420.80\u00a0RUB", "9\u00a0420,80\u00a0RUB"},
		{ingest.UnitMoney, -9000, "USD", "−9,000\u00a0USD", "−9\u00a0000\u00a0USD"},
		{ingest.UnitHourly, 1250, "RUB", "1,250\u00a0RUB an hour", "1\u00a0250\u00a0RUB в час"},
		{ingest.UnitHours, 5, "", "5 h", "5 ч"},
		{ingest.UnitHours, 0.4, "", "24 min", "24 мин"},
		{ingest.UnitHours, 1157.9, "", "1,158 h", "1\u00a0158 ч"},
		{ingest.UnitHours, 0, "", "0 h", "0 ч"},
		{ingest.UnitSeconds, 42, "", "42 s", "42 с"},
		{ingest.UnitSeconds, 9000, "", "2.5 h", "2,5 ч"},
		{ingest.UnitSeconds, 200_000, "", "2.3 d", "2,3 дн."},
		{ingest.UnitPoints, 23, "", "+23", "+23"},
		{ingest.UnitPoints, -7.26, "", "−7.3", "−7,3"},
		{ingest.UnitRatio, 1.62, "", "1.6\u00a0:\u00a01", "1,6\u00a0:\u00a01"},
		{ingest.UnitScore, 71.852, "", "71.85", "71,85"},
		{ingest.UnitRate, 0.001, "", "<0.01", "<0,01"},
	} {
		if got := amount(en, c.unit, c.x, c.currency); got != c.en {
			t.Errorf("%v %s: %q, want %q", c.x, c.unit, got, c.en)
		}
		if got := amount(ru, c.unit, c.x, c.currency); got != c.ru {
			t.Errorf("%v %s in Russian: %q, want %q", c.x, c.unit, got, c.ru)
		}
	}
}

func TestInterval(t *testing.T) {
	en, _ := printers(t)
	for want, c := range map[string]struct {
		unit ingest.Unit
		in   metric.Interval
	}{
		"12–15%":                      {ingest.UnitShare, metric.Interval{Low: 0.12, High: 0.15}},
		"−1.2% to 3.4%":               {ingest.UnitShare, metric.Interval{Low: -0.012, High: 0.034}},
		"0.25–2.4":                    {ingest.UnitRatio, metric.Interval{Low: 0.25, High: 2.4}},
		"at least 0.25\u00a0:\u00a01": {ingest.UnitRatio, metric.Interval{Low: 0.25, Open: true}},
		"1,000–1,200":                 {ingest.UnitCount, metric.Interval{Low: 1000, High: 1200}},
		"−3 to +4":                    {ingest.UnitPoints, metric.Interval{Low: -3, High: 4}},
		"698–1,717\u00a0USD":          {ingest.UnitMoney, metric.Interval{Low: 698, High: 1717}},
	} {
		if got := interval(en, c.unit, c.in, "USD"); got != want {
			t.Errorf("%+v %s: %q, want %q", c.in, c.unit, got, want)
		}
	}
}

// A time and the ends of its interval are in one unit, however far they lie from each other.
func TestTimeInterval(t *testing.T) {
	en, ru := printers(t)
	s, russian := newScribe(en, alerts.Links{}, nil), newScribe(ru, alerts.Links{}, nil)
	for _, c := range []struct {
		v      metric.Value
		en, ru string
	}{
		{metric.Value{Unit: ingest.UnitHours, Value: 58, Interval: &metric.Interval{Low: 0.5, High: 130.4}}, "58 h (0.5–130 h)", "58 ч (0,5–130 ч)"},
		{metric.Value{Unit: ingest.UnitHours, Value: 0.5, Interval: &metric.Interval{Low: 0.2, Open: true}}, "30 min (at least 12 min)", "30 мин (не меньше 12 мин)"},
		{metric.Value{Unit: ingest.UnitSeconds, Value: 208800, Interval: &metric.Interval{Low: 147360, High: 327600}}, "2.4 d (1.7–3.8 d)", "2,4 дн. (1,7–3,8 дн.)"},
	} {
		c.v.Known = true
		if got := s.line(c.v).String(); got != c.en {
			t.Errorf("%+v: %q, want %q", c.v, got, c.en)
		}
		if got := russian.line(c.v).String(); got != c.ru {
			t.Errorf("%+v in Russian: %q, want %q", c.v, got, c.ru)
		}
	}
}
