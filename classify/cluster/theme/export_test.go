package theme

import "testing"

// Complaint is one of the public airline complaints.
type Complaint = statement

// Strangers returns a pack that has learned from the complaints about two brands and those about two others; the second
// time the other way round.
func Strangers(t *testing.T) (packs [2]*Pack, heard [2][]Complaint) {
	first, second := halves(airline(t))
	return [2]*Pack{warmPack(t, second), warmPack(t, first)}, [2][]Complaint{first, second}
}

// Reason is why the passenger complains.
func (s Complaint) Reason() string { return s.label }

// Own are the brands that the public texts are about.
var Own = own

// VMeasure compares two labellings.
func VMeasure(gold, guessed []string) float64 { return vMeasure(gold, guessed) }
