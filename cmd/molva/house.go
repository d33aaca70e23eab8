package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"molva/classify"
	"molva/config"
	"molva/ingest"
	"molva/ingest/fetch"
	"molva/store"
)

// maxPushed is how many bytes of what others push may be in work at one time. With the stream's and the store's batches
// behind it the program stays within 256 MiB.
const maxPushed = 48 << 20

// mailPorts are those of IMAP, with and without encryption from the first byte.
var mailPorts = []uint16{143, 993}

// openSources makes a worker for every source of the configuration, in its order. Nothing is dialled yet.
func (r *rooms) openSources() ([]*ingest.Worker, error) {
	env, err := r.env()
	if err != nil {
		return nil, err
	}
	workers := make([]*ingest.Worker, len(r.cfg.Sources))
	for i, s := range r.cfg.Sources {
		if workers[i], err = r.openSource(s, env); err != nil {
			return nil, fmt.Errorf("open source %s: %w", s.ID, err)
		}
	}
	return workers, nil
}

// env is what all sources share.
func (r *rooms) env() (ingest.Env, error) {
	client, err := fetch.New(fetch.Options{Allow: r.cfg.Fetch.Allow, Contact: r.cfg.Fetch.Contact, Version: version(), Now: r.now})
	return ingest.Env{
		HTTP: client, Dial: fetch.Dialer(r.cfg.Fetch.Allow, mailPorts...), Topics: r.topics, Now: r.now, Room: ingest.NewRoom(maxPushed),
		Matches: func(m ingest.Mention) bool { return len(r.set.Match(&m)) > 0 },
	}, err
}

func (r *rooms) openSource(s config.Source, env ingest.Env) (*ingest.Worker, error) {
	env.ID, env.Log = s.ID, r.log.With("source", s.ID, "network", s.Network)
	env.Governor = ingest.NewGovernor(r.now, s.Limits()...)
	source, rhythm, err := s.Opener.Open(s.Options, env)
	if err != nil {
		return nil, err
	}
	return &ingest.Worker{
		ID: s.ID, Network: s.Network, Source: source, Rhythm: rhythm, Pipe: r.stream, Now: r.now, Log: r.log,
		Jitter: rand.Float64, Governor: env.Governor, Memory: r.stream,
		Topics: s.Topics, Expires: s.Expires.Time, Backfill: s.Backfill,
	}, nil
}

// drain waits until everything that the stream has is saved, or the time is up: then it waits in the stream.
func (h *house) drain(ctx context.Context, within time.Duration) {
	if !h.roles.has(storeRole) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	if err := h.settled(ctx); err != nil {
		h.log.Info("stopped before everything was saved; the rest waits in the stream", "err", err)
	}
}

// settled waits until the store has everything that is in the stream at this moment.
func (r *rooms) settled(ctx context.Context) error {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	_, wanted, err := r.positions(ctx)
	for err == nil {
		saved, err := r.db.Applied(ctx, r.supplier.Name())
		if err != nil || saved >= wanted {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
	return err
}

// writer is the loop that saves.
func (r *rooms) writer() *store.Writer {
	return &store.Writer{DB: r.db, From: r.supplier, Last: r.from.Last, Log: r.log}
}

// startWork starts every loop of the roles but the sources.
func (h *house) startWork(ctx context.Context, l *loops) {
	if h.roles.has(classifyRole) && !h.roles.has(storeRole) {
		l.start(ctx, "classify", h.tagger)
	}
	if h.roles.has(storeRole) {
		l.start(ctx, "store", h.saver.Run)
		l.start(ctx, "memory", func(ctx context.Context) error { return h.stream.Answer(ctx, h.db) })
		l.start(ctx, "sweep", (&sweeper{rooms: h.rooms}).run)
		l.start(ctx, "complaints", h.tend)
		l.start(ctx, "erasure", h.eraseBegun)
		l.start(ctx, "health", func(ctx context.Context) error { return h.stall.watch(ctx, h.rooms) })
		if h.cfg.Second.Enabled() {
			l.start(ctx, "second opinion", h.seconder().run)
		}
	}
	if h.roles.has(classifyRole) {
		l.start(ctx, "model", h.watchModel)
	}
	h.tellers.start(ctx, l)
}

// tagger is the classify stage on a machine of its own.
func (h *house) tagger(ctx context.Context) error {
	tagged, err := h.stream.Tagged(ctx)
	if err != nil {
		return err
	}
	return classify.Tagger{Raw: h.stream.Raw(), Out: tagged, Stage: h.stage, Max: 500}.Run(ctx)
}
