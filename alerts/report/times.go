package report

import (
	"math"

	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/ingest"
)

// Units in which times are said; values never have them.
const (
	unitMinutes ingest.Unit = "minutes"
	unitDays    ingest.Unit = "days"
)

const perHour, perDay = 3600.0, 24 * 3600.0 // so many seconds

// spell is a time in the unit in which it reads well: seconds below a minute, minutes below an hour, and days from two on. Hours
// become no days, since business hours are not 24 of one. What is no time stays as it is.
func spell(unit ingest.Unit, x float64) (ingest.Unit, float64) {
	to, times := spelled(unit, x)
	return to, x * times
}

// spelled is the unit in which a time is said, and how many of it one of its own unit is.
func spelled(unit ingest.Unit, x float64) (to ingest.Unit, times float64) {
	size := math.Abs(x)
	switch {
	case unit == ingest.UnitHours && 0 < size && size < 1:
		return unitMinutes, 60
	case unit != ingest.UnitSeconds || size < 60:
		return unit, 1
	case size < perHour:
		return unitMinutes, 1.0 / 60
	case size < 2*perDay:
		return ingest.UnitHours, 1 / perHour
	}
	return unitDays, 1 / perDay
}

// around is an interval in the unit in which the number that it surrounds is said.
func around(unit ingest.Unit, x float64, in metric.Interval) (ingest.Unit, metric.Interval) {
	to, times := spelled(unit, x)
	return to, metric.Interval{Low: in.Low * times, High: in.High * times, Open: in.Open}
}

// lasting is a time without its unit: whole seconds, and whole numbers from a hundred on.
func lasting(p *phrase.Printer, unit ingest.Unit, x float64) string {
	if unit == ingest.UnitSeconds || math.Abs(x) >= 99.95 {
		return decimal(p, x, 0)
	}
	return decimal(p, x, 1)
}

// timed puts the unit of a time behind its number; other units leave it alone.
func timed(p *phrase.Printer, unit ingest.Unit, text string) string {
	switch unit {
	case ingest.UnitSeconds:
		return p.Sprintf("%s s", text)
	case unitMinutes:
		return p.Sprintf("%s min", text)
	case ingest.UnitHours:
		return p.Sprintf("%s h", text)
	case unitDays:
		return p.Sprintf("%s d", text)
	}
	return text
}
