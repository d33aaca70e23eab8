package metric

import (
	"context"
	"math"
	"time"

	"molva/alerts"
	"molva/store"
)

// A list of all members is long and is taken rarely, and most of them stay: a month-old one still tells who follows.
const listKept = 31 * 24 * time.Hour

// listed are the people of the last list of members by the end of the period, followers or dead; ok is false when there is
// no list.
func (a *Account) listed(ctx context.Context, name string) (s store.Set, ok bool, err error) {
	end := a.Reader.end()
	all, err := a.Reader.censuses(ctx, a.Owned, name, store.Period{From: end.Add(-listKept), To: end.Add(time.Millisecond)})
	if err != nil || len(all) == 0 {
		return store.Set{}, false, err
	}
	s, err = a.Reader.set(ctx, all[len(all)-1])
	return s, true, err
}

// active are all who acted within the spans, mostly weeks, whose middle lies in the period, and how many spans that were. A span
// longer than the period tells nothing of it: not all who acted in the week of a day did so that day.
func (a *Account) active(ctx context.Context, p store.Period) (s store.Set, spans int, err error) {
	all, err := a.Reader.censuses(ctx, a.Owned, "active", store.Period{From: p.From.Add(-listKept), To: p.To})
	if err != nil {
		return s, 0, err
	}
	for _, c := range all {
		if !p.Holds(c.At.Add(c.Span/2)) || c.Span > p.To.Sub(p.From)+slack {
			continue
		}
		people, err := a.Reader.set(ctx, c)
		if err != nil {
			return s, 0, err
		}
		s, spans = s.Union(people), spans+1
	}
	return s, spans, nil
}

// acted are all who acted within the period. The caveat says where some of its weeks were not told.
func (a *Account) acted(ctx context.Context) (s store.Set, caveat Text, ok bool, err error) {
	s, spans, err := a.active(ctx, a.Reader.Period)
	expected := max(int(math.Round(a.Reader.days()/7)), 1)
	return s, partly(spans, expected, Text{"weeks", "недель"}), spans > 0, err
}

// setList leads to the sets of an account that the period's values are made of.
func (a *Account) setList(name string) alerts.Evidence {
	return alerts.OfSets(a.Account, a.Network, name, a.Reader.setsPeriod())
}

// setsPeriod is when the sets of the period's values were taken, or began.
func (r *Reader) setsPeriod() store.Period {
	p := store.Period{From: r.Period.From, To: r.end()}
	if oldest := p.To.Add(-listKept); oldest.Before(p.From) {
		p.From = oldest
	}
	return p
}

// common are the people of both sets.
func common(a, b store.Set) store.Set { return a.Minus(a.Minus(b)) }

// often are the people who are in at least k of the sets.
func often(k int, sets ...store.Set) store.Set {
	times := make([]store.Set, k+1) // who was seen at least so many times; the first is not looked at
	for _, s := range sets {
		for n := k; n > 1; n-- {
			times[n] = times[n].Union(common(times[n-1], s))
		}
		times[1] = times[1].Union(s)
	}
	return times[k]
}
