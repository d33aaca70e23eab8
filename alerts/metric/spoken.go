package metric

import (
	"context"

	"molva/alerts"
	"molva/classify"
	"molva/classify/cluster"
	"molva/store"
)

// readKey is one thing that several rows ask of a topic and a period.
type readKey struct {
	what, topic string
	from, to    int64
}

// once reads a thing of a reader's topic and period a single time.
func once[T any](r *Reader, what string, read func() (T, error)) (T, error) {
	key := readKey{what, r.Topic.ID, r.Period.From.UnixMilli(), r.Period.To.UnixMilli()}
	if have, ok := r.known.reads[key]; ok {
		return have.(T), nil
	}
	got, err := read()
	if err == nil {
		r.known.reads[key] = got
	}
	return got, err
}

// tally is how much was said, and by how many people.
func (r *Reader) tally(ctx context.Context) (store.Tally, error) {
	return once(r, "tally", func() (store.Tally, error) { return r.DB.Tally(ctx, r.Topic.ID, r.Period) })
}

// attention is how much notice it got.
func (r *Reader) attention(ctx context.Context) (store.Attention, error) {
	return once(r, "attention", func() (store.Attention, error) {
		return r.DB.Attention(ctx, r.Topic.ID, r.Period, r.Business.Followers)
	})
}

// Tone is how people feel in the period, as counted and as estimated.
func (r *Reader) Tone(ctx context.Context) (alerts.Tone, error) {
	return once(r, "tone", func() (alerts.Tone, error) {
		c, err := alerts.BuildCourse(ctx, r.DB, r.Topic.ID, r.Period)
		if err != nil {
			return alerts.Tone{}, err
		}
		return c.Tones[0], nil
	})
}

// clusters are what several people complain of, ask for or like in the period, and what only one does.
func (r *Reader) clusters(ctx context.Context) ([]store.Complaint, error) {
	return once(r, "clusters", func() ([]store.Complaint, error) {
		return r.DB.Complaints(ctx, store.ComplaintFilter{Topic: r.Topic.ID, Period: r.Period, Now: r.end().Add(-1), All: true})
	})
}

// number counts the mentions that a filter means.
func (r *Reader) number(ctx context.Context, f store.Filter) (int, error) { return r.DB.Count(ctx, f) }

// said are the mentions of the period that count.
func (r *Reader) said() store.Filter {
	return store.Filter{Topic: r.Topic.ID, Period: r.Period, Counted: new(true)}
}

// voices are the mentions whose authors Tally counts.
func (r *Reader) voices() store.Filter {
	return store.Filter{Topic: r.Topic.ID, Period: r.Period, Voices: new(true)}
}

// felt are those of the mentions that count which feel so.
func (r *Reader) felt(s classify.Sentiment) store.Filter {
	f := r.said()
	f.Sentiment = &s
	return f
}

// complaining are those that complain.
func (r *Reader) complaining() store.Filter {
	f := r.said()
	f.Kind = cluster.Complaint
	return f
}
