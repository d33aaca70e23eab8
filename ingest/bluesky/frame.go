package bluesky

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"molva/ingest"
)

// frame is one message of the wire: an event, or the error with which the server ends the stream.
type frame struct {
	Type    string `json:"$type"` // "message" or "error"
	Payload event  `json:"payload"`
	Error   string `json:"error"`
}

// event is a commit or a notice; the fields of both.
type event struct {
	Type       string `json:"$type"` // network.bsky.jetstream.subscribeEvents#commit, …#info
	Seq        int64  `json:"seq"`
	DID        string `json:"did"`
	Time       string `json:"time"`
	Witnessed  string `json:"witnessedAt"` // older servers do not say it
	Operation  string `json:"operation"`   // create, update, delete
	Collection string `json:"collection"`
	RecordKey  string `json:"rkey"`
	Name       string `json:"name"` // of a notice

	Raw json.RawMessage `json:"record"` // any program may have written it, so it is read on its own
}

// kind is the last part of the event's type.
func (e event) kind() string { return e.Type[strings.LastIndexByte(e.Type, '#')+1:] }

// witnessed is when the server saw the event, zero when it does not say so readably.
func (e event) witnessed() time.Time {
	for _, s := range []string{e.Witnessed, e.Time} {
		if t, ok := ingest.ParseTime(s); ok {
			return t
		}
	}
	return time.Time{}
}

// decode reads one frame. A server's own error is a streamError; what cannot be read is some other error.
func decode(data []byte) (event, error) {
	var f frame
	if err := json.Unmarshal(data, &f); err != nil {
		return event{}, errors.New("frame is no readable JSON")
	}
	switch {
	case f.Type == "error":
		return event{}, streamError(word(f.Error))
	case f.Type != "message":
		return event{}, fmt.Errorf("frame is %q, want message or error", word(f.Type))
	case f.Payload.kind() == "commit" && (f.Payload.Seq <= 0 || f.Payload.DID == "" || f.Payload.RecordKey == ""):
		return event{}, errors.New("commit lacks its seq, did or rkey")
	}
	return f.Payload, nil
}

// streamError is the name of the error with which the server ended the stream, such as ConsumerTooSlow.
type streamError string

func (e streamError) Error() string { return "the server ended the stream: " + string(e) }

// word keeps a name that came from outside short and printable.
func word(s string) string {
	clean := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '#' || r == '-' {
			return r
		}
		return -1
	}, s)
	return clean[:min(len(clean), 40)]
}

// mention is the post as ingest has it, and its record. A deleted one has an id and nothing to read.
func (e event) mention() (m ingest.Mention, r record, err error) {
	m = mentionOf(e.DID, e.RecordKey)
	if e.Operation != "create" {
		m.Edited = e.witnessed()
	}
	if m.Deleted = e.Operation == "delete"; m.Deleted {
		return m, r, nil
	}
	if err := json.Unmarshal(e.Raw, &r); err != nil {
		return m, r, errors.New("record is no readable " + collection)
	}
	r.into(&m)
	return m, r, nil
}
