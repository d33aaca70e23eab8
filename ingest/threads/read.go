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
	newest  = "25"                // of the account's posts
	perPage = "50"
)

// The lists. Those of a post and of a term have its number and the term behind the name.
const (
	own       = "own posts"
	mentions  = "mentions"
	answers   = "replies to "
	searchFor = "search for "
)

// place is where the reading stands.
type place struct {
	Since int64           `json:"since"`           // Unix time of the first read
	Lists json.RawMessage `json:"lists,omitempty"` // the cursor of the lists
	Told  []string        `json:"told,omitempty"`  // lists that cannot be read, told once
	graph.Round
}

// reading is one way through the lists.
type reading struct {
	*Source
	since, until time.Time       // what our own posts and replies must lie after, and searches before; zero: nothing
	roots        map[string]post // our own posts, by id
	noise        map[string]bool // ids of what was found and names no topic
	told         []string        // lists that could not be read before or cannot now
	page         ingest.Page     // what is to be told beside the lists
}

// Read brings what is new: the account's own posts, the replies to them, what mentions it, what is found; and then the figures.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at place
	if err := after.Into(&at); err != nil {
		return err
	}
	if at.Since == 0 {
		at.Since = s.env.Now().Unix()
		if err := emit(ingest.Page{Next: ingest.CursorOf(at)}); err != nil {
			return err
		}
	}
	r := s.reading(time.Unix(at.Since, 0), time.Time{})
	r.told = at.Told
	lists, err := r.lists(ctx)
	if err != nil {
		return err
	}
	from, err := at.from(lists.Names)
	if err != nil {
		return err
	}
	err = lists.Read(ctx, from, func(p ingest.Page) error {
		p.Mentions = r.telling(p.Mentions)
		next := at
		next.Lists = json.RawMessage(p.Next)
		p.Next = ingest.CursorOf(next)
		err := emit(p)
		if err == nil {
			at = next
		}
		return err
	})
	if err != nil {
		return err
	}
	if at.Told = r.told; len(r.page.Rejected) > 0 {
		r.page.Next = ingest.CursorOf(at)
		if err := emit(r.page); err != nil {
			return err
		}
	}
	return s.measure(ctx, at, emit)
}

// from is the cursor of the lists, the trail of each by name. Our own posts and the replies to each are new since the first read,
// however many there are at once.
func (p place) from(names []string) (ingest.Cursor, error) {
	trails := map[string]ingest.Trail{}
	if err := ingest.Cursor(p.Lists).Into(&trails); err != nil {
		return "", err
	}
	for _, name := range names {
		if _, read := trails[name]; !read && (name == own || strings.HasPrefix(name, answers)) {
			trails[name] = ingest.Trail{Until: p.Since}
		}
	}
	return ingest.CursorOf(trails), nil
}

// Backfill brings what of the span the lists have, newest first in each.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	r := s.reading(span.From.Add(-talked), span.To)
	lists, err := r.lists(ctx)
	if err != nil {
		return err
	}
	err = lists.Backfill(ctx, span, after, func(p ingest.Page) error {
		p.Mentions = r.telling(p.Mentions)
		return emit(p)
	})
	if err != nil || len(r.page.Rejected) == 0 {
		return err
	}
	return emit(r.page)
}

func (s *Source) reading(since, until time.Time) *reading {
	return &reading{Source: s, since: since, until: until, roots: map[string]post{}, noise: map[string]bool{}}
}

// telling leaves out what was found by words and names no topic.
func (r *reading) telling(all []ingest.Mention) []ingest.Mention {
	return slices.DeleteFunc(all, func(m ingest.Mention) bool { return r.noise[m.ID] })
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
			if p.Replies && (r.env.Now().Sub(p.Time.Time) < talked || !r.until.IsZero()) {
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
	if alone(err) {
		r.tell(name, err.Error())
		return nil, "", nil
	}
	if err == nil {
		r.told = slices.DeleteFunc(slices.Clone(r.told), func(told string) bool { return told == name })
	}
	return items, next, err
}

// tell tells once that something cannot be read, until it can.
func (r *reading) tell(name, why string) {
	if !slices.Contains(r.told, name) {
		r.told = append(slices.Clone(r.told), name)
		r.page.Rejected = append(r.page.Rejected, ingest.Rejection{Item: name, Reason: why})
	}
}

// young leaves out of our own posts and the replies to them what is older than the reading.
func (r *reading) young(items []ingest.Dated, next string, err error) ([]ingest.Dated, string, error) {
	old := func(d ingest.Dated) bool { return !d.Mention.Published.IsZero() && d.Mention.Published.Before(r.since) }
	if slices.ContainsFunc(items, old) {
		next = ""
	}
	return slices.DeleteFunc(items, old), next, err
}
