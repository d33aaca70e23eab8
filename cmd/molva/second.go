package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"molva/classify"
	"molva/classify/second"
	"molva/store"
)

// opinions is what the loop that asks for second opinions needs of the database.
type opinions interface {
	Doubtful(ctx context.Context, since time.Time, n int) ([]store.Row, error)
	Second(ctx context.Context, on store.Row, s *classify.Sentiment, by string) error
	Asked(ctx context.Context, since time.Time) (int, error)
}

// seconder asks about what the model doubted lately, a few at a time, and keeps the answers. The pipe does not know of it.
type seconder struct {
	db     opinions
	asker  *second.Asker
	budget int               // questions a day (UTC)
	names  map[string]string // of the topics, by id
	now    func() time.Time
	log    *slog.Logger
}

func (h *house) seconder() *seconder {
	names := make(map[string]string, len(h.topics))
	for _, t := range h.topics {
		names[t.ID] = t.Name
	}
	o := h.cfg.Second
	return &seconder{db: h.db, asker: second.New(o), budget: o.Budget(), names: names, now: h.now, log: h.log}
}

const (
	secondPause = 5 * time.Second    // between two looks
	secondBatch = 10                 // questions at a look
	secondSpan  = 7 * 24 * time.Hour // older mentions are left to the model
	secondRest  = time.Minute        // after an answer that helps nobody
)

// run asks until ctx ends. What goes wrong is logged and tried again later; it is nobody else's trouble.
func (s *seconder) run(ctx context.Context) error {
	for {
		wait := secondPause
		if err := s.round(ctx); err != nil && ctx.Err() == nil {
			wait = secondRest
			var later *second.Throttled
			if errors.As(err, &later) {
				wait = later.Wait
			}
			s.log.Warn("no second opinion", "err", err, "wait", wait)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
	}
}

// round asks a few questions, as far as the day's budget goes.
func (s *seconder) round(ctx context.Context) error {
	today := s.now().UTC().Truncate(24 * time.Hour)
	asked, err := s.db.Asked(ctx, today)
	if err != nil || asked >= s.budget {
		return err
	}
	doubtful, err := s.db.Doubtful(ctx, s.now().Add(-secondSpan), min(secondBatch, s.budget-asked))
	if err != nil {
		return err
	}
	for _, row := range doubtful {
		if err := s.one(ctx, row); err != nil {
			return err
		}
	}
	return nil
}

// one asks about one opinion. An answer that names no sentiment is kept too, so that the question is not put again.
func (s *seconder) one(ctx context.Context, row store.Row) error {
	question := second.Question{Topic: s.name(row.Topic), Title: row.Mention.Title, Text: row.Mention.Text}
	said, _, err := s.asker.Ask(ctx, question)
	switch {
	case errors.Is(err, second.ErrUnclear):
		return s.db.Second(ctx, row, nil, s.asker.Name())
	case err != nil:
		return err
	}
	return s.db.Second(ctx, row, &said, s.asker.Name())
}

func (s *seconder) name(topic string) string {
	if name := s.names[topic]; name != "" {
		return name
	}
	return topic
}
