package ingest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Limits of what goes into the stream at once.
const (
	MaxBody      = 896 << 10 // bytes of an encoded mention: what the stream takes, as with its headers it must fit a message of 1 MiB
	maxBatch     = 1000      // envelopes
	maxBatchSize = 8 << 20   // bytes
	maxNoteItems = 500       // rejections, figures, or names of unknown fields, in one note
	maxReason    = 300       // bytes
)

// maxPipePause is the longest wait between two tries to publish; a source seems to hang only after a longer one.
const maxPipePause = 30 * time.Second

// emitter takes the pages of one read.
type emitter struct {
	*run
	ctx   context.Context
	alive func() // says that the source does not hang
}

// emit makes a page durable: its mentions, what else is to be told of it, and then its cursor. Pages with a cursor are
// to be emitted one after the other.
func (e *emitter) emit(p Page) error { return e.deliver(e.parcel(p)) }

// parcel is a page with its mentions encoded.
type parcel struct {
	Page
	batch    []Envelope
	rejected []Rejection
}

func (e *emitter) parcel(p Page) parcel {
	batch, rejected := e.envelopes(p)
	return parcel{p, batch, rejected}
}

func (e *emitter) deliver(p parcel) error {
	rejected := p.rejected
	var taken, duplicate int
	for part := range parts(p.batch) {
		receipt, refused, err := e.fitting(part)
		if err != nil {
			return err
		}
		taken, duplicate = taken+receipt.Taken, duplicate+receipt.Duplicate
		rejected = append(rejected, refused...)
	}
	note := Note{Source: e.ID, Run: e.RunID, Duplicate: duplicate, Gap: p.Gap, Unknown: p.Unknown, At: e.Now().UTC()}
	if err := e.tellOf(note, rejected, p.Figures); err != nil {
		return err
	}
	e.brought(taken > 0)
	return e.insist(func() error { return e.keep(e.ctx, p.Next, false) })
}

// envelopes encodes the mentions of a page. What cannot be sent becomes a rejection.
func (e *emitter) envelopes(p Page) ([]Envelope, []Rejection) {
	now := e.Now().UTC()
	batch := make([]Envelope, 0, len(p.Mentions))
	rejected := slices.Clone(p.Rejected)
	for _, m := range p.Mentions {
		env, err := e.envelope(m, now)
		if err != nil {
			rejected = append(rejected, Rejection{Item: m.ID, Reason: err.Error()})
			continue
		}
		batch = append(batch, env)
	}
	for i, r := range rejected {
		rejected[i].Item, _ = line(r.Item, 2*maxNetwork)
		rejected[i].Reason, _ = line(r.Reason, maxReason)
	}
	return batch, rejected
}

func (r *run) envelope(m Mention, now time.Time) (Envelope, error) {
	if m.Network == "" {
		m.Network = r.ID
	}
	if m.ID == "" {
		m.ID = derivedID(m)
	}
	if err := admissible(&m); err != nil {
		return Envelope{}, err
	}
	if len(m.Text) > MaxText { // longer than what is kept, so that Admit cuts and flags it
		m.Text, _ = CleanText(m.Text, 2*MaxText)
	}
	body, err := Encode(m)
	if err != nil {
		return Envelope{}, err
	}
	if len(body) > MaxBody {
		return Envelope{}, fmt.Errorf("the mention has %d bytes, at most %d are taken", len(body), MaxBody)
	}
	if m.Seen.IsZero() {
		m.Seen = now
	}
	return Envelope{Source: r.ID, Run: r.RunID, Network: m.Network, ID: m.ID, Seen: m.Seen, Body: body}, nil
}

