package alerts

import (
	"context"
	"errors"
	"time"
)

// Notifier posts digests somewhere.
type Notifier interface {
	// Notify posts the message once and returns the id that the remote gave it, "" when it gives none. An error says
	// what is known: *ingest.Throttled, ErrRefused and ErrUnclear have their meaning, after ErrDoubtful and any other
	// error the message was not posted.
	Notify(ctx context.Context, m Message) (id string, err error)
	// Find returns the id of a message that was posted under the key not long before since, "" when there is none.
	// ErrCannotLook: this way of posting has no way back.
	Find(ctx context.Context, key string, since time.Time) (id string, err error)
}

// Message is a digest on its way. The key stays the same however often it is sent.
type Message struct {
	Key    string
	Digest Digest
	Story  Story
}

// What a notifier may know of a message that it could not post.
var (
	ErrRefused    = errors.New("refused")                                  // trying the same again cannot help
	ErrUnclear    = errors.New("outcome unknown")                          // it was handed over and no answer came
	ErrDoubtful   = errors.New("failed at the other end")                  // most likely not posted, and nobody can look
	ErrCannotLook = errors.New("cannot look whether it was posted before") // of Find
)
