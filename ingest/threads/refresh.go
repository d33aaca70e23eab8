package threads

import (
	"context"
	"net/url"

	"molva/ingest"
	"molva/ingest/graph"
)

const maxPages = 10 // of the replies in a thread that is looked at again

// Refresh goes through the threads in which replies stood.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	return graph.Again(ctx, known, s.env.Now(), s.talk, func(err error) bool { return s.alone(ctx, err) }, emit)
}

// talk is all that is said in a thread. A token that may not read it can be shown nothing in place of an error.
func (s *Source) talk(ctx context.Context, thread string) (items []ingest.Dated, whole bool, err error) {
	var root post
	if err := s.graph.Get(ctx, "/"+thread, url.Values{"fields": {fields}}, &root); err != nil {
		return nil, false, err
	}
	r := s.reading(root.Time.Time, root.Time.Time)
	r.roots[thread] = root
	q, next := url.Values{"fields": {fields}, "limit": {perPage}, "reverse": {"true"}}, ""
	for range maxPages {
		var some []ingest.Dated
		if some, next, err = r.list(ctx, "/"+thread+"/conversation", q, next); err != nil {
			return nil, false, err
		}
		if items = append(items, some...); next == "" {
			return items, len(items) > 0 || !root.Replies, nil
		}
	}
	return items, false, nil
}
