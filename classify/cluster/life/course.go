package life

import "time"

// Course is what happened to one complaint.
type Course struct {
	// Days counts distinct people per UTC day, oldest first; the last is today and may be partial. Days before those of
	// the crowd are not looked at, days missing here are zero. Nine weeks are enough; for a complaint that was fixed reach
	// back to four weeks before that, or a return older than Days is forgotten.
	Days        []int
	First, Last time.Time // when its first and its latest mention were published
	People      int       // distinct people, ever
	Texts       int       // different texts, ever
	Fixed       time.Time // since when a person says it is fixed; zero: nobody does, or it was reopened
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

// Growth compares the latest days of a complaint with what is usual for it: of one that rises the window that says so most
// strongly, otherwise the last week, or what so short a history allows. Of one that was fixed it compares the days since
// the grace, a week at most, with before the fix. All is zero but P where nothing is there to compare with.
type Growth struct {
	Recent   float64 // people in the window
	Expected float64 // people that would be usual, given how much others wrote
	Ratio    float64 // Recent / Expected
	P        float64 // chance of such a change, or greater, in any of the windows, if nothing happened; 1: nothing speaks for one
	Days     int     // the window, today included
}
