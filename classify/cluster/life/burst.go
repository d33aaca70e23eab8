package life

// trim finds the days of bursts, so that what is usual stays usual: single days, three and five days running with far more
// people than the rest. A second round finds those that others hid while they counted.
func (s *series) trim() {
	clear(s.out)
	s.rate = s.usual()
	for range 2 {
		rate := s.rate
		clear(s.out)
		if s.mark(1)+s.mark(3)+s.mark(5) > (len(s.y)-s.from)/3 {
			clear(s.out) // what takes a third of the time is no burst
		}
		if s.rate = s.usual(); s.rate == rate {
			return
		}
	}
}

// mark flags the days of each stretch of w days that stands out, and counts those that were not.
func (s *series) mark(w int) (marked int) {
	var t sums
	for d := s.from; d < len(s.y); d++ {
		t.add(s, d, 1)
		if d-w >= s.from {
			t.add(s, d-w, -1)
		}
		if d-s.from+1 < w || !s.standsOut(t) {
			continue
		}
		for e := d - w + 1; e <= d; e++ {
			if !s.out[e] {
				s.out[e] = true
				marked++
			}
		}
	}
	return marked
}

// standsOut asks for four and a half deviations: a burst left in costs one alarm, ordinary days taken out cost many false
// ones.
func (s *series) standsOut(t sums) bool {
	mean := s.rate * t.x
	over := t.y - mean
	return over >= 4 && over*over > 4.5*4.5*(mean+s.rate*s.rate*t.xx)
}

// usual is the rate outside bursts.
func (s *series) usual() float64 {
	var y, x float64
	for d := s.from; d < len(s.y); d++ {
		if !s.out[d] {
			y += s.y[d]
			x += s.x[d]
		}
	}
	if x == 0 {
		return 0
	}
	return y / x
}
