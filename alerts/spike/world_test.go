package spike

import (
	"math"
	"math/rand/v2"
	"time"
)

// world is an invented topic: what people say of it hour by hour, with everything that makes quiet days unlike.
type world struct {
	seed    uint64
	level   float64 // mentions a day
	days    int
	wander  float64 // daily step of the level's random walk, of its logarithm
	gust    float64 // deviation of an hour's rate, of its logarithm, which fades over some hours
	shape   float64 // of the gamma that an hour's rate is mixed with besides
	cascade float64 // share of mentions that are repeats of others
	weekend float64 // times the rate of a working day
	trend   float64 // change over the whole, as a factor
	tone    float64 // share of negative mentions
	gaps    int
	plants  []plant
}

// plant is an incident: for a day the rate is so many times the usual, or the odds of negative so.
type plant struct {
	from         int // hour
	hours        int
	times, tones float64
}

var epoch = time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)

// ordinary is a world drawn at random among the ordinary ones.
func ordinary(seed uint64, level float64, days int) world {
	r := rand.New(rand.NewPCG(seed, 1))
	between := func(lo, hi float64) float64 { return lo + (hi-lo)*r.Float64() }
	return world{
		seed: seed, level: level, days: days,
		wander: between(0, 0.06), gust: between(0.1, 0.4), shape: between(4, 20), cascade: between(0.05, 0.3),
		weekend: between(0.5, 1.2), trend: between(0.7, 1.5), tone: between(0.1, 0.4), gaps: r.IntN(5),
	}
}

// series lets the world happen.
func (w world) series() Series {
	r := rand.New(rand.NewPCG(w.seed, 2))
	n := w.days * 24
	all, negative := make([]int, n), make([]int, n)
	walk, gust, mood := 0.0, 0.0, 0.0
	holiday := 1.0
	for i := range n {
		if i%24 == 0 {
			walk += w.wander * r.NormFloat64()
			mood = 0.8*mood + 0.15*r.NormFloat64()
			holiday = 1
			if r.IntN(45) == 0 {
				holiday = 0.5
			}
		}
		gust = 0.8*gust + 0.6*w.gust*r.NormFloat64()
		rate := w.level / 24 * w.clock(i) * holiday * math.Exp(walk+gust-w.gust*w.gust/2)
		rate *= math.Pow(w.trend, float64(i)/float64(n)) * gammaOf(r, w.shape) / w.shape
		times, tones := w.planted(i)
		odds := w.tone / (1 - w.tone) * math.Exp(mood)
		q := min(odds/(1+odds)*tones, 0.95)
		for range poisson(r, rate*times*(1-w.cascade)) {
			bad := r.Float64() < q
			for _, j := range w.echoes(r, i) {
				if j < n {
					all[j]++
					if bad {
						negative[j]++
					}
				}
			}
		}
	}
	return w.heard(r, all, negative)
}

// echoes are the hours of a mention and of those that repeat it: few with many.
func (w world) echoes(r *rand.Rand, i int) []int {
	hours := []int{i}
	most := max(8, w.level/15)
	// A Pareto with tail 1.8 has mean 1.8/0.8 = 2.25; repeats come with the chance that makes their share right.
	if r.Float64() < w.cascade/(1-w.cascade)/2 {
		for range int(min(math.Pow(r.Float64(), -1/1.8), most)) {
			hours = append(hours, i+int(2*r.ExpFloat64()))
		}
	}
	return hours
}

func (w world) planted(hour int) (times, tones float64) {
	times, tones = 1, 1
	for _, p := range w.plants {
		if hour >= p.from && hour < p.from+p.hours {
			times, tones = times*p.times, tones*p.tones
		}
	}
	return times, tones
}

// clock is the rhythm: quiet nights, two humps, other weekends. Its mean is about 1.
func (w world) clock(i int) float64 {
	h := float64(i % 24)
	day := 0.25 + 1.1*math.Exp(-math.Pow(h-11, 2)/18) + 1.4*math.Exp(-math.Pow(h-20, 2)/10)
	if d := (i / 24) % 7; d >= 5 {
		return day / 0.92 * w.weekend
	}
	return day / 0.92
}

// heard is the series with its gaps cut out.
func (w world) heard(r *rand.Rand, all, negative []int) Series {
	s := Series{Zone: time.UTC, From: epoch, To: epoch.Add(time.Duration(len(all)) * time.Hour)}
	deaf := make([]bool, len(all))
	for range w.gaps {
		from, long := r.IntN(len(all)), 4+r.IntN(27)
		s.Deaf = append(s.Deaf, Span{hourOf(from), hourOf(from + long)})
		for i := from; i < min(from+long, len(all)); i++ {
			deaf[i] = true
		}
	}
	for i := range all {
		if all[i] > 0 && !deaf[i] {
			s.Hours = append(s.Hours, Hour{At: hourOf(i), Negative: negative[i], Neutral: all[i] - negative[i]})
		}
	}
	return s
}

func hourOf(i int) time.Time { return epoch.Add(time.Duration(i) * time.Hour) }

// gammaOf draws from the gamma distribution with that shape, at least 1, and scale 1: Marsaglia and Tsang 2000.
func gammaOf(r *rand.Rand, shape float64) float64 {
	d := shape - 1.0/3
	for {
		x := r.NormFloat64()
		v := math.Pow(1+x/math.Sqrt(9*d), 3)
		if v > 0 && math.Log(1-r.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

// poisson draws a count with that mean.
func poisson(r *rand.Rand, mean float64) int {
	n, t := 0, r.ExpFloat64()
	for t < mean {
		n, t = n+1, t+r.ExpFloat64()
	}
	return n
}
