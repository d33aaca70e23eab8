package ingest

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

// Scores that people give lie between these.
const (
	lowestScore  = 1
	highestScore = 10
)

// largestValue is more than any business counts, and little enough that what sums and products make of it stays finite.
const largestValue = 1e15

var (
	currencyForm  = regexp.MustCompile(`^[A-Z]{3}$`)
	smallCurrency = regexp.MustCompile(`^[a-z]{3}$`) // as it stands behind a slash
)

// ValidCurrency reports whether a currency is written as it must be.
func ValidCurrency(s string) bool { return currencyForm.MatchString(s) }

// Check returns why an input cannot be kept, as a [Complaint].
func (in Input) Check() error {
	k, known := InputOf(in.Kind)
	switch {
	case !known:
		return Complain("kind is %q, want one of %s", brief(in.Kind), strings.Join(inputNames(), ", "))
	case in.Topic == "":
		return Complain("the topic is missing")
	case !in.From.Before(in.To):
		return Complain("the period is missing or ends before it begins")
	case in.From.AddDate(10, 0, 0).Before(in.To):
		return Complain("the period is longer than ten years")
	case (in.Value == nil) == (in.K == nil):
		return Complain("want either a value or k of n")
	case in.N != nil && *in.N <= 0:
		return Complain("n is %d, want a number above 0", *in.N)
	}
	for _, check := range []func(Input) error{k.checkName, k.checkCurrency, k.checkTerms, k.checkNumber} {
		if err := check(in); err != nil {
			return err
		}
	}
	return nil
}

// checkName looks at the part behind the slash of a kind that does not take any.
func (k InputKind) checkName(in Input) error {
	_, part, _ := strings.Cut(in.Kind, "/")
	switch {
	case k.Only != nil && !slices.Contains(k.Only, part):
		return Complain("kind is %q, want one of %s", brief(in.Kind), strings.Join(k.names(), ", "))
	case k.Name == exchange && !smallCurrency.MatchString(part):
		return Complain("kind is %q, want a currency behind it in three small letters, such as exchange/usd", brief(in.Kind))
	case k.Name == exchange && strings.ToUpper(part) == in.Currency:
		return Complain("kind is %q and currency is %q, want two currencies: what one of the first costs in the second", in.Kind, in.Currency)
	}
	return nil
}

func (k InputKind) checkCurrency(in Input) error {
	switch {
	case k.priced() != (in.Currency != ""):
		return Complain("currency is %q: money has one, such as RUB, and nothing else does", brief(in.Currency))
	case in.Currency != "" && !ValidCurrency(in.Currency):
		return Complain("currency is %q, want three capital letters such as RUB", brief(in.Currency))
	}
	return nil
}

func (k InputKind) priced() bool { return k.Unit == UnitMoney || k.Unit == UnitHourly }

// checkTerms looks at what a number is of, and at its tax.
func (k InputKind) checkTerms(in Input) error {
	switch {
	case in.Per != "" && in.Per != EachWeek && in.Per != EachMonth && in.Per != EachYear:
		return Complain("per is %q, want week, month or year", brief(string(in.Per)))
	case in.Per != "" && !k.Flow:
		return Complain("per is %q, but %s does not add up over time; leave per out", in.Per, k.Name)
	case in.Tax != "" && !slices.Contains(Taxes, in.Tax):
		return Complain("tax is %q, want included or excluded", brief(string(in.Tax)))
	case in.Tax != "" && (!k.priced() || k.Name == exchange):
		return Complain("tax is %q, but %s is nothing that tax is paid on; leave tax out", in.Tax, k.Name)
	}
	return nil
}

func (k InputKind) checkNumber(in Input) error {
	if in.K != nil {
		return k.checkPart(in)
	}
	return k.checkValue(*in.Value)
}

func (k InputKind) checkPart(in Input) error {
	switch {
	case !k.Share:
		return Complain("%s is told as k of n, want a value", k.Name)
	case in.N == nil || *in.K < 0 || *in.K > *in.N:
		return Complain("k and n are wrong, want k from 0 to n and n above 0")
	}
	return nil
}

func (k InputKind) checkValue(v float64) error {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0) || v < 0:
		return Complain("value is %v, want a finite number from 0", v)
	case v > largestValue:
		return Complain("value is %v, want at most %v", v, largestValue)
	case k.Name == exchange && v == 0:
		return Complain("value is %v, want an exchange rate above 0", v)
	case k.Unit == UnitShare && v > 1:
		return Complain("value is %v, want a share from 0 to 1", v)
	case k.Unit == UnitScore && (v < lowestScore || v > highestScore):
		return Complain("value is %v, want a mean score from 1 to 10", v)
	}
	return nil
}
