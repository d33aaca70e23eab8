package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
)

// Mention is one thing that somebody said, as the network has it. (Network, ID) is its key: the same key seen twice
// changes nothing unless its content is newer. Its JSON form is the wire format that anyone may publish.
type Mention struct {
	ID         string         `json:"id"`
	Network    string         `json:"network,omitempty"`
	URL        string         `json:"url,omitempty"`
	Text       string         `json:"text"`
	Title      string         `json:"title,omitempty"`
	Author     Author         `json:"author,omitzero"`
	Lang       string         `json:"lang,omitempty"` // BCP 47 as the network says, "" when it is silent
	Published  time.Time      `json:"published_at,omitzero"`
	Kind       Kind           `json:"kind,omitempty"`
	Thread     string         `json:"thread,omitempty"`
	Parent     string         `json:"parent,omitempty"`
	Context    string         `json:"context,omitempty"` // what it answers: the parent's text, where the source has it
	Rating     *float64       `json:"rating,omitempty"`
	Scores     Scores         `json:"scores,omitempty"` // of a survey, beside the text
	Engagement Engagement     `json:"engagement,omitzero"`
	Topics     []string       `json:"topics,omitempty"` // from a source that knows; they replace the queries
	Edited     time.Time      `json:"edited_at,omitzero"`
	Deleted    bool           `json:"deleted,omitempty"`
	Extra      map[string]any `json:"extra,omitempty"` // unknown fields, kept

	Seen  time.Time `json:"-"` // when molva saw it; travels beside the body, so that a repeat has the same bytes
	Flags Flags     `json:"-"` // what Admit had to change
}

// Author is who said it, as far as the network tells.
type Author struct {
	ID        string `json:"id,omitempty"`
	Name      string `json:"name,omitempty"`
	URL       string `json:"url,omitempty"`
	Followers *int64 `json:"followers,omitempty"`
}

// Kind is what sort of thing was written; empty reads as a post.
type Kind string

// The kinds of mention.
const (
	Post    Kind = "post"
	Comment Kind = "comment"
	Review  Kind = "review"
	Message Kind = "message"
	Survey  Kind = "survey"
)

// Kinds lists every kind, for messages that say what is possible.
var Kinds = []Kind{Post, Comment, Review, Message, Survey}

// Engagement counts reactions; nil is unknown, which is not zero.
type Engagement struct {
	Views   *int64 `json:"views,omitempty"`
	Likes   *int64 `json:"likes,omitempty"`
	Replies *int64 `json:"replies,omitempty"`
	Shares  *int64 `json:"shares,omitempty"`
}

// Flags says what Admit changed in a mention, one bit a change.
type Flags uint32

// What Admit may have changed.
const (
	BytesReplaced Flags = 1 << iota // invalid UTF-8 is U+FFFD, here or before it came, or control characters went
	Truncated                       // text cut at a whole grapheme, or a long run of line breaks was
	MarksCapped                     // more than MaxMarks combining marks on one letter
	TimeClamped                     // published lay in the future
	TimeReplaced                    // published was missing, unreadable or before 2000
	LinkDropped                     // the link was not http or https
)

var flagNames = []string{"bytes-replaced", "truncated", "marks-capped", "time-clamped", "time-replaced", "link-dropped"}

// String lists the flags by name, comma separated; "" when nothing was changed.
func (f Flags) String() string {
	var names []string
	for i, name := range flagNames {
		if f&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, ",")
}

// Key is the public id of the mention: network:external_id.
func (m Mention) Key() string { return m.Network + ":" + m.ID }

// MessageID is the stream's duplicate key: hex SHA-256 of network, 0x00, id, 0x00, SHA-256 of the body. The content is
// part of it so that an edit is no repeat, and it is hashed because NATS folds newlines in headers into spaces.
func MessageID(network, id string, body []byte) string {
	sum := sha256.Sum256(body)
	h := sha256.New()
	h.Write([]byte(network))
	h.Write([]byte{0})
	h.Write([]byte(id))
	h.Write([]byte{0})
	h.Write(sum[:])
	return hex.EncodeToString(h.Sum(nil))
}
