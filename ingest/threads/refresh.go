package threads

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"

	"molva/ingest"
	"molva/ingest/graph"
)

const (
	maxThreads = 30 // that one Refresh goes through
	maxPages   = 10 // of the replies in each
)

// Refresh goes through the threads in which replies stood. Those that a thread does not have any more are deleted. A thread that is
// not shown to us is somebody else's, or gone; nobody can tell.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	if _, err := s.me(ctx); err != nil { // what is denied afterwards is denied of one thread
		return err
	}
	var threads []string
	replies := map[string][]string{}
	for _, k := range known {
		if !numberForm.MatchString(k.Thread) {
			continue
		}
		if replies[k.Thread] == nil {
			threads = append(threads, k.Thread)
		}
		replies[k.Thread] = append(replies[k.Thread], k.ID)
	}
	for _, id := range threads[:min(maxThreads, len(threads))] {
		p, err := s.again(ctx, id, replies[id])
		if alone(err) || errors.Is(err, ingest.ErrDenied) {
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

// again is what some replies in a thread are now.
func (s *Source) again(ctx context.Context, thread string, ids []string) (p ingest.Page, err error) {
	var root post
	if err := s.graph.Get(ctx, "/"+thread, url.Values{"fields": {fields}}, &root); err != nil {
		return p, err
	}
	r := s.reading(root.Time.Time, root.Time.Time)
	r.roots[thread] = root
	sure, pages := true, 0
	q := url.Values{"fields": {fields}, "limit": {perPage}, "reverse": {"true"}}
	err = graph.Pages(ctx, s.graph, "/"+thread+"/conversation", q, maxPages, func(page []json.RawMessage) (bool, error) {
		pages++
		for _, d := range r.items(page) {
			sure = sure && d.Mention.ID != ""
			i := slices.Index(ids, d.Mention.ID)
			if i < 0 {
				continue
			}
			if ids = slices.Delete(ids, i, i+1); d.Bad == nil {
				p.Mentions = append(p.Mentions, d.Mention)
			}
		}
		return true, nil
	})
	if err != nil || !sure || pages == maxPages {
		return p, err
	}
	for _, id := range ids {
		p.Mentions = append(p.Mentions, ingest.Mention{ID: id, Network: Network, Deleted: true, Edited: s.env.Now().UTC()})
	}
	return p, nil
}
