package report

import (
	"fmt"
	"math"
	"strings"

	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/ingest"
)

// amount writes a number of a unit: 1,240; 4.2%; 9,420.80 RUB; 1.6 : 1; 2 h 30 min. Points stand as they are, a hundred for all.
func amount(p *phrase.Printer, unit ingest.Unit, x float64, currency string) string {
	if unit == ingest.UnitRatio {
		return signed(p.Ratio(math.Abs(x)), x)
	}
	return united(p, unit, bare(p, unit, x), currency)
}

// interval writes from where to where a number of a unit may be: 12–15%, −3 to +4, at least 0.2 : 1.
func interval(p *phrase.Printer, unit ingest.Unit, in metric.Interval, currency string) string {
	switch {
	case in.Open:
		return p.Sprintf("at least %s", amount(p, unit, in.Low, currency))
	case in.Low < 0 || unit == ingest.UnitPoints || unit == ingest.UnitHours || unit == ingest.UnitSeconds:
		return p.Sprintf("%s to %s", amount(p, unit, in.Low, currency), amount(p, unit, in.High, currency))
	case unit == ingest.UnitRatio:
		return p.Ratios(in.Low, in.High)
	}
	return united(p, unit, bare(p, unit, in.Low)+"–"+bare(p, unit, in.High), currency)
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
	case ingest.UnitHours:
		if x != 0 && math.Abs(x) < 1 {
			return duration(p, 3600*x)
		}
		return p.Sprintf("%s h", decimal(p, x, 1))
	case ingest.UnitSeconds:
		return duration(p, x)
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
	return text
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

// duration is in the two largest units that say something.
func duration(p *phrase.Printer, seconds float64) string {
	minutes := math.Round(math.Abs(seconds) / 60)
	hours := math.Floor(minutes / 60)
	days := math.Floor(hours / 24)
	var parts []string
	switch {
	case math.Abs(seconds) < 60:
		parts = append(parts, p.Sprintf("%s s", p.Decimal(math.Abs(seconds), 0)))
	case hours < 1:
		parts = append(parts, p.Sprintf("%s min", p.Decimal(minutes, 0)))
	case days < 2:
		parts = append(parts, p.Sprintf("%s h", p.Decimal(hours, 0)))
		if rest := minutes - 60*hours; rest > 0 {
			parts = append(parts, p.Sprintf("%s min", p.Decimal(rest, 0)))
		}
	default:
		parts = append(parts, p.Sprintf("%s d", p.Decimal(days, 0)))
		if rest := hours - 24*days; rest > 0 {
			parts = append(parts, p.Sprintf("%s h", p.Decimal(rest, 0)))
		}
	}
	return signed(strings.Join(parts, " "), seconds)
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
