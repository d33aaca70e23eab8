package metric

import (
	"time"

	"molva/ingest"
)

// Business is what the configuration says of the company beside its topics.
type Business struct {
	Accounts  []Owned        // ours and competitors'
	Staff     []string       // network:author of those who speak for us
	Inputs    []ingest.Input // entered in the configuration; they come before imported ones
	Goals     []Goal
	Hours     Hours
	SLA       time.Duration       // an answer is in time within so long, in business hours; 0: nobody said
	Segment   []string            // parts of an audience that we want, such as f-25-30 or country-ru
	Followers int                 // from how many on an author is influential
	Supplies  map[string][]string // network → the inputs that its sources can supply
}

// Owned is an account and the topic that it belongs to.
type Owned struct{ Topic, Network, Account string }

// Hours is when somebody is there to answer.
type Hours struct {
	Days     [7]Shift // by weekday, Sunday first
	Holidays []string // days on which nobody is there, such as 2026-01-01
}

// Shift is part of a day: from midnight on, half-open. The zero shift is a day off. All days off: around the clock.
type Shift struct{ From, To time.Duration }

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
