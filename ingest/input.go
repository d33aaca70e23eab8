package ingest

import "time"

// Input is a number that people enter because no network tells it: what was spent, how many leads came, what a survey found.
// Values of the same kind and topic stand side by side by period.
type Input struct {
	Kind     string    `json:"kind"`            // a name of InputKinds; one that has parts may have a part behind a slash
	Topic    string    `json:"topic"`           // its id
	From     time.Time `json:"from"`            // the period that it is of, half-open
	To       time.Time `json:"to"`              //
	Value    *float64  `json:"value,omitempty"` // in the kind's unit; nil where K of N say it
	K        *int      `json:"k,omitempty"`     // so many
	N        *int      `json:"n,omitempty"`     // of so many; beside a value, how many were asked for it
	Per      Per       `json:"per,omitempty"`   // the value is of each week, month or year of the period; "" of all of it
	Currency string    `json:"currency,omitempty"`
	Tax      Tax       `json:"tax,omitempty"`     // whether value added tax is in it; "": nobody says
	Assumed  bool      `json:"assumed,omitempty"` // a guess, which is printed as one
	Source   string    `json:"source,omitempty"`  // where it comes from, for people: "invoice 12"
}

// InputKey is what an input is of. The latest word on each counts, so that two of one key never add up.
type InputKey struct {
	Kind, Topic, Currency string
	From, To              int64 // in milliseconds of Unix
}

// Key is what the input is of.
func (in Input) Key() InputKey {
	return InputKey{in.Kind, in.Topic, in.Currency, in.From.UnixMilli(), in.To.UnixMilli()}
}

// Per says of each of what a value is; [Input.Total] is what that comes to.
type Per string

// What it may be of.
const (
	EachWeek  Per = "week"
	EachMonth Per = "month"
	EachYear  Per = "year"
)

// Tax says whether value added tax is in an amount of money.
type Tax string

// The ways of saying so.
const (
	TaxExcluded Tax = "excluded"
	TaxIncluded Tax = "included"
)

// Taxes are both.
var Taxes = []Tax{TaxExcluded, TaxIncluded}
