package instagram

import (
	"context"
	"net/url"

	"molva/ingest"
	"molva/ingest/graph"
)

// Refresh asks for the comments on the posts under which they stood.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	return graph.Again(ctx, known, s.env.Now(), s.talk, func(err error) bool { return s.alone(ctx, err) }, emit)
}

// talk is all that is said under a post. A token that may not read it can be shown nothing in place of an error.
func (s *Source) talk(ctx context.Context, id string) (items []ingest.Dated, whole bool, err error) {
	var m media
	if err := s.graph.Get(ctx, "/"+id, url.Values{"fields": {taggedFields}}, &m); err != nil {
		return nil, false, err
	}
	m.ID = id
	items, whole, err = s.comments(ctx, m)
	return items, whole && (len(items) > 0 || count(m) == 0), err
}
