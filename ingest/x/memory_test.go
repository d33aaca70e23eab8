package x

import (
	"context"
	"strconv"
	"sync"

	"molva/ingest"
)

// memory is a pipe that keeps a place until it is cut off, as by a kill.
type memory struct {
	mu    sync.Mutex
	place ingest.Place
	said  []string // by the source, of how it is
}

// handle is what one process has of the memory.
type handle struct {
	*memory
	dead bool
}

func (h *handle) Publish(ctx context.Context, batch []ingest.Envelope) (ingest.Receipt, error) {
	return ingest.Receipt{Taken: len(batch)}, ctx.Err()
}

func (h *handle) Note(_ context.Context, n ingest.Note) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if n.State != nil {
		h.said = append(h.said, n.State.Error)
	}
	return nil
}

func (h *handle) Place(context.Context, string) (ingest.Place, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.place, nil
}

func (h *handle) Keep(_ context.Context, _ string, p ingest.Place) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.dead {
		return ingest.ErrStreamed
	}
	h.place = p
	return nil
}

// cut ends what the process has of the memory.
func (h *handle) cut() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.dead = true
}

// Due knows a hundred mentions whenever somebody asks.
func (h *handle) Due(_ context.Context, q ingest.Due) (all []ingest.Known, err error) {
	for i := range int64(q.Limit) {
		all = append(all, ingest.Known{Number: q.After + i + 1, Network: Network, ID: strconv.FormatInt(idAt(q.Seen.From)+i, 10)})
	}
	return all, nil
}
