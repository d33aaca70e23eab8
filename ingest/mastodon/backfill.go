package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"molva/ingest"
)

// past is where the reading of the past stands: one line after the other, then the searches, each from its newest on.
type past struct {
	Key    string `json:"key,omitempty"`    // of the line or the search
	Max    string `json:"max,omitempty"`    // of a line: the number of the oldest item that was read
	Offset int    `json:"offset,omitempty"` // of a search: how many were counted
	Done   bool   `json:"done,omitempty"`   // it was read to its end
}

// stretch is one thing that the past is read of: a line, or what is found for a term.
type stretch struct {
	key  string
	line *line
	term string
}

func (s *Source) stretches() (all []stretch) {
	for i := range s.lines {
		all = append(all, stretch{key: s.lines[i].key, line: &s.lines[i]})
	}
	for _, term := range s.terms {
		all = append(all, stretch{key: termKey(term), term: term})
	}
	return all
}

// Backfill reads lines and searches backwards until the span begins.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at past
	if err := after.Into(&at); err != nil {
		return err
	}
	all := s.stretches()
	from := max(0, slices.IndexFunc(all, func(of stretch) bool { return of.key == at.Key }))
	for _, of := range all[from:] {
		if of.key != at.Key {
			at = past{Key: of.key}
		}
		for !at.Done {
			page, next, err := s.older(ctx, of, span, at)
			if err != nil {
				return fmt.Errorf("read %s: %w", of.key, err)
			}
			page.Next = ingest.CursorOf(next)
			if err := emit(page); err != nil {
				return err
			}
			at = next
		}
	}
	return nil
}

// older reads the next page back.
func (s *Source) older(ctx context.Context, of stretch, span ingest.Span, at past) (p ingest.Page, next past, err error) {
	items, err := s.before(ctx, of, at)
	switch {
	case of.line == nil && s.unasked() && errors.Is(err, ingest.ErrDenied):
		next = past{Key: at.Key, Done: true}
		return ingest.Page{Gap: "the token does not let the source search", GapFrom: span.From}, next, nil
	case err != nil:
		return p, at, err
	}
	d, next := s.sift(of, span, at, items)
	if of.line == nil && !next.Done && next.Offset >= pastPages*searchSize {
		next.Done = true
		d.page.Gap, d.page.GapFrom = fmt.Sprintf("the search is read back for %d posts and no further", next.Offset), span.From
	}
	s.threaded(ctx, d.page.Mentions, d.answers)
	return d.page, next, nil
}

// sift takes what belongs to the span out of items, newest first.
func (s *Source) sift(of stretch, span ingest.Span, at past, items []json.RawMessage) (d draft, next past) {
	d.only = func(m ingest.Mention) bool {
		return span.Has(m.Published) && (of.line != nil || s.env.Matches(m))
	}
	next = at
	var began bool
	for _, data := range items {
		number, st, err := of.item(data)
		if err != nil {
			d.reject(number, err)
			continue
		}
		if next.Max == "" || newer(next.Max, number) {
			next.Max = number
		}
		if st != nil {
			s.add(&d, place{}, st)
			began = precedes(st, span.From) // the last one is the oldest
		}
	}
	next.Done = began || len(items) == 0 || of.line != nil && next.Max == at.Max
	if of.line == nil {
		next.Offset += searchSize
	}
	return d, next
}

func (s *Source) before(ctx context.Context, of stretch, at past) ([]json.RawMessage, error) {
	if of.line == nil {
		return s.found(ctx, of.term, at.Offset)
	}
	return s.items(ctx, *of.line, "max_id", at.Max)
}

func (of stretch) item(data json.RawMessage) (number string, status json.RawMessage, err error) {
	if of.line == nil {
		return tagItem(data)
	}
	return of.line.item(data)
}

// precedes reports whether a status was made before a time.
func precedes(data json.RawMessage, t time.Time) bool {
	st, err := parseStatus(data)
	made, ok := ingest.ParseTime(st.Created)
	return err == nil && ok && made.Before(t)
}
