package watch

import (
	"context"
	"time"

	"molva/alerts/spike"
	"molva/ingest"
	"molva/store"
)

// line is from which score on people are told, as it was drawn on a day.
type line struct {
	spike.Calibration
	day     time.Time
	history map[string][]spike.Moment // by topic, of the days before it
}

// history is how far back the topics' own past is judged again.
const history = 90 * 24 * time.Hour

// draw finds the line anew once a day.
func (l *look) draw(ctx context.Context, topics []ingest.Topic) error {
	day := l.now.Truncate(24 * time.Hour)
	if l.line != nil && l.line.day.Equal(day) {
		return nil
	}
	drawn := &line{day: day, history: map[string][]spike.Moment{}}
	var all [][]spike.Moment
	for _, t := range topics {
		moments, err := l.replay(ctx, t, day)
		if err != nil {
			return err
		}
		drawn.history[t.ID] = moments
		all = append(all, moments)
	}
	drawn.Calibration = spike.Budget{PerMonth: l.Budget}.Threshold(all...)
	l.line = drawn
	return nil
}

// replay judges a topic's last days as they would have been judged then. It is empty where nothing was heard.
func (w *Watch) replay(ctx context.Context, t ingest.Topic, day time.Time) ([]spike.Moment, error) {
	s, err := w.series(ctx, t, day)
	if err != nil || !s.From.Before(s.To) {
		return nil, err
	}
	from := day.Add(-history)
	if s.From.After(from) {
		from = s.From.Add(time.Hour - 1).Truncate(time.Hour)
	}
	return spike.Replay(s, from, day, time.Hour), nil
}

// model is what is usual for a topic today, learnt once a day.
func (l *look) model(ctx context.Context, t ingest.Topic) (*spike.Model, error) {
	day := store.Day(l.now, clock(t)).From
	if m := l.usual[t.ID]; m != nil && m.Day.Equal(day.Truncate(time.Hour)) {
		return m, nil
	}
	s, err := l.series(ctx, t, day)
	if err != nil {
		return nil, err
	}
	l.usual[t.ID] = spike.Fit(s, l.now)
	return l.usual[t.ID], nil
}

// series is all that counts of a topic before a moment, as far back as package spike looks for the rhythm of its past.
func (w *Watch) series(ctx context.Context, t ingest.Topic, to time.Time) (spike.Series, error) {
	watched, err := w.DB.Watched(ctx, t.ID)
	if err != nil {
		return spike.Series{}, err
	}
	from := to.Add(-2 * history)
	if watched.From.After(from) {
		from = watched.From
	}
	hours, err := w.DB.Hours(ctx, t.ID, store.Period{From: from, To: to})
	if err != nil {
		return spike.Series{}, err
	}
	deaf, err := w.deaf(ctx, store.Period{From: from, To: to})
	return spike.Series{Zone: t.Zone, Hours: hoursOf(hours), From: from, To: to, Deaf: deaf}, err
}

// deaf are the stretches of a period in which no source could be heard.
func (w *Watch) deaf(ctx context.Context, p store.Period) (all []spike.Span, err error) {
	saved, err := w.DB.Incidents(ctx, p)
	for _, i := range read(saved) {
		for _, s := range i.facts.Deaf {
			if s.To.IsZero() {
				s.To = p.To
			}
			all = append(all, s)
		}
	}
	return all, err
}
