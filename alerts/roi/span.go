package roi

import "fmt"

// Span is how long a period is. A year has twelve months or fifty-two weeks.
type Span string

// The spans.
const (
	Day     Span = "day"
	Week    Span = "week"
	Month   Span = "month"
	Quarter Span = "quarter"
	Year    Span = "year"
)

// Weeks is how many weeks a span has: a month has 52/12.
func (s Span) Weeks() float64 {
	switch s {
	case Day:
		return 1.0 / 7
	case Week:
		return 1
	case Month:
		return 52.0 / 12
	case Quarter:
		return 52.0 / 4
	case Year:
		return 52
	}
	return 0
}

// has reports whether a span of the calendar may have so many days.
func (s Span) has(days int) bool {
	switch s {
	case Day:
		return days == 1
	case Week:
		return days == 7
	case Month:
		return 28 <= days && days <= 31
	case Quarter:
		return 90 <= days && days <= 92
	case Year:
		return 365 <= days && days <= 366
	}
	return false
}

// Flow is money of a period.
type Flow struct {
	Money
	Per Span
}

// In is as much in a period of another length, if it goes on alike.
func (f Flow) In(s Span) Flow {
	if s == f.Per {
		return f
	}
	return Flow{f.Times(s.Weeks() / f.Per.Weeks()), s}
}

// Plus adds up money of the same terms and span.
func (f Flow) Plus(other Flow) (Flow, error) {
	if f.Per != other.Per {
		return Flow{}, &SpanError{f.Per, other.Per}
	}
	sum, err := f.Money.Plus(other.Money)
	return Flow{sum, f.Per}, err
}

// SpanError is why what was made in one period does not add up with what was made in another.
type SpanError struct{ Have, Other Span }

// Error names both spans.
func (e *SpanError) Error() string {
	return fmt.Sprintf("what is of a %s does not add up with what is of a %s: say how much it is in the same period", e.Have, e.Other)
}
