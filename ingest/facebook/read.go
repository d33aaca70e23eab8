package facebook

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"time"

	"molva/ingest"
)

// list is one that Facebook gives newest first.
type list struct {
	name, path string // what of the page it is, and where
	q          url.Values
	parse      func(json.RawMessage) (ingest.Mention, error)
	least      int                 // items to go through, new or not
	quiet      bool                // bring nothing of it
	and        func(p place) place // what else is known once it is read; nil: nothing
}

// edge is a list of the page.
func (s *Source) edge(name, path, limit, fields string, parse func(json.RawMessage) (ingest.Mention, error)) list {
	return list{name: name, path: s.page() + path, q: url.Values{"fields": {fields}, "limit": {limit}}, parse: parse}
}

// posts is the page's feed.
func (s *Source) posts() list {
	l := s.edge(posts, "/feed", "50", postFields, parse[post])
	l.quiet = !s.reads(posts)
	return l
}

// commentsOn are the comments on a post, those on comments too
// (developers.facebook.com/docs/graph-api/reference/page-post/comments).
func commentsOn(p post) list {
	q := url.Values{"fields": {commentFields}, "filter": {"stream"}, "order": {"reverse_chronological"}, "limit": {"100"}}
	return list{name: comments + " on " + p.ID, path: "/" + p.ID + "/comments", q: q, parse: under(p)}
}

// Read brings what is new, list by list, and figures when it is their time.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at place
	err := after.Into(&at)
	if err != nil {
		return err
	}
	if s.reads(posts) || s.reads(comments) {
		if at, err = s.feed(ctx, at, emit); err != nil {
			return err
		}
	}
	for _, l := range s.others() {
		if at, err = s.follow(ctx, l, at, emit); err != nil {
			return err
		}
	}
	return s.figures(ctx, at, emit)
}

// others are the lists beside the feed.
func (s *Source) others() []list {
	all := []list{
		s.edge(tagged, "/tagged", "50", postFields, parse[post]),
		s.edge(ratings, "/ratings", "100", reviewFields, parse[review]),
	}
	return slices.DeleteFunc(all, func(l list) bool { return !s.reads(l.name) })
}

// feed brings new posts and then the comments on the newest ones.
func (s *Source) feed(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	now, old := s.env.Now(), at.Lists[posts]
	since := old.since(now)
	if old.Until == 0 {
		since = now
	}
	var newest []post
	l := s.posts()
	l.least = maxThreads
	l.parse = func(data json.RawMessage) (ingest.Mention, error) {
		p, m, err := item[post](data)
		if err == nil && len(newest) < maxThreads {
			newest = append(newest, p)
		}
		return m, err
	}
	l.and = func(p place) place { return p.following(newest, since, now) }
	at, err := s.follow(ctx, l, at, emit)
	if err != nil || !s.reads(comments) {
		return at, err
	}
	return s.threads(ctx, newest, at, emit)
}

// follow brings what is new in a list. That a list is not shown to us is told once, and it is tried again the next time; where it is
// the first one, the token is good for nothing.
func (s *Source) follow(ctx context.Context, l list, at place, emit func(ingest.Page) error) (place, error) {
	old, most := at.Lists[l.name], maxPages
	if old.Until == 0 {
		most = 1
	}
	n, err := s.fresh(ctx, l, old.since(s.env.Now()), most, old)
	if (alone(err) || trouble(err)) && !s.first(l.name) {
		n, err = old.shut(l.name, err), nil
	}
	if err != nil {
		return at, err
	}
	next := at.list(l.name, n.mark)
	if l.and != nil {
		next = l.and(next)
	}
	if l.quiet {
		n.page.Mentions = nil
	}
	return next, n.emit(next, at, emit)
}

// first reports whether a list is the first one that is read.
func (s *Source) first(name string) bool {
	return name == posts || name == parts()[slices.IndexFunc(parts(), s.reads)]
}

// threads brings the comments on those posts that have changed since the last time. That those on one post cannot be read is told once
// and holds up no others; they are tried again the next time.
func (s *Source) threads(ctx context.Context, newest []post, at place, emit func(ingest.Page) error) (place, error) {
	for _, p := range slices.Backward(newest) {
		old := at.Threads[p.ID]
		if p.state() == old.State || p.count() == 0 && old.Until == 0 {
			continue
		}
		var since time.Time
		if old.Until > 0 {
			since = old.since(s.env.Now())
		}
		l := commentsOn(p)
		n, err := s.fresh(ctx, l, since, maxPages, old)
		n.mark.State = p.state()
		switch {
		case errors.Is(err, ingest.ErrDenied): // so are those on other posts
			n = at.Lists[comments].shut(comments, err)
			next := at.list(comments, n.mark)
			return next, n.emit(next, at, emit)
		case alone(err) || trouble(err):
			n = old.shut(l.name, err)
		case err != nil:
			return at, err
		}
		next := at.list(comments, mark{}).thread(p.ID, n.mark)
		if err := n.emit(next, at, emit); err != nil {
			return at, err
		}
		at = next
	}
	return at, nil
}
