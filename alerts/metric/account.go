package metric

import (
	"molva/store"
)

// Account is what is known of one community in a period.
type Account struct {
	Owned
	Reader *Reader
	Posts  []Post     // of the account and of users on its wall, published in the period
	Rivals []*Account // all others of the same network, ours and competitors'
}

// Post is a post of an account with its latest figures.
type Post struct {
	store.MeasuredPost
	Followers *float64 // of the account when it was published; nil: unknown
}

// Level is a level of the account at a moment: the last figure at it or before it, but not older than so much of the period
// as the reader allows; ok is false when nobody told.
func (a *Account) Level(metric string, end bool) (v float64, ok bool) { return 0, false }

// Flow is the sum of a flow over the period; ok is false when a day of it was not told.
func (a *Account) Flow(metric string) (sum float64, ok bool) { return 0, false }

// Last is the latest figure of a post; ok is false when the network does not tell it, which is not zero.
func (p Post) Last(metric string) (v float64, ok bool) { return 0, false }