// parts cuts a page into batches that the pipe takes whole.
func parts(batch []Envelope) func(yield func([]Envelope) bool) {
	return func(yield func([]Envelope) bool) {
		for len(batch) > 0 {
			n, size := 0, 0
			for n < len(batch) && n < maxBatch && (n == 0 || size+len(batch[n].Body) <= maxBatchSize) {
				size += len(batch[n].Body)
				n++
			}
			if !yield(batch[:n]) {
				return
			}
			batch = batch[n:]
		}
	}
}

// fitting publishes a batch without what this pipe's server is too small for.
func (e *emitter) fitting(batch []Envelope) (receipt Receipt, refused []Rejection, err error) {
	for len(batch) > 0 {
		var large *TooLarge
		if receipt, err = e.publish(batch); !errors.As(err, &large) {
			break
		}
		refused = append(refused, Rejection{Item: batch[large.Index].ID, Reason: large.Error()})
		batch, err = slices.Delete(slices.Clone(batch), large.Index, large.Index+1), nil
	}
	return receipt, refused, err
}

// publish gives the pipe one batch. After a try without an answer, a batch that is all repeats was taken by that try:
// its mentions came once and are not counted as duplicates.
func (e *emitter) publish(batch []Envelope) (receipt Receipt, err error) {
	unclear := false
	err = e.insist(func() error {
		receipt, err = e.Pipe.Publish(e.ctx, batch)
		unclear = unclear || errors.Is(err, ErrStreamed)
		return err
	})
	if err == nil && unclear && receipt.Taken == 0 {
		receipt.Taken, receipt.Duplicate = receipt.Duplicate, 0
	}
	return receipt, err
}

// tellOf publishes what no mention of the page carries, in several notes when it is much.
func (e *emitter) tellOf(note Note, rejected []Rejection, figures []Figure) error {
	unknown, names := note.Unknown, slices.Sorted(maps.Keys(note.Unknown))
	for {
		r, f, u := min(len(rejected), maxNoteItems), min(len(figures), maxNoteItems), min(len(names), maxNoteItems)
		note.Rejected, note.Figures, note.Unknown = rejected[:r], figures[:f], some(unknown, names[:u])
		rejected, figures, names = rejected[r:], figures[f:], names[u:]
		if note.Empty() {
			return nil
		}
		note.ID = rand.Text()
		if err := e.insist(func() error { return e.Pipe.Note(e.ctx, note) }); err != nil {
			return err
		}
		note = Note{Source: note.Source, Run: note.Run, At: note.At}
	}
}

// some is the part of counts that has these names; nil when there are none.
func some(counts map[string]int, names []string) map[string]int {
	if len(names) == 0 {
		return nil
	}
	part := make(map[string]int, len(names))
	for _, name := range names {
		part[name] = counts[name]
	}
	return part
}

// keep saves the place when the cursor moved, when it must be, or when the last time is long ago.
func (r *run) keep(ctx context.Context, next Cursor, must bool) error {
	r.keeping.Lock()
	defer r.keeping.Unlock()
	place := r.standing()
	if next != "" {
		place.Cursor = next
	}
	recent := r.Now().Sub(r.keptAt) < tellEvery
	if place == r.kept || recent && !must && place.Cursor == r.kept.Cursor {
		return nil
	}
	if err := r.Pipe.Keep(ctx, r.ID, place); err != nil {
		return err
	}
	r.kept, r.keptAt = place, r.Now()
	r.advance(place.Cursor)
	return nil
}

// insist does it again for as long as the pipe is full or gives no answer, unless somebody waits for ours.
func (e *emitter) insist(do func() error) error {
	for tries := 1; ; tries++ {
		if err := e.ctx.Err(); err != nil {
			return err
		}
		e.alive()
		err := do()
		e.alive()
		if e.Rhythm.Live || !errors.Is(err, ErrFull) && !errors.Is(err, ErrStreamed) {
			return err
		}
		if tries == 1 {
			e.log.Warn("publish", "err", err)
		}
		if !sleep(e.ctx, min(e.backoff(tries), maxPipePause)) {
			return e.ctx.Err()
		}
	}
}
