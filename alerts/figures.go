package alerts

import (
	"fmt"
	"math"

	"molva/alerts/phrase"
	"molva/classify/quantify"
)

// Ratio writes a ratio: 1.6 : 1. What is not known is undefined, never 0 or infinite.
func Ratio(f quantify.Figure, p *phrase.Printer) string {
	if !f.Known {
		return p.Sprintf("undefined")
	}
	return p.Ratio(f.Value)
}

// RatioInterval writes the interval of a known ratio, which may have no upper end: 0.9–2.4, at least 0.9.
func RatioInterval(f quantify.Figure, p *phrase.Printer) string {
	if f.Open {
		return p.Sprintf("at least %s", p.Ratio(f.Low))
	}
	return p.Ratios(f.Low, f.High)
}

// Points writes a difference of shares with its sign, in percentage points: +4, −22.
func Points(delta float64) string {
	switch n := math.Round(100 * delta); {
	case n > 0:
		return fmt.Sprintf("+%.0f", n)
	case n < 0:
		return fmt.Sprintf("−%.0f", -n)
	}
	return "0"
}

// PointsInterval writes from where to where a difference may be: −35 to −7.
func PointsInterval(low, high float64, p *phrase.Printer) string {
	return p.Sprintf("%s to %s", Points(low), Points(high))
}
