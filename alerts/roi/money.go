package roi

import (
	"fmt"
)

// Terms are what must be the same of money that is added up.
type Terms struct {
	Currency string // three capital letters
	Tax      Tax
}

// Tax says whether value added tax is in a price.
type Tax string

// Nobody says, tax is not in it, tax is in it.
const (
	Unstated Tax = ""
	Net      Tax = "excluded"
	Gross    Tax = "included"
)

// Money is an amount on its terms.
type Money struct {
	Amount float64
	Terms
}

// Times is n times as much.
func (m Money) Times(n float64) Money { return Money{m.Amount * n, m.Terms} }

// Plus adds up money of the same terms; a [*TermsError] otherwise.
func (m Money) Plus(other Money) (Money, error) {
	if m.Terms != other.Terms {
		return Money{}, &TermsError{m.Terms, other.Terms}
	}
	return Money{m.Amount + other.Amount, m.Terms}, nil
}

// TermsError is why money does not add up.
type TermsError struct{ Have, Other Terms }

// Error names both terms.
func (e *TermsError) Error() string {
	return fmt.Sprintf("%s does not add up with %s: state an exchange rate or a tax rate", e.Have, e.Other)
}

func (t Terms) String() string {
	switch t.Tax {
	case Net:
		return t.Currency + " without tax"
	case Gross:
		return t.Currency + " with tax"
	}
	return t.Currency
}
