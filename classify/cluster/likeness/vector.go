package likeness

import (
	"cmp"
	"math"
	"slices"
)

// entry is a number in one place of a vector.
type entry struct {
	at int32
	by float64
}

// vector has its entries in the order of their places, where nothing else is said.
type vector []entry

// product calls do for each place that both vectors have, and sums what it returns.
func product(a, b vector, do func(at int32, by float64)) (sum float64) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].at < b[j].at:
			i++
		case a[i].at > b[j].at:
			j++
		default:
			by := a[i].by * b[j].by
			sum += by
			if do != nil {
				do(a[i].at, by)
			}
			i++
			j++
		}
	}
	return sum
}

func (v vector) inOrder() vector {
	slices.SortFunc(v, func(x, y entry) int { return cmp.Compare(x.at, y.at) })
	return v
}

func (v vector) length() float64 {
	var sum float64
	for _, e := range v {
		sum += e.by * e.by
	}
	return math.Sqrt(sum)
}

// unit scales the vector to length one.
func (v vector) unit() vector {
	if length := v.length(); length > 0 {
		for i := range v {
			v[i].by /= length
		}
	}
	return v
}

// adder sums vectors, place by place, into a table that it keeps.
type adder struct {
	sums    []float64
	touched []int32
}

// add takes numbers from 0 up.
func (a *adder) add(at int32, by float64) {
	if by == 0 {
		return
	}
	if a.sums[at] == 0 {
		a.touched = append(a.touched, at)
	}
	a.sums[at] += by
}

// take returns the sum, in the order in which its places were met, and begins anew.
func (a *adder) take() vector {
	v := make(vector, 0, len(a.touched))
	for _, at := range a.touched {
		v = append(v, entry{at, a.sums[at]})
		a.sums[at] = 0
	}
	a.touched = a.touched[:0]
	return v
}
