package likeness

import "math"

// Sure is how probable it is that two of a cluster's few mentions, taken at random, are about one trouble, by how many
// there are and by how similar they came to each other (cluster.Cluster's Cohesion). Two that are hardly alike agree in
// three of ten cases, near repeats in eight. It is 0 for fewer than two: nothing can agree.
//
// A logistic function fitted to 1,609 clusters of two to five mentions in small streams (300 mentions) of CLINC150
// requests, the hardest of three sets: 150 intents that lie close together. On support intents (Bitext) and airline
// complaints the mentions agree more often than it says.
func Sure(n int, cohesion float64) float64 {
	if n < 2 {
		return 0
	}
	return logistic(-2.2 + 3.7*cohesion - 0.5*math.Log(float64(n)/2))
}
