package reddit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"time"

	"molva/ingest"
)

const (
	perPage = 100
	late    = 10 * time.Minute // by which a list may run behind
	shown   = 2 * perPage      // things after which a list may end before its beginning: a search sooner than others
)

// place is where the reading stands.
type place struct {
	Lists   json.RawMessage `json:"lists,omitempty"`   // the cursor of the lists
	Counted int64           `json:"counted,omitempty"` // when the last round of figures was
}

// Read brings what was written since the cursor, list by list, and figures when it is time.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at place
	if err := after.Into(&at); err != nil {
		return err
	}
	r := reading{Source: s, wanted: map[string]bool{}}
	var refused error
	err := r.lists().Read(ctx, ingest.Cursor(at.Lists), func(p ingest.Page) error {
		r.pick(ctx, &p)
		at.Lists = json.RawMessage(p.Next)
		p.Next = ingest.CursorOf(at)
		refused = emit(p)
		return refused
	})
	if refused != nil || hopeless(ctx, err) {
		return err
	}
	return errors.Join(err, s.figures(ctx, at, emit))
}

// hopeless reports whether whatever else is asked now would end as this did.
func hopeless(ctx context.Context, err error) bool {
	return ctx.Err() != nil || errors.Is(err, errApp) || errors.As(err, new(*ingest.Throttled))
}

// Backfill brings what was written in the span, list by list, as far back as Reddit lists it.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	r := reading{Source: s, wanted: map[string]bool{}}
	return r.lists().Backfill(ctx, span, after, func(p ingest.Page) error {
		r.pick(ctx, &p)
		return emit(p)
	})
}

// reading is one way through the lists.
type reading struct {
	*Source
	wanted map[string]bool // names of what is still there and ours to bring
	shut   error           // errApp, once Reddit has said it
}

func (r *reading) lists() ingest.Lists {
	lists := ingest.Lists{Page: r.part, Most: shown, Late: late, Now: r.env.Now}
	for _, l := range r.lines {
		lists.Names = append(lists.Names, l.key)
	}
	return lists
}

// part gives a part of a list.
func (r *reading) part(ctx context.Context, key, after string) (items []ingest.Dated, next string, err error) {
	if r.shut != nil {
		return nil, "", r.shut
	}
	l := r.lines[slices.IndexFunc(r.lines, func(l line) bool { return l.key == key })]
	q := url.Values{"limit": {strconv.Itoa(perPage)}}
	maps.Copy(q, l.query)
	if after != "" {
		q.Set("after", after)
	}
	things, next, err := r.list(ctx, l.path, q)
	if errors.Is(err, errApp) {
		r.shut = err
	}
	if err != nil {
		return nil, "", fmt.Errorf("read %s: %w", key, err)
	}
	for _, t := range things {
		m := t.mention()
		items = append(items, ingest.Dated{Mention: m, Bad: t.bad})
		if t.bad == nil && !t.gone() && (l.all || r.env.Matches(m)) {
			r.wanted[t.Name] = true
		}
	}
	return items, next, nil
}

// pick leaves in a page what is wanted, with what it answers. That is worth less than the page.
func (r *reading) pick(ctx context.Context, p *ingest.Page) {
	p.Mentions = slices.DeleteFunc(p.Mentions, func(m ingest.Mention) bool { return !r.wanted[m.ID] })
	_ = r.explain(ctx, p.Mentions)
}

// listing is a page of a list.
type listing struct {
	Data struct {
		After    string `json:"after"`
		Children []struct {
			Kind string          `json:"kind"`
			Data json.RawMessage `json:"data"`
		} `json:"children"`
	} `json:"data"`
}

// list asks for a Listing. For a subreddit that never was Reddit sends us on to a search for one.
func (s *Source) list(ctx context.Context, path string, q url.Values) (things []thing, next string, err error) {
	var answer listing
	q.Set("raw_json", "1")
	if err := s.get(ctx, path, q, &answer); err != nil {
		return nil, "", err
	}
	if answer.Data.Children == nil { // which is not to be taken for: there are none
		return nil, "", errors.New("the answer lacks its children")
	}
	for _, child := range answer.Data.Children {
		if child.Kind == "t5" {
			return nil, "", fmt.Errorf("no subreddit has this name: %w", ingest.ErrGone)
		}
		things = append(things, parseThing(child.Data))
	}
	return things, answer.Data.After, nil
}
