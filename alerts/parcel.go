package alerts

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"molva/store"
)

// parcel is what a letter says, as its payload holds it. It is written down before anybody can have read it, so the thread
// under a message, and whoever reacts to it, find the words that were posted.
type parcel struct {
	Story *Story    `json:"story,omitempty"`
	Case  *Case     `json:"case,omitempty"`  // the complaint that it is about
	Said  *Said     `json:"said,omitempty"`  // instead of a story: one quote, alone
	Notes []string  `json:"notes,omitempty"` // what stood on top when it was last handed over
	Fresh time.Time `json:"fresh,omitzero"`  // due time of the newer letter whose story this one took over
	Told  string    `json:"told,omitempty"`  // key of the message that names it as one that was not sent in time

	Refused int `json:"refused,omitempty"` // how often it was refused, other failures not counted
}

// Parcel is the payload of a letter that says a story of its own, as alerts do: the desk posts it as it is, with a note on
// top when it is late or may be a repeat. About is the complaint that it is about, nil where it is about none.
func Parcel(s Story, about *Case) ([]byte, error) { return parcel{Story: &s, Case: about}.pack() }

// Quoted is the quote that a letter says, of which readers may say that it was judged wrongly; ok is false for a letter
// that says anything else.
func Quoted(l store.Letter) (q Said, ok bool) {
	p, err := unpack(l)
	if err != nil || p.Said == nil {
		return Said{}, false
	}
	return *p.Said, true
}

func (p parcel) pack() ([]byte, error) {
	payload, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("write down what a letter says: %w", err)
	}
	return payload, nil
}

// errUnreadable is of a letter that will never say anything.
var errUnreadable = errors.New("unreadable")

// unpack reads a payload; an empty one says nothing yet.
func unpack(l store.Letter) (p parcel, err error) {
	if len(l.Payload) == 0 {
		return p, nil
	}
	if err := json.Unmarshal(l.Payload, &p); err != nil {
		return p, fmt.Errorf("read what letter %s says: %w: %w", l.Key, errUnreadable, err)
	}
	return p, nil
}
