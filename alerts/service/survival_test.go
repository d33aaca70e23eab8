package service_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"molva/alerts/service"
)

func hours(h float64) time.Duration { return time.Duration(math.Round(h * float64(time.Hour))) }

func answered(all ...float64) (waits []service.Wait) {
	for _, h := range all {
		waits = append(waits, service.Wait{For: hours(h), Answered: true})
	}
	return waits
}

func waiting(all ...float64) (waits []service.Wait) {
	for _, h := range all {
		waits = append(waits, service.Wait{For: hours(h)})
	}
	return waits
}

func median(t *testing.T, waits []service.Wait) service.Quantile {
	t.Helper()
	q, ok := service.Survive(waits).Quantile(0.5)
	if !ok {
		t.Fatal("there is no median")
	}
	return q
}

// TestTheMedianCountsThoseWhoWait is the worked example of the catalogue: what others report is less than half of it.
func TestTheMedianCountsThoseWhoWait(t *testing.T) {
	waits := append(answered(0.4, 0.9, 1.5, 2, 3, 5, 7), waiting(24, 36, 48, 60, 72)...)
	if q := median(t, waits); q.At != 5*time.Hour || q.Over {
		t.Errorf("the median is %v, over: %v, want 5h", q.At, q.Over)
	}
	mean, half, n := service.Usual(waits)
	if math.Abs(mean.Hours()-2.83) > 0.005 || half != 2*time.Hour || n != 7 {
		t.Errorf("of the answered the mean is %v, the median %v of %d, want 2.83 h, 2h of 7", mean, half, n)
	}
	p90, _ := service.Survive(waits).Quantile(0.9)
	if !p90.Over || !p90.Open || p90.At != 72*time.Hour {
		t.Errorf("nine of ten wait %+v, want longer than 72h", p90)
	}
	if in, _ := service.Survive(waits).Within(4 * time.Hour); math.Abs(in.Value-5.0/12) > 1e-12 || in.Over {
		t.Errorf("within 4 h are answered %+v, want 5 of 12", in)
	}
}

// TestPublishedCurve: remissions of 21 patients under 6-mercaptopurine, weeks (Freireich et al. 1963, Blood 21), with the curve and
// the interval of the median that textbooks print: 23 weeks, on the log-log scale from 13 with no upper end (SAS PROC LIFETEST).
func TestPublishedCurve(t *testing.T) {
	waits := append(answered(6, 6, 6, 7, 10, 13, 16, 22, 23), waiting(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)...)
	c := service.Survive(waits)
	for week, still := range map[float64]float64{6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448, 30: 0.448} {
		if s, _ := c.Within(hours(week)); math.Abs(1-s.Value-still) > 0.0005 {
			t.Errorf("after week %v there are %.4f left, want %.3f", week, 1-s.Value, still)
		}
	}
	if q := median(t, waits); q.At != hours(23) || q.Low != hours(13) || !q.Open || q.Over {
		t.Errorf("the median is %+v, want 23 from 13 with no upper end", q)
	}
	// Greenwood's standard error in week 13 is 0.1068; on the log-log scale that is 0.417 around 0.690.
	theta := 1.644854 * 0.1068 / 0.6902 / -math.Log(0.6902)
	s, _ := c.Within(hours(13))
	if low := 1 - math.Pow(0.6902, math.Exp(-theta)); math.Abs(s.Low-low) > 0.001 {
		t.Errorf("the interval begins at %.4f, want %.4f", s.Low, low)
	}
	if high := 1 - math.Pow(0.6902, math.Exp(theta)); math.Abs(s.High-high) > 0.001 {
		t.Errorf("the interval ends at %.4f, want %.4f", s.High, high)
	}
}

func TestWithoutCensoringItIsTheSamplesMedian(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		waits := random(r, 1+r.IntN(60), 1)
		var sorted []time.Duration
		for _, w := range waits {
			sorted = append(sorted, w.For)
		}
		slices.Sort(sorted)
		if q := median(t, waits); q.At != sorted[(len(sorted)-1)/2] || q.Over {
			t.Fatalf("the median of %v is %v", sorted, q.At)
		}
	}
}

func TestAnUnansweredOneNeverShortensTheWait(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		waits := random(r, 1+r.IntN(30), 0.7)
		before := median(t, waits)
		after := median(t, append(waits, waiting(40*r.Float64())...))
		if !before.Over && !after.Over && after.At < before.At || before.Over && !after.Over {
			t.Fatalf("one more who waits makes the median %+v of %+v", after, before)
		}
	}
}

func TestTheOrderOfWaitsDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		waits := random(r, 2+r.IntN(30), 0.7)
		before := median(t, waits)
		r.Shuffle(len(waits), func(i, j int) { waits[i], waits[j] = waits[j], waits[i] })
		if after := median(t, waits); after != before {
			t.Fatalf("shuffled, the median is %+v, was %+v", after, before)
		}
	}
}

