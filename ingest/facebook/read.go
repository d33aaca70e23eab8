package facebook

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"

	"molva/ingest"
)

// list is one of the page's edges, newest first.
type list struct {
	name, edge, limit, fields string
	parse                     func(json.RawMessage) (ingest.Mention, error)
	least                     int                 // items to go through, new or not
	quiet                     bool                // bring nothing of it
	and                       func(p place) place // what else is known once it is read; nil: nothing
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
	_, err = s.figures(ctx, at, emit)
	return err
}

// others are the lists beside the feed.
func (s *Source) others() []list {
	all := []list{
		{name: tagged, edge: "/tagged", limit: "50", fields: postFields, parse: parse[post]},
		{name: ratings, edge: "/ratings", limit: "100", fields: reviewFields, parse: parse[review]},
	}
	return slices.DeleteFunc(all, func(l list) bool { return !s.reads(l.name) })
}

func parse[T interface{ mention() ingest.Mention }](data json.RawMessage) (ingest.Mention, error) {
	_, m, err := item[T](data)
	return m, err
}

// feed brings new posts and then the comments on the newest ones.
func (s *Source) feed(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	now, old := s.env.Now(), at.Lists[posts]
	since := old.since(now)
	if old.Until == 0 {
		since = now
	}
	var newest []post
	at, err := s.follow(ctx, list{
		name: posts, edge: "/feed", limit: "50", fields: postFields, least: maxThreads, quiet: !s.reads(posts),
		parse: func(data json.RawMessage) (ingest.Mention, error) {
			p, m, err := item[post](data)
			if err == nil && len(newest) < maxThreads {
				newest = append(newest, p)
			}
			return m, err
		},
		and: func(p place) place { return p.following(newest, since, now) },
	}, at, emit)
	if err != nil || !s.reads(comments) {
		return at, err
	}
	return s.threads(ctx, newest, at, emit)
}

// follow brings what is new in a list. That a list is not shown to us is told once, and it is tried again the next time; where it is
// the first one, the token is good for nothing.
func (s *Source) follow(ctx context.Context, l list, at place, emit func(ingest.Page) error) (place, error) {
	old := at.Lists[l.name]
	w := walk{s.page() + l.edge, url.Values{"fields": {l.fields}, "limit": {l.limit}}, old.since(s.env.Now()), maxPages, l.least, l.parse}
	if old.Until == 0 {
		w.most = 1
	}
	n, err := s.fresh(ctx, w, old)
	if hidden(err) && !s.first(l.name) {
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

// maxThreads are the posts whose comments are followed.
const maxThreads = 50

// threads brings the comments on those posts that have more or fewer of them than the last time.
func (s *Source) threads(ctx context.Context, newest []post, at place, emit func(ingest.Page) error) (place, error) {
	for _, p := range slices.Backward(newest) {
		old := at.Threads[p.ID]
		if count(p) == old.Count {
			continue
		}
		n, err := s.answers(ctx, p, old)
		next := at
		switch {
		case errors.Is(err, ingest.ErrDenied): // so are those on other posts
			n = at.Lists[comments].shut(comments, err)
			next = at.list(comments, n.mark)
			return next, n.emit(next, at, emit)
		case err == nil || errors.Is(err, ingest.ErrGone):
			n.mark.Count = count(p)
			next = at.list(comments, mark{}).thread(p.ID, n.mark)
			err = n.emit(next, at, emit)
		}
		if err != nil {
			return at, err
		}
		at = next
	}
	return at, nil
}
