package quantify

// Figure is an estimate with its 90 % interval, Low ≤ Value ≤ High. Where Known is false nothing may be said, and the
// numbers are zero. Open means that the interval has no upper end: High then repeats Value.
type Figure struct {
	Value, Low, High float64
	Known, Open      bool
}

// Estimates is how people feel, by a cell and a calibration.
type Estimates struct {
	N                           int    // mentions
	Negative, Neutral, Positive Figure // shares of all mentions
	Net                         Figure // (positive − negative) / all, −1 to 1
	Opinion                     Figure // (positive − negative) / (positive + negative), −1 to 1
	Favour                      Figure // positive / (positive + negative), 0 to 1
	Ratio                       Figure // positive / negative
	Labels                      int    // of this topic's random sample, on which the estimate rests
	Calibrated                  bool   // whether these are Sampled or more
}

// Sampled is how many labels of a topic's random sample make its estimates rest on the topic itself.
const Sampled = 100
