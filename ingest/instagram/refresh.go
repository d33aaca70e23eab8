package instagram

import (
	"context"
	"net/url"
	"slices"

	"molva/ingest"
)

// Refresh asks for the comments on the posts under which they stood. Those of a post that answers and does not have them any more
// are deleted. A post that does not answer is somebody else's, or gone; nobody can tell.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	under := map[string][]string{} // ids of comments by post
	var posts []string
	for _, k := range known {
		if !numberForm.MatchString(k.Thread) || k.Thread == k.ID {
			continue
		}
		if under[k.Thread] == nil {
			posts = append(posts, k.Thread)
		}
		under[k.Thread] = append(under[k.Thread], k.ID)
	}
	for _, id := range posts {
		p, err := s.again(ctx, id, under[id])
		if alone(err) {
			continue
		}
		if err != nil {
			return err
		}
		if err := emit(p); err != nil {
			return err
		}
	}
	return nil
}

// again is what some comments on a post are now. One that nobody can read still stands.
func (s *Source) again(ctx context.Context, id string, ids []string) (p ingest.Page, err error) {
	var m media
	if err := s.graph.Get(ctx, "/"+id, url.Values{"fields": {taggedFields}}, &m); err != nil {
		return p, err
	}
	items, sure, err := s.comments(ctx, m)
	if err != nil {
		return p, err
	}
	for _, d := range items {
		sure = sure && d.Mention.ID != ""
		i := slices.Index(ids, d.Mention.ID)
		if i < 0 {
			continue
		}
		if ids = slices.Delete(ids, i, i+1); d.Bad == nil {
			p.Mentions = append(p.Mentions, d.Mention)
		}
	}
	for _, id := range ids {
		if sure {
			p.Mentions = append(p.Mentions, ingest.Mention{ID: id, Network: Network, Deleted: true, Edited: s.env.Now().UTC()})
		}
	}
	return p, nil
}
