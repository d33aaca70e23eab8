package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Limits of what goes into the stream at once.
const (
	MaxBody      = 896 << 10 // bytes of an encoded mention: what the stream takes, as with its headers it must fit a message of 1 MiB
	maxBatch     = 1000      // envelopes
	maxBatchSize = 8 << 20   // bytes
	maxReason    = 300       // bytes
)

// maxPipePause is the longest wait between two tries to publish; a source seems to hang only after a longer one.
const maxPipePause = 30 * time.Second

// emitter takes the pages of one read.
type emitter struct {
	*run
	ctx   context.Context
	as    string                        // the id of the run that the pages belong to
	alive func()                        // says that the source does not hang
	safe  func(p Page, taken int) error // goes on when a page is durable; so many of its mentions were new
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
	note := Note{Source: e.ID, Run: e.as, Duplicate: duplicate, Gap: p.Gap, GapFrom: p.GapFrom, Unknown: p.Unknown, At: e.Now().UTC()}
	if err := e.tellOf(note, rejected, p.Page); err != nil {
		return err
	}
	return e.safe(p.Page, taken)
}

// advance goes on reading behind a page.
func (e *emitter) advance(p Page, taken int) error {
	e.brought(taken > 0)
	return e.insist(func() error {
		if p.Next == "" || p.Next == e.standing().Cursor {
			return e.keepLater(e.ctx)
		}
		return e.keep(e.ctx, func(place *Place) { place.Cursor = p.Next })
	})
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

func (e *emitter) envelope(m Mention, now time.Time) (Envelope, error) {
	if m.Network == "" {
		m.Network = e.ID
	}
	if len(m.Topics) == 0 {
		m.Topics = e.Topics
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
	if len(m.Context) > MaxContext { // as Admit will cut it
		m.Context, _ = CleanText(m.Context, MaxContext)
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
	return Envelope{Source: e.ID, Run: e.as, Network: m.Network, ID: m.ID, Seen: m.Seen, Body: body}, nil
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
