package store

import (
	"time"

	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/classify/cluster/naming"
)

// Phrase is words as people wrote them, and the share of the texts that say so.
type Phrase = naming.Phrase

// Complaint is one recurring complaint, or one thing that people like or ask for: a cluster with all that was merged into
// it. With a topic in the filter all its numbers are of what was said about that topic.
type Complaint struct {
	ID         cluster.ID
	Kind       cluster.Kind
	Theme      string // an id of the theme pack; "" before one is known
	ThemeShare float64
	Label      string
	Named      bool     // a person gave the label
	Terms      []Phrase // the phrases of the label that the program gives, with their coverage
	State      life.State
	Growth     life.Growth
	Emerging   bool     // new, by enough people and in enough words to be announced
	Topics     []string // that its mentions are about, in the config's order
	Mentions   int      // that count: neither copies nor echoes
	People     int      // distinct authors, those of copies and echoes too
	Asking     int      // how many of the mentions ask rather than complain
	First      time.Time
	Last       time.Time
	Trend      []int    // people a day, the last 28 UTC days, oldest first
	New        []Phrase // new inside this complaint, at most three
	Quotes     []ComplaintQuote
	Ticket     string
	Fixed      time.Time // when a person said that it is fixed; zero: it is not
	Ignored    bool
	Recurs     bool         // at least two people ever said it, in at least two texts
	Merged     []cluster.ID // what stands in it, merged by a person or by itself, in the order of their ids
	Sure       float64      // that its few mentions are one trouble; 0: enough people, not needed
}

// ComplaintQuote is a mention that shows what a complaint is about.
type ComplaintQuote struct {
	Mention   string // its public id
	Text      string
	URL       string
	Network   string
	Lang      string // as detected
	Published time.Time
}

// ComplaintFilter says which complaints are meant. A zero field leaves that side open.
type ComplaintFilter struct {
	Topic  string       // what is said about it
	Kind   cluster.Kind // "": all kinds
	All    bool         // also those that are ignored, and those of a single person or text
	Fixed  bool         // also those that a person marked as fixed, with zeros where nobody spoke in the period
	Period Period       // with mentions published in it; numbers are of the period, the trend and the state are not
	Now    time.Time    // the state is that of this moment; zero, or still to come: the database's clock

	only  cluster.ID // one of them; 0: all
	topic int64      // the row of Topic
}
