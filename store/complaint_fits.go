package store

import "molva/classify/cluster/naming"

// A complaint is called otherwise only when it grew by a quarter, or when its name no longer fits half as well: people
// learn the names.
const (
	outgrown = 1.25
	unfit    = 0.5
)

// misfits reports whether few of the latest texts say what the complaint is called by first.
func (s *subject) misfits() bool {
	if len(s.was.Phrases) == 0 {
		return true
	}
	first := s.was.Phrases[0]
	return naming.Share(s.texts, first.Text) < unfit*first.Share
}
