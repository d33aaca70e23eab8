package alerts

import (
	"context"
	"errors"
	"fmt"
	"time"

	"molva/store"
)

// Notifier posts messages somewhere.
type Notifier interface {
	// Notify posts the message once and returns where it stands, zero when the remote does not say. An error says what is
	// known: *ingest.Throttled, ErrRefused and ErrUnclear have their meaning, after ErrDoubtful and any other error the
	// message was not posted.
	Notify(ctx context.Context, m Message) (Place, error)
	// Find returns where a message stands that was posted under the key not long before since, and, when it answers
	// another one, under that; zero when it is nowhere. ErrCannotLook: this way of posting has no way back.
	Find(ctx context.Context, key string, since time.Time, under Place) (Place, error)
	// Able says what this way of posting can do.
	Able() Abilities
}

// Place is where a message stands at the remote, in the remote's own words. Zero: nobody knows.
type Place struct{ Channel, ID string }

// Abilities are what a way of posting can do beyond posting.
type Abilities struct {
	Threads bool // messages can answer messages: details and quotes stand apart from the first page
	Edits   bool // a message can be replaced
	Buttons bool // readers can act from within a message
}

// Message is something to say, on its way to one outlet. The key stays the same however often it is sent.
type Message struct {
	Key      string
	Kind     string // of the letter: digest-day, digest-week, alert-spike …
	Topic    string // id
	Period   store.Period
	Language string // of the words: en or ru
	Story    Story
	Case     *Case // the complaint that it is about; nil: it is about none, or about several
	Said     *Said // instead of Story: one quote, alone, that readers can react to
	Under    Place // of the message that this one answers; zero when it stands for itself
	Over     Place // of the message that this one replaces, whose key it has then; zero when it is new
}

// What a notifier may know of a message that it could not post.
var (
	ErrRefused    = errors.New("refused")                                      // trying the same again cannot help
	ErrGone       = fmt.Errorf("%w: the message is gone", ErrRefused)          // that this one answers or replaces
	ErrStopped    = fmt.Errorf("%w: nothing more is wanted there", ErrRefused) // neither this message nor any after it
	ErrUnclear    = errors.New("outcome unknown")                              // it was handed over and no answer came
	ErrDoubtful   = errors.New("failed at the other end")                      // most likely not posted, and nobody can look
	ErrCannotLook = errors.New("cannot look whether it was posted before")     // of Find
)
