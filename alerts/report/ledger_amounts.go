package report

import (
	"math"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/roi"
	"molva/ingest"
)

// money is an amount of money; its tax is said where it is not the ledger's.
func (w ledgerWriter) money(x float64, of roi.Terms) string {
	text := precise(w.Printer, ingest.UnitMoney, x, alerts.Inert(of.Currency))
	if of.Currency != "" && of.Tax != w.ledger.Terms.Tax {
		text += " " + taxed(w.Printer, of.Tax)
	}
	return text
}

// value is what a reading gives: money or, of formulas that end in one, a count.
func (w ledgerWriter) value(r roi.Reading, x float64) string {
	if r.Terms.Currency == "" {
		return amount(w.Printer, ingest.UnitCount, x, "")
	}
	return w.money(x, r.Terms)
}

// gain is a return: +57.3%.
func gain(p *phrase.Printer, x float64) string {
	text := decimal(p, 100*x, 1) + percentSign(p)
	if x > 0 {
		return "+" + text
	}
	return text
}

// gains is the interval of a return; a dash where nothing it is made of is a sample.
func gains(p *phrase.Printer, c roi.Combination) string {
	if c.Low == c.High {
		return "–"
	}
	return p.Sprintf("%s to %s", gain(p, c.Low), gain(p, c.High))
}

// precise is an amount in which small prices and shares keep their digits: 0.008 USD, 23.5%.
func precise(p *phrase.Printer, unit ingest.Unit, x float64, currency string) string {
	return digitsOf(p, unit, x, currency, 1)
}

// digitsOf writes a share with so many digits, other numbers with one more, and numbers below one with as many as it takes to see two
// of them.
func digitsOf(p *phrase.Printer, unit ingest.Unit, x float64, currency string, digits int) string {
	switch unit {
	case ingest.UnitShare:
		x *= 100
	case ingest.UnitMoney, ingest.UnitHourly, ingest.UnitRate:
		digits++
	default:
		return amount(p, unit, x, currency)
	}
	least := digits
	if size := math.Abs(x); size > 0 && size < 1 {
		digits = min(max(digits, 1-int(math.Floor(math.Log10(size)))), 8)
	}
	for ; digits > least && math.Abs(math.Remainder(x*math.Pow10(digits-1), 1)) < 1e-6; digits-- { // no zeros at the end
	}
	return united(p, unit, decimal(p, x, digits), currency)
}

// toldApart are two values of an input with as many digits as it takes to see that they differ.
func toldApart(p *phrase.Printer, unit ingest.Unit, currency string, a, b float64) (first, second string) {
	for digits := 1; digits < 6; digits++ {
		first, second = digitsOf(p, unit, a, currency, digits), digitsOf(p, unit, b, currency, digits)
		if first != second || a == b {
			break
		}
	}
	return first, second
}

// inputName is what an input is called, whether it is there or not.
func (w ledgerWriter) inputName(name string) string {
	if from, there := w.ledger.Given[name]; there {
		return alerts.Inert(from.Called.In(w.Language()))
	}
	return alerts.Inert(metric.InputName(name).In(w.Language()))
}
