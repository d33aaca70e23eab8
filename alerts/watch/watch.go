package watch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/spike"
	"molva/ingest"
	"molva/store"
)

// Options say what is watched, and who is told.
type Options struct {
	DB        *store.DB
	Topics    []ingest.Topic
	Outlets   []alerts.Outlet // their names and routes; nothing is posted from here
	Budget    float64         // false alerts a month, over all topics together
	Quiet     alerts.Quiet    // hours in which messages wait, by each topic's clock
	Repeat    time.Duration   // after which what still runs is told again unless somebody acknowledged it; 0: never
	Followers int             // from which on an author is an influencer; 0: nobody is
	Links     alerts.Links
	Now       func() time.Time
	Log       *slog.Logger
	Ring      func() // called when letters were queued; nil: nobody needs to know
}

// Watch is the loop that opens, tells and closes incidents. Nobody else opens any. Its methods are for one goroutine.
type Watch struct {
	Options
	printers map[string]*phrase.Printer // by language
	usual    map[string]*spike.Model    // by topic, of the day that began at its Day
	line     *line                      // nil: not drawn yet
	since    time.Time                  // nobody looked before; zero: nobody ever did
	looked   time.Time                  // the last time
	thorough time.Time                  // when it looked at everything last
	troubled map[string]time.Time       // source → since when it is in trouble, as far as we watched
}

// New returns a watch that looks when it is told to. An error is a mistake in a catalogue.
func New(o Options) (*Watch, error) {
	w := &Watch{Options: o, printers: map[string]*phrase.Printer{}, usual: map[string]*spike.Model{}, troubled: map[string]time.Time{}}
	for _, language := range []string{"en", "ru"} {
		p, err := phrase.New(language, alerts.Texts, Texts)
		if err != nil {
			return nil, err
		}
		w.printers[language] = p
	}
	if w.Log == nil {
		w.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	if w.Ring == nil {
		w.Ring = func() {}
	}
	return w, nil
}

const (
	rhythm = time.Minute      // between two rounds
	gap    = 15 * time.Minute // between two rounds, after which what lay between was not watched
)

// Run looks until ctx ends, and returns nil then. Trouble is logged, and looked at again.
func (w *Watch) Run(ctx context.Context) error {
	tick := time.NewTicker(rhythm)
	defer tick.Stop()
	for {
		if err := w.Round(ctx); err != nil && ctx.Err() == nil {
			w.Log.Error("watching for alerts is in trouble", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Round is one turn of Run. What one watcher cannot see does not keep the others from looking.
func (w *Watch) Round(ctx context.Context) error {
	l, err := w.look(ctx)
	if err != nil {
		return fmt.Errorf("look for incidents: %w", err)
	}
	var found []finding
	var all []error
	for _, see := range []func(context.Context) ([]finding, error){l.signs, l.complaints, l.silent, l.expiring, l.loud} {
		some, err := see(ctx)
		found, all = append(found, some...), append(all, err)
	}
	blind := errors.Join(all...) != nil
	for _, f := range l.group(found) {
		all = append(all, l.take(ctx, f))
	}
	for _, i := range l.open {
		if i.seen || !blind { // what could not be looked at is not over
			all = append(all, l.rest(ctx, i))
		}
	}
	if l.wrote {
		w.Ring()
	}
	return errors.Join(all...)
}

// printer is for the language of a topic.
func (w *Watch) printer(t ingest.Topic) *phrase.Printer {
	if p, ok := w.printers[t.Language]; ok {
		return p
	}
	return w.printers["en"]
}
