package metric

import (
	"context"
	"math"

	"molva/alerts"
	"molva/ingest"
)

func mentions(ctx context.Context, r *Reader) ([]Value, error) {
	t, err := r.tally(ctx)
	return []Value{known(float64(t.Counted)).from(alerts.OfMentions(r.said()))}, err
}

func authors(ctx context.Context, r *Reader) ([]Value, error) {
	t, err := r.tally(ctx)
	return []Value{known(float64(t.People)).from(alerts.OfMentions(r.voices()))}, err
}

func mentionsPerAuthor(ctx context.Context, r *Reader) ([]Value, error) {
	t, err := r.tally(ctx)
	return []Value{ratio(float64(t.Counted), float64(t.People)).from(alerts.OfMentions(r.said()))}, err
}

func duplication(ctx context.Context, r *Reader) ([]Value, error) {
	t, err := r.tally(ctx)
	if err != nil {
		return nil, err
	}
	all, err := r.number(ctx, r.voices())
	return []Value{ratio(float64(all), float64(t.Counted)).from(alerts.OfMentions(r.voices()))}, err
}

// breadth is the number of Hill 1973, "Diversity and evenness: a unifying notation and its consequences", Ecology 54, of the
// first order: the exponential of Shannon's entropy.
func breadth(ctx context.Context, r *Reader) ([]Value, error) {
	sums, err := r.DB.ByNetwork(ctx, r.Topic.ID, r.Period)
	if err != nil {
		return nil, err
	}
	total, entropy := 0, 0.0
	for _, s := range sums {
		total += s.Total()
	}
	for _, s := range sums {
		p := float64(s.Total()) / float64(total)
		entropy -= p * math.Log(p)
	}
	if total == 0 {
		return []Value{none(nobodySpoke)}, nil
	}
	return []Value{known(math.Exp(entropy)).from(alerts.OfMentions(r.said()))}, nil
}

var nobodySpoke = Text{"nothing was said in the period", "за период ничего не сказано"}

// loudness is one reader's weight in a share of voice, and the list behind it.
type loudness func(context.Context, *Reader) (int, alerts.Evidence, error)

func byMentions(ctx context.Context, r *Reader) (int, alerts.Evidence, error) {
	t, err := r.tally(ctx)
	return t.Counted, alerts.OfMentions(r.said()), err
}

func byAuthors(ctx context.Context, r *Reader) (int, alerts.Evidence, error) {
	t, err := r.tally(ctx)
	return t.People, alerts.OfMentions(r.voices()), err
}

// voiceOf tells the topic's share and, as parts, that of each competitor; all of one whole. The interval takes the counts as
// Poisson ones, of which a share is binomial once their sum is given.
func voiceOf(loud loudness) func(context.Context, *Reader) ([]Value, error) {
	return func(ctx context.Context, r *Reader) ([]Value, error) {
		rivals := r.Rivals()
		if len(rivals) == 0 {
			return []Value{missing(InputRivals)}, nil
		}
		heard := make([]int, 1+len(rivals))
		lists := make([]alerts.Evidence, len(heard))
		total := 0
		for i, t := range append([]ingest.Topic{r.Topic}, rivals...) {
			var err error
			if heard[i], lists[i], err = loud(ctx, r.Of(t)); err != nil {
				return nil, err
			}
			total += heard[i]
		}
		values := make([]Value, len(heard))
		for i := range heard {
			values[i] = share(heard[i], total).from(lists[i])
			if i > 0 {
				values[i] = values[i].as(rivals[i-1].ID).called(same(rivals[i-1].Name))
			}
		}
		return values, nil
	}
}
