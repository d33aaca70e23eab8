package likeness

import "math"

// Sure is how probable it is that two of a cluster's few mentions, taken at random, are about one trouble, by how many
// there are and by how similar they came to each other (cluster.Cluster's Cohesion). Two that are hardly alike agree in
// two of ten cases, near repeats in eight. It is 0 for fewer than two: nothing can agree.
//
// It is a logistic function fitted to the small clusters in streams of 300 requests of CLINC150, the hardest of three
// sets: 150 intents that lie close together. There it is right within .1; support intents (Bitext) and airline complaints
// agree more often than it says (TestSureOnPublicTexts).
func Sure(n int, cohesion float64) float64 {
	if n < 2 {
		return 0
	}
	return logistic(-2.4 + 3.8*cohesion - 0.5*math.Log(float64(n)/2))
}
