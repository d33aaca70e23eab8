package ingest_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"molva/ingest"
)

// recorder is a pipe in memory for tests of time, which real NATS cannot take part in. It knows repeats as the stream
// does, and refuse may make it fail.
type recorder struct {
	mu      sync.Mutex
	batches [][]ingest.Envelope
	notes   []ingest.Note
	states  []ingest.SourceState
	stateAt []time.Time
	places  []ingest.Place // in order of Keep
	known   map[string]bool
	start   ingest.Place
	refuse  func(what string) error // called with publish, note, keep or place
}

func (r *recorder) fails(what string) error {
	if r.refuse == nil {
		return nil
	}
	return r.refuse(what)
}

func (r *recorder) Publish(_ context.Context, batch []ingest.Envelope) (ingest.Receipt, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.fails("publish"); err != nil {
		return ingest.Receipt{}, err
	}
	return r.take(batch), nil
}

func (r *recorder) take(batch []ingest.Envelope) (receipt ingest.Receipt) {
	if r.known == nil {
		r.known = map[string]bool{}
	}
	for _, e := range batch {
		id := ingest.MessageID(e.Network, e.ID, e.Body)
		if r.known[id] {
			receipt.Duplicate++
			continue
		}
		r.known[id] = true
		receipt.Taken++
	}
	r.batches = append(r.batches, batch)
	return receipt
}

func (r *recorder) Note(_ context.Context, n ingest.Note) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.fails("note"); err != nil {
		return err
	}
	if n.State == nil {
		r.notes = append(r.notes, n)
		return nil
	}
	r.states, r.stateAt = append(r.states, *n.State), append(r.stateAt, time.Now())
	return nil
}

func (r *recorder) Place(context.Context, string) (ingest.Place, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.start, r.fails("place")
}

func (r *recorder) Keep(_ context.Context, _ string, p ingest.Place) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.fails("keep"); err != nil {
		return err
	}
	r.places = append(r.places, p)
	return nil
}

// conditions are the states that were told, without repeats and without the start, which may pass too quickly to tell.
func (r *recorder) conditions() []ingest.Condition {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []ingest.Condition
	for _, s := range r.states {
		if s.State != ingest.Starting && (len(all) == 0 || all[len(all)-1] != s.State) {
			all = append(all, s.State)
		}
	}
	return all
}

func (r *recorder) last() ingest.SourceState {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.states[len(r.states)-1]
}

// source makes a function a source.
type source func(context.Context, ingest.Cursor, func(ingest.Page) error) error

func (s source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	return s(ctx, after, emit)
}

// worker runs a source for as long as the context lives; it polls every ten minutes.
func worker(pipe ingest.Pipe, s source) *ingest.Worker {
	return &ingest.Worker{
		ID: "shop", Network: "webhook", Source: s, Pipe: pipe, Rhythm: ingest.Rhythm{Every: 10 * time.Minute},
		Now: time.Now, Log: slog.New(slog.DiscardHandler),
	}
}

// runFor runs a worker for so long and stops it.
func runFor(t *testing.T, w *ingest.Worker, d time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	if err := w.Run(ctx); err != nil {
		t.Errorf("run ended with %v", err)
	}
}

func mention(id string) ingest.Mention { return ingest.Mention{ID: id, Text: "late " + id} }
