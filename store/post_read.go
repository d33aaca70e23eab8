package store

import (
	"context"

	"molva/ingest"
)

// PostQuery says which posts of accounts are meant. A zero field leaves that side open.
type PostQuery struct {
	Account string // as the config writes it
	Network string
	Form    string
	Tag     string // a hashtag, without its sign
	Users   *bool  // written by users, or by the account itself
	Period  Period // of publishing
}

// MeasuredPost is a post with what is known of it.
type MeasuredPost struct {
	ingest.AccountPost
	Figures []ingest.Figure // by metric and time, whenever they were taken
}

// MeasuredPosts returns the posts that a query means with all their figures, by time of publishing and id. Deleted ones are
// not among them.
func (db *DB) MeasuredPosts(ctx context.Context, q PostQuery) ([]MeasuredPost, error) {
	return nil, nil
}
