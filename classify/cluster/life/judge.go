package life

import (
	"math"
	"time"
)

var windows = []int{1, 2, 3, 5, 7}

type knobs struct {
	q, qf, c, drift, phi0, z float64
	gate                     bool
	lr, exc                  float64
	suffix                   int
	maxBase                  int
	mid                      float64
	trimBias                 float64
}

var K = knobs{q: .01, qf: .05, c: 2.5, phi0: .25, z: 4.5, exc: 4, lr: 1, suffix: 7, gate: true, maxBase: 56, trimBias: 1}
var PhiOut float64

type tested struct {
	series
	theta, phi  float64
	num, weight float64
	up, down    Growth
	least       float64
	active      bool
	on          bool
}

// Judge says where each of the complaints stands at now, all of them at once: how many are tested decides what counts
// as significant. The answer is in the order of all, and depends on no order.
func Judge(all []Course, crowd Crowd, now time.Time) []Verdict {
	v := newVolume(crowd, now)
	n := len(v.people)
	slab := make([]float64, 3*n*len(all))
	out := make([]bool, n*len(all))
	ts := make([]tested, len(all))
	for i := range ts {
		t := &ts[i]
		t.y, t.x, t.u = slab[:n:n], slab[n:2*n:2*n], slab[2*n:3*n:3*n]
		slab = slab[3*n:]
		t.out, out = out[:n:n], out[n:]
		t.read(all[i], v, now)
		t.against(v, 0)
		t.trim()
	}
	for i := range ts {
		ts[i].clean(v)
	}
	v.total()
	var wsum, psum float64
	for i := range ts {
		t := &ts[i]
		t.against(v, t.theta)
		t.trim()
		t.disperse()
		wsum += t.weight
		psum += t.weight * t.num
	}
	pool := (psum + 30*K.phi0) / (wsum + 30)
	PhiOut = pool
	p, least := []float64{}, []float64{}
	for i := range ts {
		t := &ts[i]
		t.phi = min(max(K.trimBias*(t.weight*t.num+20*pool)/(t.weight+20), .02), 3)
		t.scan()
		t.active = !all[i].Ignored
		if t.active {
			p = append(p, t.up.P)
			least = append(least, t.least)
		}
	}
	cut := discoveries(p, least, K.q)
	verdicts := make([]Verdict, len(all))
	for i := range ts {
		t := &ts[i]
		verdicts[i] = Verdict{State: Steady, Growth: t.up}
		if t.active && cut > 0 && t.up.P <= cut && t.on {
			verdicts[i].State = Rising
		}
	}
	return verdicts
}

func (t *tested) rate() float64 {
	var y, x float64
	for d := t.from; d < len(t.y); d++ {
		if !t.out[d] {
			y += t.y[d]
			x += t.x[d]
		}
	}
	if x == 0 {
		return 0
	}
	return y / x
}

func (t *tested) trim() {
	n := len(t.y)
	clear(t.out)
	for range 3 {
		t.theta = t.rate()
		clear(t.out)
		outs := 0
		for _, w := range [...]int{1, 3, 5} {
			var y, x, xx float64
			for d := t.from; d < n; d++ {
				y += t.y[d]
				x += t.x[d]
				xx += t.x[d] * t.x[d] * (K.phi0 + t.u[d])
				if e := d - w; e >= t.from {
					y -= t.y[e]
					x -= t.x[e]
					xx -= t.x[e] * t.x[e] * (K.phi0 + t.u[e])
				}
				if d-t.from < w-1 {
					continue
				}
				m := t.theta * x
				if o := y - m; o >= K.exc && o*o > K.z*K.z*(m+t.theta*t.theta*xx) {
					for e := d - w + 1; e <= d; e++ {
						if !t.out[e] {
							t.out[e] = true
							outs++
						}
					}
				}
			}
		}
		if 3*outs > n-t.from {
			clear(t.out)
		}
	}
	t.theta = t.rate()
}

func (t *tested) clean(v *volume) {
	for d := t.from; d < len(t.y); d++ {
		if t.out[d] {
			v.people[d] -= max(t.y[d]-t.theta*t.x[d], 0)
		}
	}
}

func (t *tested) disperse() {
	var num, den, days float64
	for d := t.from; d < len(t.y)-1; d++ {
		if t.out[d] {
			continue
		}
		m := t.theta * t.x[d]
		o := t.y[d] - m
		num += o*o - m - m*m*t.u[d]
		den += m * m
		f := K.phi0 * m / (1 + K.phi0*m)
		t.weight += f * f
		days++
	}
	if days < 3 || den == 0 {
		t.weight = 0
		return
	}
	// one degree of freedom went into the rate
	t.num = num / den * days / (days - 1)
}

func (t *tested) scan() {
	n := len(t.y)
	t.up.P, t.least = 1, 1
	var y1, x1, xx1 float64
	var y0, x0, xx0 float64
	lo := max(t.from, n-1-K.maxBase)
	for d := lo; d < n; d++ {
		if t.out[d] {
			continue
		}
		y0 += t.y[d]
		x0 += t.x[d]
		xx0 += t.x[d] * t.x[d] * (t.phi + t.u[d])
	}
	k := 0
	best := math.Inf(1)
	for d := n - 1; d >= lo && k < len(windows); d-- {
		y1 += t.y[d]
		x1 += t.x[d]
		xx1 += t.x[d] * t.x[d] * (t.phi + t.u[d])
		if !t.out[d] {
			y0 -= t.y[d]
			x0 -= t.x[d]
			xx0 -= t.x[d] * t.x[d] * (t.phi + t.u[d])
		}
		if n-d < windows[k] {
			continue
		}
		w := windows[k]
		k++
		if x0 < 3 || x0 < x1 {
			break
		}
		pi := x1 / (x0 + x1)
		v := xx1/(x1*x1) + xx0/(x0*x0) + K.drift
		a := 1 / ((1 - pi) * v)
		b := 1 / (pi * v)
		N := y0 + y1
		if N < 3 {
			continue
		}
		t.least = min(t.least, K.c*math.Exp(beta(N+a, b)-beta(a, b)))
		mu := (y0 + .5) / x0 * x1
		p := 1.
		if y1 >= 3 && y1 >= 1.5*mu {
			p = tail(y1, N, a, b)
			if K.mid > 0 {
				p -= K.mid * math.Exp(choose(N, y1)+beta(y1+a, N-y1+b)-beta(a, b))
			}
		}
		if p < best {
			best = p
			t.up = Growth{Recent: y1, Expected: mu, Ratio: y1 / mu, P: min(1, p*K.c), Days: w}
		}
	}
	if t.up.P < 1 {
		t.on = !K.gate || t.still(t.up.Ratio, t.up.Expected)
	}
}

// still: the last half day or more is explained better by the window's rate than by the usual one.
func (t *tested) still(ratio, _ float64) bool {
	n := len(t.y)
	var y, x float64
	base := t.up.Expected / t.windowX()
	days := 0
	for d := n - 1; d >= t.from; d-- {
		y += t.y[d]
		x += t.x[d]
		if x < .5 {
			continue
		}
		days++
		m := base * x
		r := x / t.phi
		lr := y*math.Log(ratio*(m+r)/(ratio*m+r)) - r*math.Log((ratio*m+r)/(m+r))
		if lr <= K.lr {
			return false
		}
		if days >= K.suffix || n-d >= t.up.Days {
			return true
		}
	}
	return true
}

func (t *tested) windowX() float64 {
	var x float64
	for d := len(t.y) - t.up.Days; d < len(t.y); d++ {
		x += t.x[d]
	}
	return x
}
