package life

import "time"

// Course is what happened to one complaint.
type Course struct {
	// Days counts distinct people per UTC day, oldest first; the last is today and may be partial. Days before the
	// first entry count as zero. Reach back eight weeks, and for a complaint that was fixed to four weeks before that,
	// or a return older than Days is forgotten.
	Days        []int
	First, Last time.Time // when its first and its latest mention were published
	People      int       // distinct people, ever
	Texts       int       // different texts, ever
	Fixed       time.Time // when a person said that it is fixed; zero: nobody did, or it was reopened
	Ignored     bool
}

// Crowd is everybody who complained (or praised, or wished: one kind), in whatever cluster or in none.
type Crowd struct {
	Days []int // people per UTC day as in Course; leading zeros are days before anything was watched
}

// Verdict is what to say of a complaint today.
type Verdict struct {
	State    State
	Growth   Growth
	Emerging bool // new, by enough people and in enough words to be announced
}

// Growth compares the latest days of a complaint with what is usual for it.
type Growth struct {
	Recent   float64 // people in the window
	Expected float64 // people that would be usual, given how many wrote at all; 0: nothing was there to compare with
	Ratio    float64 // Recent / Expected; 0: unknown
	P        float64 // chance of so many, or so few, if nothing changed; all windows tried are allowed for. 1: no test was made
	Days     int     // the window, today included; 0: nothing was compared
}