// TestTheIntervalHoldsTheMedian: of 40 waits whose true median is known, a third of them cut off, in about nine of ten cases.
func TestTheIntervalHoldsTheMedian(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	const cases = 2000
	held := 0
	for range cases {
		var waits []service.Wait
		for range 40 {
			wait, cut := r.ExpFloat64(), 2*r.ExpFloat64()
			waits = append(waits, service.Wait{For: hours(min(wait, cut)), Answered: wait <= cut})
		}
		if q := median(t, waits); q.Low <= hours(math.Ln2) && (q.Open || hours(math.Ln2) <= q.High) {
			held++
		}
	}
	if share := float64(held) / cases; share < 0.87 || share > 0.95 {
		t.Errorf("the interval holds the median in %.3f of the cases, want 0.9", share)
	}
}

func TestWithin(t *testing.T) {
	for name, test := range map[string]struct {
		waits []service.Wait
		value float64
		over  bool
	}{
		"at the limit is inside":                 {answered(1, 4), 1, false},
		"who waits inside the limit is neither":  {append(answered(1, 9), waiting(0.5)...), 0.5, false},
		"who waits longer than the limit is out": {append(answered(1), waiting(5)...), 0.5, false},
		"nobody is known to wait so long":        {append(answered(1), waiting(2)...), 0.5, true},
		"nobody was answered":                    {waiting(5, 6), 0, false},
	} {
		s, ok := service.Survive(test.waits).Within(4 * time.Hour)
		if !ok || math.Abs(s.Value-test.value) > 1e-12 || s.Over != test.over {
			t.Errorf("%s: %+v, want %v, over: %v", name, s, test.value, test.over)
		}
		if s.Low > s.Value || s.High < s.Value || s.Low < 0 || s.High > 1 || s.Low == s.High {
			t.Errorf("%s: the interval is %v to %v", name, s.Low, s.High)
		}
	}
	if _, ok := service.Survive(nil).Within(time.Hour); ok {
		t.Error("a share of nobody is known")
	}
	if _, ok := service.Survive(nil).Quantile(0.5); ok {
		t.Error("a median of nobody is known")
	}
}

// random are waits of which so many are answered, with some ties.
func random(r *rand.Rand, n int, answered float64) []service.Wait {
	waits := make([]service.Wait, n)
	for i := range waits {
		waits[i] = service.Wait{For: time.Duration(r.IntN(200)) * 10 * time.Minute, Answered: r.Float64() < answered}
	}
	return waits
}

// TestAnotherPublishedCurve: survival of the 11 patients who were maintained on chemotherapy in the study of acute myelogenous leukemia
// (Embury et al. 1977), as the R package survival prints it: survfit(Surv(time, status) ~ 1, aml, x == "Maintained",
// conf.type = "log-log", conf.int = 0.9).
func TestAnotherPublishedCurve(t *testing.T) {
	c := service.Survive(append(answered(9, 13, 18, 23, 31, 34, 48), waiting(13, 28, 45, 161)...))
	for week, still := range map[float64]float64{8: 1, 9: 0.909, 13: 0.818, 18: 0.716, 23: 0.614, 31: 0.491, 34: 0.368, 48: 0.184, 200: 0.184} {
		if s, _ := c.Within(hours(week)); math.Abs(1-s.Value-still) > 0.0006 {
			t.Errorf("after week %v there are %.4f left, want %.3f", week, 1-s.Value, still)
		}
	}
	q, _ := c.Quantile(0.5)
	if q.At != hours(31) || q.Over {
		t.Errorf("the median is %+v, want 31", q)
	}
	if p90, _ := c.Quantile(0.9); !p90.Over || p90.At != hours(161) {
		t.Errorf("the 90th percentile is %+v, want longer than 161", p90)
	}
}

// TestQuantilesAtTheEdges: of one person, of people who all waited alike, and of nobody who was answered there is no interval that
// claims to know.
func TestQuantilesAtTheEdges(t *testing.T) {
	for name, c := range map[string]struct {
		waits []service.Wait
		want  service.Quantile
	}{
		"one who was answered":     {answered(3), service.Quantile{At: hours(3), High: hours(3), Open: true}},
		"one who waits":            {waiting(3), service.Quantile{At: hours(3), Over: true, High: hours(3), Open: true}},
		"at once":                  {answered(0), service.Quantile{Open: true}},
		"all alike":                {answered(2, 2, 2, 2), service.Quantile{At: hours(2), High: hours(2), Open: true}},
		"asked at the last moment": {waiting(0, 0), service.Quantile{Over: true, Open: true}},
		"answered last of all":     {append(answered(5), waiting(1, 2)...), service.Quantile{At: hours(5), High: hours(5), Open: true}},
		"half at the very step":    {append(answered(1), waiting(1)...), service.Quantile{At: hours(1), Low: hours(1), High: hours(1), Open: true}},
	} {
		if q, ok := service.Survive(c.waits).Quantile(0.5); !ok || q != c.want {
			t.Errorf("%s: %+v, want %+v", name, q, c.want)
		}
	}
}
