package quantify

import "slices"

// Median is the median of numbers with a 90 % interval between two of them, which needs no assumption about how they are
// spread: the interval of order statistics (Thompson 1936, "On confidence ranges for the median", Annals of Mathematical
// Statistics 7). Of fewer than five there is no such interval, and Low and High repeat the median. Of none nothing is known.
func Median(numbers []float64) Figure {
	n := len(numbers)
	if n == 0 {
		return Figure{}
	}
	sorted := slices.Sorted(slices.Values(numbers))
	m := (sorted[(n-1)/2] + sorted[n/2]) / 2
	f := Figure{Value: m, Low: m, High: m, Known: true}
	if k := medianRank(n); k > 0 {
		f.Low, f.High = sorted[k-1], sorted[n-k]
	}
	return f
}

// medianRank is the largest k such that the median lies below the k-th smallest of n numbers with probability tail at most;
// 0 when there is none. That probability is that of fewer than k heads among n coins, told by the ratio of one term to the
// next from the middle outwards, where nothing underflows.
func medianRank(n int) int {
	middle := n / 2
	terms := make([]float64, middle+1)
	terms[middle] = 1
	for i := middle; i > 0; i-- {
		terms[i-1] = terms[i] * float64(i) / float64(n-i+1)
	}
	all := 0.0
	for i, t := range terms {
		all += t
		if n-i > middle {
			all += t
		}
	}
	below := 0.0
	for k, t := range terms {
		if below += t / all; below > tail {
			return k
		}
	}
	return middle
}
