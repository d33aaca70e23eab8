package life

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

type world struct {
	mean     func(r *rand.Rand) float64
	clusters int
	bursts   float64
	days     int
	singles  float64
	shock    float64
}

var monday = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

func gamma(r *rand.Rand, shape float64) float64 {
	d := shape - 1./3
	c := 1 / math.Sqrt(9*d)
	for {
		x := r.NormFloat64()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v = v * v * v
		if math.Log(r.Float64()) < .5*x*x+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

func poisson(r *rand.Rand, mean float64) int {
	if mean > 60 {
		return max(int(mean+math.Sqrt(mean)*r.NormFloat64()+.5), 0)
	}
	l, k, p := math.Exp(-mean), 0, 1.
	for {
		p *= r.Float64()
		if p <= l {
			return k
		}
		k++
	}
}

var shape = [7]float64{1.15, 1.15, 1.1, 1.1, 1.1, .75, .65}

func (w world) draw(r *rand.Rand) (days [][]int, burst []int, crowd []int) {
	shocks := make([]float64, w.days)
	crowd = make([]int, w.days)
	for d := range shocks {
		shocks[d] = math.Exp(w.shock*r.NormFloat64()) * shape[d%7]
		crowd[d] += poisson(r, w.singles*shocks[d])
	}
	for range w.clusters {
		m := w.mean(r)
		b := -1
		size := 1.
		if r.Float64() < w.bursts {
			b = 28 + r.IntN(w.days-28-5)
			size = 3 + 3*r.Float64()
		}
		ys := make([]int, w.days)
		for d := range ys {
			f := 1.
			if b >= 0 && d >= b && d < b+5 {
				f = size
			}
			ys[d] = poisson(r, m*f*shocks[d]*gamma(r, 4)/4)
			crowd[d] += ys[d]
		}
		days = append(days, ys)
		burst = append(burst, b)
	}
	return
}

type score struct{ linger, days, falseDays, eps, falseEps, bursts, found, first, loud, months int }

func (w world) run(seed uint64, s *score) {
	r := rand.New(rand.NewPCG(seed, 11))
	days, burst, crowd := w.draw(r)
	on := make([]bool, len(days))
	found := make([]bool, len(days))
	for d := 28; d < w.days; d++ {
		now := monday.AddDate(0, 0, d).Add(24*time.Hour - time.Second)
		cs := make([]Course, len(days))
		for i := range cs {
			cs[i] = Course{Days: days[i][:d+1], First: monday, Last: now, People: 100, Texts: 100}
		}
		for i, v := range Judge(cs, Crowd{crowd[:d+1]}, now) {
			rising := v.State == Rising
			in := burst[i] >= 0 && d >= burst[i] && d < burst[i]+5
			if rising {
				s.days++
				if !in {
					s.falseDays++
					if burst[i] >= 0 && d >= burst[i]+5 && d < burst[i]+12 {
						s.linger++
					}
				}
				if !on[i] {
					s.eps++
					if !in {
						s.falseEps++
					}
				}
				if in && !found[i] {
					found[i] = true
					s.found++
					if d == burst[i] {
						s.first++
					}
				}
			}
			on[i] = rising
		}
	}
	for _, b := range burst {
		if b >= 0 {
			s.bursts++
		}
	}
}

func logUniform(lo, hi float64) func(*rand.Rand) float64 {
	return func(r *rand.Rand) float64 { return math.Exp(math.Log(lo) + r.Float64()*math.Log(hi/lo)) }
}
func fixedMean(m float64) func(*rand.Rand) float64 { return func(*rand.Rand) float64 { return m } }

func report(t *testing.T, name string, w world, seeds int) {
	var s score
	var phi float64
	loudE, loudD := 0, 0
	qe, qphi := 0, 0.
	for i := range seeds {
		w.run(uint64(i), &s)
		phi += PhiOut
		q := w
		q.bursts, q.clusters, q.days = 0, 100, 58
		var z score
		q.run(uint64(1000+i), &z)
		qe += z.eps
		qphi += PhiOut
		if z.eps > 3 {
			loudE++
		}
		if z.days > 3 {
			loudD++
		}
	}
	fmt.Printf("%-16s days false %.3f (linger %.3f, %d)  eps false %.3f (%d)  recall %.2f first %.2f | quiet: eps/month %.2f loud %d/%d (days %d) phi %.3f %.3f\n", name,
		float64(s.falseDays)/float64(s.days), float64(s.linger)/float64(s.days), s.days, float64(s.falseEps)/float64(s.eps), s.eps,
		float64(s.found)/float64(s.bursts), float64(s.first)/float64(s.bursts), float64(qe)/float64(seeds), loudE, seeds, loudD, phi/float64(seeds), qphi/float64(seeds))
}

func TestLab(t *testing.T) {
	base := K
	for _, k := range []struct {
		n string
		f func(*knobs)
	}{{"base", func(*knobs) {}},
		{"mid .5", func(k *knobs) { k.mid = .5 }},
		{"bias 1.15 mid", func(k *knobs) { k.mid = .5; k.trimBias = 1.15 }},
		{"bias 1.15 mid q.015", func(k *knobs) { k.mid = .5; k.trimBias = 1.15; k.q = .015 }},
		{"drift.01", func(k *knobs) { k.drift = .01 }},
		{"drift.02", func(k *knobs) { k.drift = .02 }},
		{"drift.02 mid q .015", func(k *knobs) { k.drift = .02; k.q = .015; k.mid = .5 }},
		{"lr1.5", func(k *knobs) { k.lr = 1.5 }},
		{"c2", func(k *knobs) { k.c = 2 }},
	} {
		K = base
		k.f(&K)
		fmt.Println(k.n)
		for _, c := range []struct {
			n string
			m func(*rand.Rand) float64
		}{{".2-30", logUniform(.2, 30)}, {".3", fixedMean(.3)}, {"1", fixedMean(1)}, {"10", fixedMean(10)}} {
			report(t, c.n, world{mean: c.m, clusters: 120, bursts: .25, days: 60, shock: .15}, 20)
		}
	}
	K = base
}
