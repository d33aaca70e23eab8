package metric

import (
	"time"

	"molva/alerts/service"
	"molva/ingest"
)

// Business is what the configuration says of the company beside its topics.
type Business struct {
	Accounts  []Owned        // ours and competitors'
	Staff     []string       // network:author of those who speak for us
	Inputs    []ingest.Input // entered in the configuration; they come before imported ones
	Goals     []Goal
	Hours     service.Hours
	SLA       time.Duration       // an answer is in time within so long, in business hours; 0: nobody said
	Segment   []string            // parts of an audience that we want, such as f-25-30 or country-ru
	Followers int                 // from how many on an author is influential
	Supplies  map[string][]string // network → the inputs that its sources can supply
	Ledger    Bookkeeping
}

// Bookkeeping says how the ledger is kept. Empty fields leave it to what was entered.
type Bookkeeping struct {
	Currency string
	Tax      ingest.Tax // whether value added tax is in its money
	Event    string     // the topic, by id, whose mentions are tied to an event
}

// Owned is an account and the topic that it belongs to.
type Owned struct{ Topic, Network, Account string }

// Goal is what the business wants of a metric.
type Goal struct {
	ID       string
	Name     string
	Topic    string
	Account  string // network:account, of a metric of communities; "" is the topic itself
	Metric   string // id of a row that is no vanity
	Part     string
	Unit     string // for people
	Baseline float64
	Target   float64
	From, By time.Time // when the baseline was so, and when the target is to be
	Owner    string
}
