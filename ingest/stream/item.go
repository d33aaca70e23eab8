package stream

import "time"

// Item is one message as it lies in the stream: its bytes, undecoded, because a message that cannot be decoded must be
// kept as it came.
type Item struct {
	Seq     uint64
	Origin  uint64 // its Seq in the raw log, which is the order of arrival; workers that share it disturb that of the tagged one
	Kind    Kind
	Network string    // last part of a mention's subject
	Source  string    // the source's id; a foreign publisher that names none gets its network
	Run     string    // an import's own id, "" for what streams
	Seen    time.Time // when molva, or else the stream, saw it
	Body    []byte
	Verdict []byte // in the tagged log: what the classify stage said of it, as JSON
	Tries   int    // how often it was delivered, from 1; only Share counts
}

// Kind tells the messages of a log apart.
type Kind uint8

// The kinds of message.
const (
	Mention Kind = iota
	Note
)
