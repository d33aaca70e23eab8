package store

import (
	"context"
	"time"
)

// People returns who spoke of a topic in a period, as Tally counts them, on one network or, where that is "", on all.
func (db *DB) People(ctx context.Context, topic, network string, p Period) (Set, error) {
	return Set{}, nil
}

// Newcomers is how many of those who spoke of a topic in a period had never done so before it; ok is false when nothing was
// heard before, so that everybody would be new.
func (db *DB) Newcomers(ctx context.Context, topic string, p Period) (n int, ok bool, err error) {
	return 0, false, nil
}

// Attention is how much notice the mentions that count got, as far as the networks tell: each sum says of how many mentions
// it is, and there is nothing known of the others.
type Attention struct {
	Mentions                                 int // that count
	Views, Likes, Replies, Shares, Followers Noticed
	Influential                              int // whose author has at least so many followers
}

// Noticed is a sum over those mentions of which it is known. Of followers each author counts once, with the latest number.
type Noticed struct {
	Sum   int64
	Known int
}

// Attention adds up what is known of the mentions that count for a topic in a period.
func (db *DB) Attention(ctx context.Context, topic string, p Period, influential int) (Attention, error) {
	return Attention{}, nil
}

// Exchange is one message of a conversation about a topic.
type Exchange struct {
	ID        string // the mention's public id
	Network   string
	Thread    string // that of the mention, or its own id where it begins one
	Parent    string
	Author    string // the network's author id; "" is unknown
	Category  string
	Published time.Time
	Sentiment int8 // -1, 0, 1: towards the topic
	Counted   bool
	Answered  time.Time // when we answered, where the network tells that on the message itself, as stores do
}

// Exchanges returns, in order of publishing, the messages of a topic that were published in a period, and all later ones until
// the moment now that stand in the same threads.
func (db *DB) Exchanges(ctx context.Context, topic string, p Period, now time.Time) ([]Exchange, error) {
	return nil, nil
}
