package report

import (
	"fmt"
	"math"
	"strings"

	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/ingest"
)

// amount writes a number of a unit: 1,240; 4.2%; 9,420.80 RUB; 1.6 : 1; 2.5 h. Points stand as they are, a hundred for all.
func amount(p *phrase.Printer, unit ingest.Unit, x float64, currency string) string {
	if unit == ingest.UnitRatio {
		return signed(p.Ratio(math.Abs(x)), x)
	}
	unit, x = spell(unit, x)
	return united(p, unit, bare(p, unit, x), currency)
}

// interval writes from where to where a number of a unit may be: 12–15%, −3 to +4, at least 0.2 : 1. Its ends stay in the unit, so
// that they read like the number that they surround: 38 h (0.5–60 h).
func interval(p *phrase.Printer, unit ingest.Unit, in metric.Interval, currency string) string {
	switch {
	case in.Open:
		return p.Sprintf("at least %s", end(p, unit, in.Low, currency))
	case in.Low < 0 || unit == ingest.UnitPoints:
		return p.Sprintf("%s to %s", end(p, unit, in.Low, currency), end(p, unit, in.High, currency))
	case unit == ingest.UnitRatio:
		return p.Ratios(in.Low, in.High)
	}
	return united(p, unit, bare(p, unit, in.Low)+"–"+bare(p, unit, in.High), currency)
}

// end is one end of an interval, in the very unit.
func end(p *phrase.Printer, unit ingest.Unit, x float64, currency string) string {
	if unit == ingest.UnitRatio {
		return amount(p, unit, x, currency)
	}
	return united(p, unit, bare(p, unit, x), currency)
}

// bare is a number without the word for its unit.
func bare(p *phrase.Printer, unit ingest.Unit, x float64) string {
	switch unit {
	case ingest.UnitCount:
		return decimal(p, x, 1)
	case ingest.UnitShare:
		return share(p, x)
	case ingest.UnitPoints:
		return points(p, x)
	case ingest.UnitSeconds, unitMinutes, ingest.UnitHours, unitDays:
		return lasting(p, unit, x)
	}
	return decimal(p, x, 2)
}

// united puts the word for a unit behind a number, where it has one that does not change with the number.
func united(p *phrase.Printer, unit ingest.Unit, text, currency string) string {
	switch unit {
	case ingest.UnitShare:
		return text + percentSign(p)
	case ingest.UnitMoney:
		return text + "\u00a0" + currency
	case ingest.UnitHourly:
		return p.Sprintf("%s an hour", text+"\u00a0"+currency)
	}
	return timed(p, unit, text)
}

// decimal keeps so many digits behind the point, and none where the number is whole.
func decimal(p *phrase.Printer, x float64, digits int) string {
	scale := math.Pow10(digits)
	rounded := math.Round(math.Abs(x)*scale) / scale
	switch {
	case rounded == 0 && x != 0:
		return signed("<"+p.Decimal(1/scale, digits), x)
	case rounded == math.Trunc(rounded):
		digits = 0
	}
	return signed(p.Decimal(rounded, digits), x)
}

// share is in per cent: in whole ones, with one digit where it is less than ten from nothing or one from all, with two where it is
// nearer. The two ends are kept for none and all.
func share(p *phrase.Printer, x float64) string {
	size := math.Abs(100 * x)
	rest := 100 - size
	switch {
	case size == 0 || rest == 0:
		return signed(p.Decimal(size, 0), x)
	case size < 0.005:
		return signed("<"+p.Decimal(0.01, 2), x)
	case rest > 0 && rest < 0.005:
		return signed(">"+p.Decimal(99.99, 2), x)
	case size < 0.995 || rest > 0 && rest < 0.095:
		return signed(p.Decimal(size, 2), x)
	case size < 9.95 || rest > 0 && rest < 0.95:
		return signed(p.Decimal(size, 1), x)
	}
	return signed(p.Decimal(size, 0), x)
}

func percentSign(p *phrase.Printer) string {
	if p.Language() == "ru" {
		return "\u00a0%"
	}
	return "%"
}

func points(p *phrase.Printer, x float64) string {
	text := decimal(p, x, 1)
	if x > 0 {
		return "+" + text
	}
	return text
}

// signed puts a minus that is as wide as a digit before what is below zero.
func signed(text string, x float64) string {
	if x < 0 {
		return "−" + text
	}
	return text
}

// superscript is the number of a footnote.
func superscript(n int) string {
	var b strings.Builder
	for _, digit := range fmt.Sprint(n) {
		b.WriteRune([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[digit-'0'])
	}
	return b.String()
}
