package threads

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"molva/ingest"
	"molva/ingest/graph"
)

const (
	late    = time.Hour           // by which a search may find something after its time
	talked  = 30 * 24 * time.Hour // how long replies to a post are looked for
	newest  = "25"                // of the account's posts at once, and all whose replies are read
	perPage = "50"
	found   = "100" // at once by a search

	backPages = 400 // of the account's posts, when one looks back
)

// The lists. Those of a post and of a term have its number and the term behind the name.
const (
	own       = "own posts"
	mentions  = "mentions"
	answers   = "replies to "
	searchFor = "search for "
)

// reading is one way through the lists.
type reading struct {
	*Source
	at           graph.Place
	since, until time.Time       // what our own posts and replies must lie after, and searches before; zero: nothing
	roots        map[string]post // our own posts, by id
	noise        map[string]bool // ids of what was found and names no topic
	page         ingest.Page     // what is to be told beside the lists
}

// Read brings what is new: the account's own posts, the replies to them, what mentions it, what is found; and then the figures.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at graph.Place
	if err := after.Into(&at); err != nil {
		return err
	}
	if at.Begin(s.env.Now()) {
		if err := emit(ingest.Page{Next: ingest.CursorOf(at)}); err != nil {
			return err
		}
	}
	r := s.reading(time.Unix(at.Since, 0), time.Time{})
	r.at = at
	if err := r.read(ctx, emit); err != nil {
		return err
	}
	if r.page.Next = ingest.CursorOf(r.at); r.page.Next != after {
		if err := emit(r.page); err != nil {
			return err
		}
	}
	return s.measure(ctx, r.at, emit)
}

// read goes through the lists.
func (r *reading) read(ctx context.Context, emit func(ingest.Page) error) error {
	lists, err := r.lists(ctx)
	if err != nil {
		return err
	}
	r.at.Keep(func(told string) bool { return slices.Contains(lists.Names, told) })
	from, err := r.at.From(lists.Names, func(name string) bool { return name == own || strings.HasPrefix(name, answers) })
	if err != nil {
		return err
	}
	return lists.Read(ctx, from, func(p ingest.Page) error {
		r.at.Lists = json.RawMessage(p.Next) // where the page is refused, this reading ends
		p.Next = ingest.CursorOf(r.at)
		return emit(r.with(p))
	})
}

// Backfill brings what of the span the lists have, newest first in each.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	r := s.reading(span.From.Add(-talked), span.To)
	lists, err := r.lists(ctx)
	if err != nil {
		return err
	}
	err = lists.Backfill(ctx, span, after, func(p ingest.Page) error { return emit(r.with(p)) })
	if err != nil || len(r.page.Rejected) == 0 {
		return err
	}
	return emit(r.page)
}

func (s *Source) reading(since, until time.Time) *reading {
	return &reading{Source: s, since: since, until: until, roots: map[string]post{}, noise: map[string]bool{}}
}

// past reports whether one looks back.
func (r *reading) past() bool { return !r.until.IsZero() }

// with leaves out of a page of the lists what was found by words and names no topic, and adds what is to be told beside it.
func (r *reading) with(p ingest.Page) ingest.Page {
	p.Mentions = slices.DeleteFunc(p.Mentions, func(m ingest.Mention) bool { return r.noise[m.ID] })
	p.Rejected, r.page.Rejected = append(p.Rejected, r.page.Rejected...), nil
	return p
}

// lists are those that the options name, searches last, as they may be used up.
func (r *reading) lists(ctx context.Context) (ingest.Lists, error) {
	var names []string
	if r.options.Replies {
		names = append(names, own)
		posts, err := r.ours(ctx)
		if err != nil {
			return ingest.Lists{}, fmt.Errorf("read the account's posts: %w", err)
		}
		for _, p := range posts {
			r.roots[p.ID] = p
			if young := r.env.Now().Sub(p.Time.Time) < talked; p.Replies && (young || r.past()) {
				names = append(names, answers+p.ID)
			}
		}
	}
	if r.options.Mentions {
		names = append(names, mentions)
	}
	for _, term := range r.terms {
		names = append(names, searchFor+term)
	}
	return ingest.Lists{Names: names, Page: r.part, Late: late, Now: r.env.Now}, nil
}

// part asks for a part of a list. That one list cannot be read is told once and holds up no other.
func (r *reading) part(ctx context.Context, name, token string) (items []ingest.Dated, next string, err error) {
	q := url.Values{"fields": {fields}, "limit": {perPage}}
	switch {
	case name == own:
		items, next, err = r.young(r.list(ctx, "/me/threads", q, token))
	case name == mentions:
		items, next, err = r.list(ctx, "/me/mentions", q, token)
	case strings.HasPrefix(name, answers):
		q.Set("reverse", "true") // newest first
		items, next, err = r.young(r.list(ctx, "/"+strings.TrimPrefix(name, answers)+"/conversation", q, token))
	default:
		items, next, err = r.search(ctx, strings.TrimPrefix(name, searchFor), q, token)
	}
	switch {
	case err == nil:
		r.at.Clear(name)
	case r.alone(ctx, err):
		r.at.Tell(&r.page, name, err.Error())
		return nil, "", nil
	}
	return items, next, err
}

// young leaves out of our own posts and the replies to them what is older than the reading.
func (r *reading) young(items []ingest.Dated, next string, err error) ([]ingest.Dated, string, error) {
	old := func(d ingest.Dated) bool { return !d.Mention.Published.IsZero() && d.Mention.Published.Before(r.since) }
	if slices.ContainsFunc(items, old) {
		next = ""
	}
	return slices.DeleteFunc(items, old), next, err
}
