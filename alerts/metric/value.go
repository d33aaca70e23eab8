package metric

import (
	"molva/alerts"
	"molva/ingest"
	"molva/store"
)

// Value is one number of a metric, or the reason why there is none: the input that lacks or, where none does, the caveat
// says why there is no such number, as when there is nothing to divide by.
type Value struct {
	Metric   string // id of the row
	Topic    string // id; of an account, the topic that it belongs to
	Account  string // "" of a topic itself
	Network  string // of the account, or of a metric that is told network by network
	Part     string // of one that has parts: a form, an hour, a word; "": of the whole
	Called   Text   // what people call the part, where the row does not say; a stranger's text
	Period   store.Period
	Currency string      // of money
	Unit     ingest.Unit // of a part that has another one than the row; "": the row's
	Known    bool
	Value    float64 // in the row's unit, or in Unit
	Over     bool    // the number itself is larger: it lies beyond what was seen, and Value is as far as that went
	Interval *Interval
	N        int // of how many posts, or other things, an estimate is made; 0: nobody says
	Of       *Of // of what it was divided, where it was
	Basis    Basis
	Missing  string          // the input that lacks, where nothing is known; one of a metric's Inputs
	Caveat   Text            // what the reader must know of this very number; often empty
	Evidence alerts.Evidence // the list behind it
}

// Interval holds the true number in nine of ten cases.
type Interval struct {
	Low, High float64
	Open      bool // there is no upper end
}

// Of is a division: what stands above the line and below it.
type Of struct {
	Num, Den float64
}

// Basis is what a number rests on.
type Basis string

// The bases, from the strongest.
const (
	Measured Basis = ""        // by a network or by us
	Entered  Basis = "entered" // by people, with a source
	Assumed  Basis = "assumed" // a guess, printed beside the number
)
