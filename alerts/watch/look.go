package watch

import (
	"context"
	"slices"
	"time"

	"molva/alerts"
	"molva/store"
)

// memory is how long it is remembered what was told. Nothing that opens an incident is older.
const memory = 90 * 24 * time.Hour

// look is one round: what stands, read once.
type look struct {
	*Watch
	now     time.Time
	past    []*incident // that ran within memory, in the order in which they were opened
	open    []*incident // those of them that run
	mutes   []store.Mute
	sources []store.SourceRow
	all     bool // it is time to look at what is slow to read, and to change
	wrote   bool // letters were queued
}

func (w *Watch) look(ctx context.Context) (*look, error) {
	l := &look{Watch: w, now: w.Now().UTC()}
	w.mind(l.now)
	l.all = w.due(l.now)
	saved, err := w.DB.Incidents(ctx, store.Period{From: l.now.Add(-memory)})
	if err != nil {
		return nil, err
	}
	l.past = read(saved)
	for _, i := range l.past {
		if i.runs() {
			l.open = append(l.open, i)
		}
	}
	if l.mutes, err = w.DB.Mutes(ctx, l.now); err != nil {
		return nil, err
	}
	l.sources, err = w.DB.Sources(ctx)
	return l, err
}

// mind notes that somebody looks. After a sleep or a jump of the clock nobody knows what the time between was like.
func (w *Watch) mind(now time.Time) {
	if w.looked.IsZero() || now.Before(w.looked) || now.Sub(w.looked) > gap {
		w.since = now
		clear(w.troubled)
	}
	w.looked = now
}

// slowly is how long is left alone what takes its time: several people must tell of a complaint.
const slowly = 5 * time.Minute

// due reports whether it is time to look at everything.
func (w *Watch) due(now time.Time) bool {
	if rest := now.Sub(w.thorough); rest >= 0 && rest < slowly {
		return false
	}
	w.thorough = now
	return true
}

// mute is the mute in force for an incident, nil when there is none. A muted topic mutes those below it.
func (l *look) mute(kind alerts.Kind, topic, subject string) *store.Mute {
	at := slices.IndexFunc(l.mutes, func(m store.Mute) bool {
		return (m.Kind == "" || m.Kind == string(kind)) &&
			(m.Topic == "" || slices.Contains(l.lineage(topic), m.Topic)) &&
			(m.Subject == "" || m.Subject == subject)
	})
	if at < 0 {
		return nil
	}
	return &l.mutes[at]
}

// passed reports whether a span went by since a moment; one still to come was written down before the clock was put back,
// and nothing went by since.
func (l *look) passed(since time.Time, span time.Duration) bool { return l.now.Sub(since) >= span }
