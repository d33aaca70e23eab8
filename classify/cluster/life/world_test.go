package life

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// world is a company that people complain about. Counts are negative binomial around a mean that weekdays, common shocks
// and, for a quarter of the complaints, one burst of five days multiply.
type world struct {
	size    [2]float64 // mean people a day and complaint: between these, log-uniformly
	many    int        // complaints
	days    int
	burnIn  int     // days before the first verdict and the first burst
	quiet   bool    // no bursts
	shape   float64 // of the gamma law of a day; 0: 4
	uneven  bool    // another shape, between 1 and 20, for each complaint
	shock   float64 // deviation of the logarithm of a day's volume; 0: .15
	weekend float64 // part of a weekday; 0: .7
	down    float64 // how often the sources are down, to a tenth
	wander  float64 // deviation of a complaint's daily step, logarithmic
	singles float64 // people a day who complain of nothing that recurs
	hour    int     // of the verdicts; 0: midnight, when the day is over
	seed    uint64
}

var monday = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

const burst = 5 // days

// drawn is one history.
type drawn struct {
	world
	all   []counts
	crowd counts
	begun []int // day of the burst, -1 without one
}

// counts are people by day, and those until the hour of the verdict.
type counts struct{ whole, early []int }

func (c counts) until(day int) []int { return append(slices.Clone(c.whole[:day]), c.early[day]) }

func (w world) draw() drawn {
	r := rand.New(rand.NewPCG(w.seed, 42))
	w.fill()
	volume := make([]float64, w.days)
	for k := range volume {
		volume[k] = w.volume(r, k)
	}
	d := drawn{world: w, crowd: w.count(r, volume, w.singles, -1, 0)}
	for range w.many {
		mean, begun, size := logUniform(r, w.size[0], w.size[1]), -1, 1.
		if r.Float64() < .25 && !w.quiet {
			begun, size = w.burnIn+r.IntN(w.days-w.burnIn-burst), 3+3*r.Float64()
		}
		c := w.count(r, volume, mean, begun, size)
		for k := range volume {
			d.crowd.whole[k] += c.whole[k]
			d.crowd.early[k] += c.early[k]
		}
		d.all, d.begun = append(d.all, c), append(d.begun, begun)
	}
	return d
}

// count draws the people of one complaint, with a burst of some size from the day begun on.
func (w world) count(r *rand.Rand, volume []float64, mean float64, begun int, size float64) counts {
	c := counts{make([]int, w.days), make([]int, w.days)}
	shape, share := w.shape, float64(w.hour)/24
	if w.uneven {
		shape = logUniform(r, 1, 20)
	}
	for k := range volume {
		mean *= math.Exp(w.wander * r.NormFloat64())
		m := mean * volume[k] * gamma(r, shape) / shape
		if begun >= 0 && k >= begun && k < begun+burst {
			m *= size
		}
		c.early[k] = poisson(r, m*share)
		c.whole[k] = c.early[k] + poisson(r, m*(1-share))
	}
	return c
}

func (w *world) fill() {
	if w.shape == 0 {
		w.shape = 4
	}
	if w.shock == 0 {
		w.shock = .15
	}
	if w.weekend == 0 {
		w.weekend = .7
	}
	if w.hour == 0 {
		w.hour = 24
	}
}

func (w world) volume(r *rand.Rand, day int) float64 {
	v := math.Exp(w.shock * r.NormFloat64())
	if day%7 >= 5 {
		v *= w.weekend
	}
	if r.Float64() < w.down {
		v *= .1
	}
	return v
}

// on is what Judge would be given on a day, counted from 0.
func (d drawn) on(day int) ([]Course, Crowd, time.Time) {
	now := monday.AddDate(0, 0, day).Add(time.Duration(d.hour)*time.Hour - time.Second)
	all := make([]Course, d.many)
	for i := range all {
		all[i] = Course{Days: d.all[i].until(day), First: monday, Last: now, People: 100, Texts: 100}
	}
	return all, Crowd{d.crowd.until(day)}, now
}

// bursting says whether a complaint is in its burst.
func (d drawn) bursting(i, day int) bool {
	return d.begun[i] >= 0 && day >= d.begun[i] && day < d.begun[i]+burst
}

func logUniform(r *rand.Rand, from, to float64) float64 {
	return from * math.Exp(r.Float64()*math.Log(to/from))
}

// gamma draws by the method of Marsaglia and Tsang (2000).
func gamma(r *rand.Rand, shape float64) float64 {
	d := shape - 1./3
	for {
		x := r.NormFloat64()
		v := math.Pow(1+x/math.Sqrt(9*d), 3)
		if v > 0 && math.Log(r.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

func poisson(r *rand.Rand, mean float64) (n int) {
	for ; mean > 30; mean -= 30 {
		n += poisson(r, 30)
	}
	least := math.Exp(-mean)
	for p := r.Float64(); p > least; p *= r.Float64() {
		n++
	}
	return n
}
