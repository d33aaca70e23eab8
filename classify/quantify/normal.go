package quantify

import "math"

// pair is a point on the classifier's scale: its calibrated probabilities of negative and of positive.
type pair [2]float64

// symmetric is a covariance of two: xx, xy, yy.
type symmetric [3]float64

func (s symmetric) plus(t symmetric, times float64) symmetric {
	return symmetric{s[0] + times*t[0], s[1] + times*t[1], s[2] + times*t[2]}
}

// round is a covariance without direction.
func round(variance float64) symmetric { return symmetric{variance, 0, variance} }

// outer is a distance from a mean, squared.
func outer(d pair) symmetric { return symmetric{d[0] * d[0], d[0] * d[1], d[1] * d[1]} }

// inverse comes with the determinant.
func (s symmetric) inverse() (symmetric, float64) {
	det := s[0]*s[2] - s[1]*s[1]
	return symmetric{s[2] / det, -s[1] / det, s[0] / det}, det
}

// logDensity of a normal distribution at a distance from its mean, but for the constant.
func (s symmetric) logDensity(d pair) float64 {
	i, det := s.inverse()
	return -0.5 * (d[0]*d[0]*i[0] + 2*d[0]*d[1]*i[1] + d[1]*d[1]*i[2] + math.Log(det))
}

// belief is a normal distribution of six numbers: where on the classifier's scale the texts of a topic stand on average
// that are negative (0 and 1), neutral (2 and 3) and positive (4 and 5).
type belief struct {
	mean [6]float64
	cov  [6][6]float64
}

// mix is the mean, and the covariance of the belief, of texts of which the shares are negative, neutral, positive.
func (b *belief) mix(shares [3]float64) (mean pair, cov symmetric) {
	for y, s := range shares {
		mean[0] += s * b.mean[2*y]
		mean[1] += s * b.mean[2*y+1]
		for w, t := range shares {
			cov[0] += s * t * b.cov[2*y][2*w]
			cov[1] += s * t * b.cov[2*y][2*w+1]
			cov[2] += s * t * b.cov[2*y+1][2*w+1]
		}
	}
	return mean, cov
}

// learn takes in that texts of these shares were seen at a point, give or take the noise, and returns the log density
// of seeing that. It is one step of a Kalman filter.
func (b *belief) learn(shares [3]float64, seen pair, noise symmetric) float64 {
	mean, cov := b.mix(shares)
	total := cov.plus(noise, 1)
	inverse, _ := total.inverse()
	miss := pair{seen[0] - mean[0], seen[1] - mean[1]}
	var cross, gain [6]pair
	for i := range b.mean {
		for y, s := range shares {
			cross[i][0] += s * b.cov[i][2*y]
			cross[i][1] += s * b.cov[i][2*y+1]
		}
		gain[i][0] = cross[i][0]*inverse[0] + cross[i][1]*inverse[1]
		gain[i][1] = cross[i][0]*inverse[1] + cross[i][1]*inverse[2]
	}
	for i := range b.mean {
		b.mean[i] += gain[i][0]*miss[0] + gain[i][1]*miss[1]
		for j := range b.mean {
			b.cov[i][j] -= gain[i][0]*cross[j][0] + gain[i][1]*cross[j][1]
		}
	}
	return total.logDensity(miss)
}

// loosen adds the same variance to each of the six.
func (b *belief) loosen(variance float64) {
	for i := range b.cov {
		b.cov[i][i] += variance
	}
}

// scaled is the belief with its covariance times a number.
func (b belief) scaled(by float64) belief {
	for i := range b.cov {
		for j := range b.cov[i] {
			b.cov[i][j] *= by
		}
	}
	return b
}
