package ingest

import "time"

// Figure is one community metric of an account, or of one of its posts, at one time. A figure that the network does not
// tell is absent; zero is a figure.
type Figure struct {
	Account string        `json:"account"` // the network's own id or name of it, as the config writes it
	Network string        `json:"network"`
	Post    string        `json:"post,omitempty"` // of that post of the account, by the network's id; "" is the account itself
	Metric  string        `json:"metric"`         // a name of Metrics; one that has parts may have a part behind a slash
	At      time.Time     `json:"at"`             // of a level, when it was so; of a flow, when its span began
	Span    time.Duration `json:"span,omitempty"` // of a flow: how long it was counted for; 0 of a level
	Value   float64       `json:"value"`          // in the metric's unit
}

// AccountPost is a post of an account whose figures are kept, our own or a competitor's: what it is, so that results can be
// compared by kind, length, hour and tag. It is no mention.
type AccountPost struct {
	Account   string    `json:"account"`
	Network   string    `json:"network"`
	ID        string    `json:"id"`
	URL       string    `json:"url,omitempty"`
	Text      string    `json:"text,omitempty"`
	Form      string    `json:"form,omitempty"`   // one of Forms; "" is unknown
	Author    string    `json:"author,omitempty"` // set where somebody else wrote it, such as a user on a wall
	Published time.Time `json:"published_at"`
	Deleted   bool      `json:"deleted,omitempty"`
}

// Forms are what a post can be.
var Forms = []string{"text", "photo", "video", "link", "poll", "story", "other"}

// Members is a set of people: who follows an account, or did something there. Only salted hashes of them are kept, so that
// sets can be compared and nobody be named. A large set comes in several pieces, one after the other.
type Members struct {
	Account string        `json:"account"`
	Network string        `json:"network"`
	Set     string        `json:"set"` // one of MemberSets
	At      time.Time     `json:"at"`  // the same for all pieces; of what was done, when its span began
	Span    time.Duration `json:"span,omitempty"`
	IDs     []string      `json:"ids"`
	Last    bool          `json:"last,omitempty"` // the set is complete with this piece
}

// MemberSets are the sets that are kept: followers, those of them whose account is blocked or deleted, who acted (reacted,
// commented, shared or posted) within a span.
var MemberSets = []string{"followers", "dead", "active"}
