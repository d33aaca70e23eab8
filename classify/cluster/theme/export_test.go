package theme

import "testing"

// Complaint is one of the public airline complaints.
type Complaint = statement

// Strangers returns complaints about two brands, and a pack that has learned from those about two others.
func Strangers(t *testing.T) (*Pack, []Complaint) {
	first, second := halves(airline(t))
	return packFrom(t, warmFrom(t, first)), second
}

// Reason is why the passenger complains.
func (s Complaint) Reason() string { return s.label }

// Own are the brands that the public texts are about.
var Own = own

// VMeasure compares two labellings.
func VMeasure(gold, guessed []string) float64 { return vMeasure(gold, guessed) }
