package ingest

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Pipe is what a worker publishes into and remembers its place in; ingest/stream has the real one.
type Pipe interface {
	// Publish returns nil once every envelope is durable, whole batches at a time. Repeats that the stream already
	// had, or that stand twice in the batch, are dropped and counted, not failed. ErrFull: nothing new is taken now.
	// ErrStreamed: no answer; publish the same again. *TooLarge: nothing of the batch was taken because of one item.
	Publish(ctx context.Context, batch []Envelope) (Receipt, error)
	// Note publishes what the store should know beside mentions.
	Note(ctx context.Context, n Note) error
	// Place loads where a source stands; a source never seen has the zero Place.
	Place(ctx context.Context, source string) (Place, error)
	// Keep saves where a source stands, durably.
	Keep(ctx context.Context, source string, p Place) error
}

// Envelope is a mention on its way into the stream: the body as it will lie there, and what travels beside it.
type Envelope struct {
	Source  string // the source's id in the config
	Run     string // an import's own id; "" for what streams
	Network string // the subject's last part
	ID      string // the network's own id, for the duplicate key
	Seen    time.Time
	Body    []byte
}

// Receipt says what the stream made of a batch.
type Receipt struct {
	Last      uint64 // stream sequence of the last message taken; 0 when all were repeats
	Taken     int
	Duplicate int
}

// Place is where a source stands, kept over restarts.
type Place struct {
	Cursor    Cursor    `json:"cursor,omitempty"`
	LastItem  time.Time `json:"last_item_at,omitzero"`
	WaitUntil time.Time `json:"wait_until,omitzero"` // the network asked us to wait; a restart is no excuse
	WaitWhy   string    `json:"wait_why,omitempty"`  // why, in its own words

	Pause  time.Duration `json:"pause,omitempty"`  // the mean between two pages that brought something
	Pauses int           `json:"pauses,omitempty"` // how many it was learned from, up to what it remembers

	ReadAt time.Time `json:"read_at,omitzero"` // when it was last read as far as it goes, where the network forgets
	Spent  []Spent   `json:"spent,omitempty"`
	Back   Back      `json:"back,omitzero"`
	Again  Again     `json:"again,omitzero"`
}

// Equal reports whether both are the same place.
func (p Place) Equal(o Place) bool {
	return p.Cursor == o.Cursor && p.LastItem.Equal(o.LastItem) && p.WaitUntil.Equal(o.WaitUntil) && p.WaitWhy == o.WaitWhy &&
		p.Pause == o.Pause && p.Pauses == o.Pauses && p.ReadAt.Equal(o.ReadAt) &&
		slices.EqualFunc(p.Spent, o.Spent, Spent.Equal) && p.Back.Equal(o.Back) && p.Again.Equal(o.Again)
}

// TooLarge says which item of a batch cannot be taken, ever; nothing of the batch was.
type TooLarge struct {
	Index     int // in the batch
	Size, Max int // bytes of the body
}

func (e *TooLarge) Error() string {
	return fmt.Sprintf("item %d of the batch is %d bytes, the stream takes up to %d", e.Index+1, e.Size, e.Max)
}
