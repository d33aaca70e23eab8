package graph

import (
	"context"
	"slices"
	"time"

	"molva/ingest"
)

// Again looks again at what was said in threads. read gives what a thread has now, and whether that is all: then what it does not
// have any more is deleted. A thread that cannot be read for a reason of its own, as alone says, is somebody else's, or gone; nobody
// can tell.
func Again(ctx context.Context, known []ingest.Known, now time.Time, read func(ctx context.Context, thread string) (items []ingest.Dated, whole bool, err error),
	alone func(error) bool, emit func(ingest.Page) error) error {
	said := map[string][]ingest.Known{}
	var threads []string
	for _, k := range known {
		if !IsNumber(k.Thread) || k.Thread == k.ID {
			continue
		}
		if said[k.Thread] == nil {
			threads = append(threads, k.Thread)
		}
		said[k.Thread] = append(said[k.Thread], k)
	}
	for _, thread := range threads {
		items, whole, err := read(ctx, thread)
		if err != nil && alone(err) {
			continue
		}
		if err != nil {
			return err
		}
		if err := emit(still(said[thread], items, whole, now)); err != nil {
			return err
		}
	}
	return nil
}

// still is what some of a thread are now. One that nobody can read still stands.
func still(known []ingest.Known, items []ingest.Dated, whole bool, now time.Time) (p ingest.Page) {
	for _, d := range items {
		whole = whole && d.Mention.ID != ""
		i := slices.IndexFunc(known, func(k ingest.Known) bool { return k.ID == d.Mention.ID })
		if i < 0 {
			continue
		}
		if known = slices.Delete(known, i, i+1); d.Bad == nil {
			p.Mentions = append(p.Mentions, d.Mention)
		}
	}
	for _, k := range known {
		if whole {
			p.Mentions = append(p.Mentions, ingest.Mention{ID: k.ID, Network: k.Network, Deleted: true, Edited: now.UTC()})
		}
	}
	return p
}
