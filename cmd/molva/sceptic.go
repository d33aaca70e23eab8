package main

import "time"

// A clock that is set far ahead by mistake makes everything look old, and what is swept does not come back. So a leap by
// more than tooFar is believed only when the clock still says so after a while; a machine that slept for the weekend is
// not doubted.
const (
	tooFar    = 7 * 24 * time.Hour
	convinced = 24 * time.Hour
)

// sceptic tells the time to those who destroy by it.
type sceptic struct {
	wall, steady time.Time // when the clock on the wall was believed last, and what the one that nobody sets showed
	doubted      time.Time // since when it is not, by the steady clock; zero: it is
}

// now is what the wall shows, or while that is doubted what it would show if nobody had set it.
func (s *sceptic) now(wall, steady time.Time) time.Time {
	wall = wall.Round(0) // the wall alone: a time.Time may hold a steady reading too, and would be compared by it
	expected := s.wall.Add(steady.Sub(s.steady))
	if s.wall.IsZero() || wall.Sub(expected) <= tooFar || !s.doubted.IsZero() && steady.Sub(s.doubted) >= convinced {
		*s = sceptic{wall: wall, steady: steady}
		return wall
	}
	if s.doubted.IsZero() {
		s.doubted = steady
	}
	return expected
}
