package main

import (
	"context"
	"fmt"
	"time"

	"molva/classify"
	"molva/ingest/stream"
	"molva/store"
)

// eraseOrder erases an author or a mention, everywhere that molva itself keeps anything.
var eraseOrder = order[store.Erasure, gone]{"erase", func(r *rooms, ctx context.Context, wanted store.Erasure) (gone, error) {
	e, err := r.db.BeginErasure(ctx, wanted)
	if err != nil {
		return gone{}, err
	}
	return r.eraseAll(ctx, e.ID)
}}

// gone is what became of an erasure.
type gone struct {
	Erased  store.Erased `json:"erased"`
	Outside bool         `json:"external_stream"` // the stream's server is not molva's own
	Waiting bool         `json:"unclassified"`    // some of the stream could not be looked through yet
}

// rest is what this cannot reach.
func (g gone) rest(say printer) []string {
	all := []string{say.Sprintf("What is told of it later is refused. Copies that people made stay: backups of their own, exports, what was posted to chats.")}
	if g.Outside {
		all = append(all, say.Sprintf("The stream's server was told to write over the messages; what mirrors it or backs it up keeps them."))
	}
	if g.Waiting {
		all = append(all, say.Sprintf("Messages that nobody has classified yet are still in the stream; they will be refused, and leave it then."))
	}
	return all
}

// eraseAll finishes everything that was begun, one after the other, and says what became of one of them.
func (r *rooms) eraseAll(ctx context.Context, asked int64) (g gone, err error) {
	r.erasing.Lock()
	defer r.erasing.Unlock()
	all, err := r.db.Erasures(ctx)
	if err != nil {
		return g, err
	}
	done := make([]*store.Erasure, len(all))
	for i := range all {
		done[i] = &all[i]
		waiting, err := r.erase(ctx, done[i])
		if err != nil {
			return g, err
		}
		g.Waiting = g.Waiting || waiting
	}
	if err := r.db.ErasePages(ctx, done...); err != nil {
		return g, err
	}
	g.Outside = r.cfg.Stream.URL != ""
	for _, e := range done {
		r.log.Info("erased", "mentions", e.Erased.Mentions, "messages", e.Erased.Messages)
	}
	if asked == 0 {
		return g, nil
	}
	e, err := r.db.Erasure(ctx, asked)
	g.Erased = e.Erased
	return g, err
}

// erase takes one erasure out of the logs and out of the rows.
func (r *rooms) erase(ctx context.Context, e *store.Erasure) (waiting bool, err error) {
	if e.Stage == store.InPages {
		return false, nil
	}
	marks, err := r.db.Marks(ctx, *e)
	if err != nil {
		return false, err
	}
	if e.Stage == store.InLog {
		messages, late, err := r.eraseLogs(ctx, e, marks)
		if err != nil {
			return false, err
		}
		if err := r.db.LogErased(ctx, e, messages); err != nil {
			return false, err
		}
		waiting = late
	}
	return waiting, r.db.EraseRows(ctx, e, marks)
}

// patient is how long an erasure waits for machines elsewhere that classify.
const patient = 30 * time.Second

// eraseLogs takes the marked messages out of the logs, once everything in them is saved: what is not would be missed by the store.
func (r *rooms) eraseLogs(ctx context.Context, e *store.Erasure, marks *store.Marks) (erased int, waiting bool, err error) {
	raw, err := r.stream.Raw().Last(ctx)
	if err != nil {
		return 0, false, err
	}
	if r.from != r.stream.Raw() {
		if raw, waiting, err = r.classified(ctx, raw); err != nil {
			return 0, false, err
		}
	}
	if err := r.settled(ctx); err != nil {
		return 0, false, fmt.Errorf("wait until everything is saved: %w", err)
	}
	saved, err := r.db.Applied(ctx, r.supplier.Name())
	if err != nil {
		return 0, false, err
	}
	ends := map[*stream.Log]uint64{r.stream.Raw(): raw}
	ends[r.from] = saved
	found := map[*stream.Log][]uint64{}
	for log, end := range ends {
		found[log], err = log.Find(ctx, time.Time{}, end, func(it stream.Item) bool { return marks.Match(it.Network, it.Kind == stream.Note, it.Body) })
		if err != nil {
			return 0, false, err
		}
	}
	if err := r.db.LogMarked(ctx, e, marks); err != nil {
		return 0, false, err
	}
	for log, seqs := range found {
		if err := log.Erase(ctx, seqs); err != nil {
			return erased, false, err
		}
		erased += len(seqs)
	}
	return erased, waiting, nil
}

// classified waits a while until others have classified the raw log up to a message, and says how far they are.
func (r *rooms) classified(ctx context.Context, wanted uint64) (upTo uint64, waiting bool, err error) {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(patient); ; {
		upTo, err = r.stream.Raw().Acknowledged(ctx, classify.Group)
		if err != nil || upTo >= wanted {
			return upTo, false, err
		}
		if time.Now().After(end) {
			return upTo, true, nil
		}
		select {
		case <-ctx.Done():
			return 0, false, ctx.Err()
		case <-tick.C:
		}
	}
}

// eraseLater remembers what is to be erased, keeps it from coming in again, and leaves the rest to the loop.
func (r *rooms) eraseLater(ctx context.Context, wanted store.Erasure) (store.Erasure, error) {
	e, err := r.db.BeginErasure(ctx, wanted)
	if err == nil {
		select {
		case r.eraseNow <- struct{}{}:
		default: // it will be looked for already
		}
	}
	return e, err
}

// eraseBegun goes on with what a stop cut off and what was asked for without waiting, until ctx ends.
func (r *rooms) eraseBegun(ctx context.Context) error {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if _, err := r.eraseAll(ctx, 0); err != nil && ctx.Err() == nil {
			r.log.Error("erase", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-r.eraseNow:
		case <-tick.C:
		}
	}
}
