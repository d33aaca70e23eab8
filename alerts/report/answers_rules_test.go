package report

import (
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/classify"
	"molva/classify/quantify"
	"molva/store"
)

// monthly is an answering of a month after one of the same length.
func monthly(since heardSince) answering {
	from := time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC)
	return answering{since: since,
		now:    &metric.Reader{Period: store.Period{From: from, To: from.AddDate(0, 1, 0)}, Now: from.AddDate(0, 2, 0)},
		before: &metric.Reader{Period: store.Period{From: from.AddDate(0, -1, 0), To: from}}}
}

func people(part string, n float64, weeks int) metric.Value {
	return metric.Value{Metric: "living_audience", Part: part, Known: true, Value: n, N: weeks}
}

// Where nobody heard the mentions of the period before, those decide who were active in the communities, whose lists are older.
func TestAudienceOfUnheard(t *testing.T) {
	b := monthly(heardSince{nothing: true})
	course := func(part string, now, before float64) Course {
		c := Course{Now: people(part, now, 12), Before: b.since.limit(people(part, before, 12)), Decides: part == ""}
		c.Change = b.moved(c.Now, c.Before)
		return c
	}
	whole := course("", 2713, 2031)
	if whole.Before.Known || whole.Before.Missing != metric.InputBefore || whole.Change.Known {
		t.Errorf("nobody was heard, and it is held against %+v", whole.Before)
	}
	for _, c := range []struct {
		figures []Course
		want    Answer
		decides int
	}{
		{[]Course{whole, course("communities", 2487, 2031)}, Yes, 1},
		{[]Course{whole, course("communities", 2031, 2031)}, No, 1},
		{[]Course{whole, course("communities", 1, 1)}, TooLittle, 0},
		{[]Course{whole}, TooLittle, 0},
	} {
		r := b.living(c.figures)
		if r.Answer != c.want || !r.Figures[c.decides].Decides || len(r.Lacks) == 0 {
			t.Errorf("%v: %s, lacks %v", c.figures, r.Answer, r.Lacks)
		}
	}
}

// Five weeks of lists have more people than four: only a growth beyond that is one.
func TestGrewOverWeeks(t *testing.T) {
	b := monthly(heardSince{})
	for _, c := range []struct {
		now, before    float64
		weeks, earlier int
		want           quantify.Direction
	}{
		{1200, 1000, 12, 12, quantify.Up}, {1200, 1000, 15, 12, quantify.Unclear}, {1000, 1000, 15, 12, quantify.Unclear},
		{1000, 1200, 12, 12, quantify.Down}, {1000, 1200, 12, 15, quantify.Unclear}, {1, 1, 12, 12, quantify.Unknown},
	} {
		m := b.moved(people("", c.now, c.weeks), people("", c.before, c.earlier))
		if m.Direction != c.want || m.Known && (m.Value < m.Low || m.Value > m.High) {
			t.Errorf("%v in %d weeks after %v in %d: %+v, want %s", c.now, c.weeks, c.before, c.earlier, m, c.want)
		}
	}
}

// A lift between two surveys that may be chance rules no growth out.
func TestUnclearLift(t *testing.T) {
	lift := metric.Value{Metric: "awareness", Known: true, Value: 0.01, Interval: &metric.Interval{Low: -0.03, High: 0.05}}
	if got := together([]Course{{Decides: true, Change: lifted(lift)}}); got != TooLittle {
		t.Errorf("a lift of −3 to +5 points: %s", got)
	}
}

// What is only probable is not said as if it were sure.
func TestProbableChange(t *testing.T) {
	p, err := phrase.New("en", Texts, alerts.Texts)
	if err != nil {
		t.Fatal(err)
	}
	w := answersWriter{newScribe(p, alerts.Links{}, nil)}
	c := Course{Now: metric.Value{Metric: "net_sentiment"}, Change: Movement{Direction: quantify.ProbablyUp, Value: 9, Low: -1, High: 20, Known: true}}
	if got := w.change(c); got != "+9 points (−1 to +20), not proven" {
		t.Error(got)
	}
}

// Followers are known: no chance is in how many more they are. Of other communities than before they tell nothing.
func TestVanityIsPlain(t *testing.T) {
	b := monthly(heardSince{})
	now := inAll(metric.Value{Metric: "followers", Value: 4048}, 2, 2)
	if m := b.moved(now, inAll(metric.Value{Metric: "followers", Value: 3631}, 2, 2)); !m.Plain || m.Value != 417 || m.Direction != quantify.Up {
		t.Errorf("4,048 after 3,631: %+v", m)
	}
	if m := b.moved(now, inAll(metric.Value{Metric: "followers", Value: 3631}, 1, 2)); m.Known {
		t.Errorf("of other communities: %+v", m)
	}
}

// A period that is not over is held against as much of the one before, and one that has not begun against all of it.
func TestAsMuch(t *testing.T) {
	b := monthly(heardSince{})
	july, august := b.before.Period, b.now.Period
	for _, c := range []struct{ now, to time.Time }{
		{august.From.AddDate(0, 0, 10), july.From.AddDate(0, 0, 10)}, {august.To, july.To}, {august.From, july.To}, {july.From, july.To},
	} {
		if got := asMuch(&metric.Reader{Period: august, Before: july, Now: c.now}); got.To != c.to || got.From != july.From {
			t.Errorf("on %s: %v", c.now, got)
		}
	}
}

// Who began to listen in the middle of the period before has heard a part of it: twice as many authors are no growth then.
func TestHeardLate(t *testing.T) {
	var voices []voice
	for i := range 60 {
		v := voice{topic: "kestrel", author: "a" + string(rune('0'+i%10)) + string(rune('0'+i/10)), month: 9, day: 1 + i%28,
			feels: classify.Neutral, text: "Кестрел на полке"}
		if i >= 40 {
			v.month, v.day = 8, 20+i%10
		}
		voices = append(voices, v)
	}
	a, err := BuildAnswers(t.Context(), answersWorld(t, voices))
	if err != nil {
		t.Fatal(err)
	}
	if a.Awareness.Answer != TooLittle || a.Audience.Answer != TooLittle {
		t.Errorf("half of August was heard, and the answers are %s and %s", a.Audience.Answer, a.Awareness.Answer)
	}
	if len(a.Awareness.Lacks) != 1 || a.Awareness.Lacks[0].EN != "nothing was heard before 20 August 2026" {
		t.Errorf("what lacks: %v", a.Awareness.Lacks)
	}
}

// A quote is of the period, whoever said the most telling thing later.
func TestQuoteOfPeriod(t *testing.T) {
	august := monthly(heardSince{}).now.Period
	later, then := store.ComplaintQuote{Text: "later", Published: august.To}, store.ComplaintQuote{Text: "then", Published: august.From}
	d := alerts.Digest{Period: august}
	if q := quoteOf(alerts.Complaint{Complaint: store.Complaint{Quotes: []store.ComplaintQuote{later, then}}}, d); q == nil || q.Text != "then" {
		t.Errorf("quoted %v", q)
	}
	if q := quoteOf(alerts.Complaint{Complaint: store.Complaint{Quotes: []store.ComplaintQuote{later}}}, d); q != nil {
		t.Errorf("quoted %v", q)
	}
}
