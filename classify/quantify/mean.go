package quantify

import "math"

// fewestMean is how many numbers there must be before the interval of a mean is told: with fewer Student's quantile is wide
// beyond use, and the approximation of it coarse.
const fewestMean = 5

// Mean is the mean of numbers with Student's 90 % interval. Of fewer than five there is only the mean: Low and High repeat it.
// Of none nothing is known.
func Mean(numbers []float64) Figure {
	n := float64(len(numbers))
	if n == 0 {
		return Figure{}
	}
	mean := 0.0
	for _, x := range numbers {
		mean += x / n
	}
	f := Figure{Value: mean, Low: mean, High: mean, Known: true}
	if n < fewestMean {
		return f
	}
	squares := 0.0
	for _, x := range numbers {
		squares += (x - mean) * (x - mean)
	}
	half := student(n-1) * math.Sqrt(squares/(n-1)/n)
	f.Low, f.High = mean-half, mean+half
	return f
}

// student is the quantile of Student's t at 1 − tail, by the expansion of Cornish and Fisher (Abramowitz and Stegun 1964,
// 26.7.5): from four degrees of freedom on it is right to a thousandth.
func student(df float64) float64 {
	z3, z5, z7 := math.Pow(z, 3), math.Pow(z, 5), math.Pow(z, 7)
	return z + (z3+z)/(4*df) + (5*z5+16*z3+3*z)/(96*df*df) + (3*z7+19*z5+17*z3-15*z)/(384*df*df*df)
}
