package instagram

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
	"molva/ingest/graph"
)

const (
	late      = time.Hour           // by which something may come into a list after its time
	talked    = 30 * 24 * time.Hour // how long after a post was published its comments are looked for, when one looks back
	newest    = 25                  // of the account's posts, whose comments are read
	perPage   = 50
	maxPages  = 10  // of comments on one post
	backPages = 400 // of the account's posts, when one looks back: Instagram gives the newest 10,000
)

// The lists. Those of a post and of a hashtag have its number and its name behind.
const (
	posts    = "posts"
	comments = "comments on "
	tags     = "tags"
	withTag  = "#"
)

// place is where the reading stands.
type place struct {
	graph.Place
	Counts   map[string]int64   `json:"counts,omitempty"`  // comments that there were on the newest posts
	Counted  int64              `json:"counted,omitempty"` // Unix time of the day on which they were last read whatever their number
	Hashtags map[string]hashtag `json:"hashtags,omitempty"`
}

// reading is one way through the lists.
type reading struct {
	*Source
	at    place
	since time.Time        // what our own posts and the comments on them must not lie before
	past  bool             // it looks back
	own   []ingest.Dated   // the account's posts, newest first
	posts map[string]media // by id
	noise map[string]bool  // ids of what has a hashtag and names no topic
	seen  map[string]bool  // ids of what came with the hashtag that is read
	page  ingest.Page      // what is to be told beside the lists
}

// Read brings what is new since the cursor: the account's own posts, the comments on them, what tags the account, what has a hashtag;
// and then the figures. The first time it counts the comments and no more.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at place
	if err := after.Into(&at); err != nil {
		return err
	}
	first := at.Begin(s.env.Now())
	r := s.reading(at, time.Unix(at.Since, 0))
	names, err := r.names(ctx)
	if err != nil {
		return err
	}
	if r.recount(first); first {
		if err := emit(ingest.Page{Next: ingest.CursorOf(r.at)}); err != nil {
			return err
		}
	}
	if err := r.read(ctx, names, emit); err != nil {
		return err
	}
	r.at.Counts = r.counts()
	if r.page.Next = ingest.CursorOf(r.at); r.page.Next != after {
		if err := emit(r.page); err != nil {
			return err
		}
	}
	return s.measure(ctx, r.at, emit)
}

// recount counts the comments at first, and once a day forgets their number: where one came as another one went, it tells nothing.
func (r *reading) recount(first bool) {
	today := r.env.Now().UTC().Truncate(day).Unix()
	switch {
	case first:
		r.at.Counts, r.at.Counted = r.counts(), today
	case r.at.Counted != today:
		r.at.Counts, r.at.Counted = nil, today
	}
}

// read goes through the lists.
func (r *reading) read(ctx context.Context, names []string, emit func(ingest.Page) error) error {
	r.at.Keep(func(told string) bool { return slices.Contains(names, told) || r.posts[told].ID != "" })
	from, err := r.at.From(names, func(name string) bool { return name == posts || strings.HasPrefix(name, comments) })
	if err != nil {
		return err
	}
	return r.lists(names).Read(ctx, from, func(p ingest.Page) error {
		r.at.Lists = json.RawMessage(p.Next) // where the page is refused, this reading ends
		p.Next = ingest.CursorOf(r.at)
		return emit(r.with(p))
	})
}

// with leaves out of a page of the lists what names no topic, and adds what is to be told beside it.
func (r *reading) with(p ingest.Page) ingest.Page {
	p.Mentions = slices.DeleteFunc(p.Mentions, func(m ingest.Mention) bool { return r.noise[m.ID] })
	p.Rejected, r.page.Rejected = append(p.Rejected, r.page.Rejected...), nil
	return p
}

// Backfill brings the account's posts of the span, the comments of the span and the posts that tag the account. Hashtags have no past.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	r := s.reading(place{}, span.From.Add(-talked))
	r.past = true
	names, err := r.names(ctx)
	if err != nil {
		return err
	}
	err = r.lists(names).Backfill(ctx, span, after, func(p ingest.Page) error { return emit(r.with(p)) })
	if err != nil || len(r.page.Rejected) == 0 {
		return err
	}
	return emit(r.page)
}

func (s *Source) reading(at place, since time.Time) *reading {
	at.Hashtags = maps.Clone(at.Hashtags)
	if at.Hashtags == nil {
		at.Hashtags = map[string]hashtag{}
	}
	return &reading{Source: s, at: at, since: since, posts: map[string]media{}, noise: map[string]bool{}}
}

func (r *reading) lists(names []string) ingest.Lists {
	return ingest.Lists{Names: names, Page: r.part, Late: late, Now: r.env.Now}
}

// names are the lists that the options name.
func (r *reading) names(ctx context.Context) (all []string, err error) {
	if r.options.Comments {
		if err := r.ours(ctx); err != nil {
			return nil, fmt.Errorf("read the account's posts: %w", err)
		}
		all = append(all, posts)
		for _, d := range r.own {
			if m := r.posts[d.Mention.ID]; count(m) > 0 && !(r.past && m.Time.Before(r.since)) {
				all = append(all, comments+m.ID)
			}
		}
	}
	if r.options.Tags {
		all = append(all, tags)
	}
	for _, name := range r.options.Hashtags {
		if !r.past {
			all = append(all, withTag+name)
		}
	}
	return all, nil
}

// part asks for a part of a list. That one list cannot be read is told once and holds up no other.
func (r *reading) part(ctx context.Context, name, token string) (items []ingest.Dated, next string, err error) {
	switch {
	case name == posts:
		items = r.young(r.own)
	case name == tags:
		items, next, err = r.list(ctx, "/"+r.options.Account+"/tags", url.Values{"fields": {taggedFields}}, token)
	case strings.HasPrefix(name, comments):
		items, err = r.under(ctx, strings.TrimPrefix(name, comments))
	default:
		items, next, err = r.tagged(ctx, strings.TrimPrefix(name, withTag), token)
	}
	switch {
	case err == nil:
		r.at.Clear(name)
	case r.alone(ctx, err):
		r.at.Tell(&r.page, name, err.Error())
		delete(r.posts, strings.TrimPrefix(name, comments)) // its number of comments is still to be looked into
		return nil, "", nil
	}
	return items, next, err
}

// young are those that are not older than the reading, or that cannot be read.
func (r *reading) young(all []ingest.Dated) []ingest.Dated {
	return slices.DeleteFunc(slices.Clone(all), func(d ingest.Dated) bool {
		return !d.Mention.Published.IsZero() && d.Mention.Published.Before(r.since)
	})
}

// list asks for a page of posts. These lists have no "next".
func (r *reading) list(ctx context.Context, path string, q url.Values, after string) (items []ingest.Dated, next string, err error) {
	q.Set("limit", strconv.Itoa(perPage))
	if after != "" {
		q.Set("after", after)
	}
	page, err := graph.List[json.RawMessage](ctx, r.graph, path, q)
	if err != nil || len(page.Data) == 0 {
		return nil, "", err
	}
	for _, data := range page.Data {
		d, _ := datedMedia(data)
		items = append(items, d)
	}
	return items, page.Last, nil
}
