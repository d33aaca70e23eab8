package roi

import "strings"

// convert makes money into money on the ledger's terms; a [*TermsError] says that nobody stated how.
//
// An exchange rate serves both ways: where one dollar is stated in roubles, a rouble is that part of a dollar. Where both currencies
// are stated in each other, that of the money which is converted is taken. Rates are not chained through a third currency. Tax is
// put on a price or taken off it by the tax rate; money of which nobody says whether tax is in it stays what it is.
func (r *reader) convert(m Money) (Money, error) {
	to := r.of.Terms
	if m.Terms == to {
		return m, nil
	}
	by, ok := r.taxed(m.Tax, to.Tax)
	if ok && m.Currency != to.Currency {
		var rate float64
		rate, ok = r.exchanged(m.Currency, to.Currency)
		by *= rate
	}
	if !ok {
		return Money{}, &TermsError{m.Terms, to}
	}
	return Money{m.Amount * by, to}, nil
}

// exchanged is what one of a currency is in another.
func (r *reader) exchanged(from, to string) (float64, bool) {
	if m, ok := r.of.Exchange[from]; ok && m.Currency == to {
		return r.use(exchangeOf(from), m.Amount), true
	}
	if m, ok := r.of.Exchange[to]; ok && m.Currency == from {
		rate := r.use(exchangeOf(to), m.Amount)
		return 1 / rate, true
	}
	return 0, false
}

// exchangeOf is the name of the input that says what one of a currency costs.
func exchangeOf(currency string) string { return exchangeName + strings.ToLower(currency) }

// taxed is by how much money grows when tax is put on it or taken off.
func (r *reader) taxed(from, to Tax) (float64, bool) {
	if from == to {
		return 1, true
	}
	if r.of.TaxRate == nil || from == Unstated || to == Unstated {
		return 0, false
	}
	on := 1 + r.use(string(taxName), *r.of.TaxRate)
	if from == Gross {
		return 1 / on, true
	}
	return on, true
}
