package ingest

// Scores are answers on a scale, by the name of the question.
type Scores map[string]float64
