package cluster

import "time"

// Post is what a book needs to know of a mention.
type Post struct {
	Mention int64 // its row; the book keeps it only as an example of its cluster
	Title   string
	Text    string
	Lang    string    // as detected: ru, en, other, unknown
	Author  uint64    // a hash, the same for the same person
	At      time.Time // when it was published
}
