package ingest

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"time"
)

// Backfill emits what was last changed within the span, list by list and newest first. Where it was stopped it goes through
// the list again from the top, as a network does not keep its place for long. A list that is gone is left out. Where something
// else is wrong with one, the others are read all the same, it is tried again the next time, and the error is of the first such.
func (l Lists) Backfill(ctx context.Context, span Span, after Cursor, emit func(Page) error) error {
	var at reached
	if err := after.Into(&at); err != nil {
		return err
	}
	var first, refused error
	begun := slices.Index(l.Names, at.Last)
	for i, name := range l.Names {
		fresh := i > begun
		before, open := at.Open[name]
		switch {
		case fresh:
			before = span.To
		case !open:
			continue
		}
		err := l.older(ctx, name, span, before, func(p Page, rest time.Time) error {
			before = rest
			at = at.with(name, fresh, before, before.After(span.From))
			p.Next = CursorOf(at)
			refused = emit(p)
			return refused
		})
		if refused != nil || ctx.Err() != nil || errors.As(err, new(*Throttled)) {
			return err
		}
		at = at.with(name, fresh, before, err != nil)
		first = cmp.Or(first, err)
	}
	return first
}

// reached is how far back the lists were read.
type reached struct {
	Last string               `json:"last,omitempty"` // of those that were begun
	Open map[string]time.Time `json:"open,omitempty"` // those of them that were not read to their end, and before when there is more
}

// with is reached once a list was read back to a moment; fresh: no list was begun that comes after it.
func (r reached) with(name string, fresh bool, before time.Time, open bool) reached {
	next := reached{Last: r.Last, Open: map[string]time.Time{}}
	maps.Copy(next.Open, r.Open)
	if fresh {
		next.Last = name
	}
	if delete(next.Open, name); open {
		next.Open[name] = before
	}
	return next
}

// older emits what of a list is in the span and was changed before a moment, and with each page the moment for what remains.
func (l Lists) older(ctx context.Context, name string, span Span, before time.Time, emit func(Page, time.Time) error) error {
	rest := Span{From: span.From, To: before.Add(time.Second)} // others may have changed within the same second
	token, idle, lowest := "", 0, oldest(nil)
	for before.After(span.From) {
		var p Page
		items, next, err := l.Page(ctx, name, token)
		if errors.Is(err, ErrGone) {
			p.Rejected, err = []Rejection{{Item: name, Reason: err.Error()}}, nil
		}
		if err != nil {
			return err
		}
		for _, d := range items {
			if said := d.Mention.Published; d.Bad != nil && said.IsZero() || span.Has(said) && rest.Has(said) {
				p.Take(d)
			}
		}
		if idle++; oldest(items) < lowest {
			idle, lowest = 0, oldest(items)
		}
		if last := time.Unix(lowest, 0).UTC(); last.Before(before) {
			before = last
		}
		if next == "" || next == token || idle >= maxParts { // a list that gets no older does not end either
			before = span.From
		}
		token = next
		if err := emit(p, before); err != nil {
			return err
		}
	}
	return nil
}
