package metric

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestStudent(t *testing.T) {
	for freedom, want := range map[float64]float64{4: 2.1318, 5: 2.0150, 9: 1.8331, 29: 1.6991, 1000: 1.6464} {
		if got := student(freedom); math.Abs(got-want) > 5e-4 {
			t.Errorf("t with %v degrees of freedom is %.4f, want %.4f", freedom, got, want)
		}
	}
}

func TestIntervalByHand(t *testing.T) {
	p := pairs{y: []float64{1, 2, 3, 4, 5}, x: []float64{1, 1, 1, 1, 1}}
	in := p.interval(1) // 3 ± 2.1318 × √(2.5/5)
	if in == nil || math.Abs(in.Low-1.4926) > 1e-3 || math.Abs(in.High-4.5074) > 1e-3 {
		t.Errorf("%+v", in)
	}
	if in := p.interval(10); math.Abs(in.High-0.45074) > 1e-4 {
		t.Errorf("by tens %+v", in)
	}
	p = pairs{y: p.y[:4], x: p.x[:4]}
	if in := p.interval(1); in != nil {
		t.Errorf("four posts have %+v", in)
	}
}

// TestIntervalCovers: of accounts with few posts, whose views differ tenfold, the interval holds the true rate nearly as often as it
// says: 82 to 86 of 100 times.
func TestIntervalCovers(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, posts := range []int{5, 8, 12, 40} {
		held, rounds := 0, 2000
		for range rounds {
			var p pairs
			for range posts {
				views := 200 * math.Exp(random.NormFloat64())
				p.x = append(p.x, views)
				p.y = append(p.y, 0.05*views*math.Exp(0.4*random.NormFloat64()-0.08))
			}
			if in := p.interval(1); in.Low <= 0.05 && 0.05 <= in.High {
				held++
			}
		}
		if share := float64(held) / float64(rounds); share < 0.80 || share > 0.96 {
			t.Errorf("%d posts: covered %.2f", posts, share)
		}
	}
}

func TestMiddle(t *testing.T) {
	for _, test := range []struct {
		list   []float64
		median float64
		want   *Interval
	}{
		{[]float64{3, 1, 2}, 2, nil},
		{[]float64{5, 1, 4, 2, 3}, 3, &Interval{Low: 1, High: 5}},
		{[]float64{8, 1, 2, 3, 4, 5, 6, 7}, 4.5, &Interval{Low: 2, High: 7}},
	} {
		median, in := middle(test.list)
		if median != test.median || (in == nil) != (test.want == nil) || in != nil && *in != *test.want {
			t.Errorf("%v: %v %+v, want %v %+v", test.list, median, in, test.median, test.want)
		}
	}
}
