package instagram

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"molva/ingest"
	"molva/ingest/graph"
)

// ours asks for the account's posts: the newest, or in the past all that may have been talked about.
func (r *reading) ours(ctx context.Context) error {
	q, pages := url.Values{"fields": {ownFields}, "limit": {strconv.Itoa(newest)}}, 1
	if r.past {
		pages = backPages
	}
	return graph.Pages(ctx, r.graph, "/"+r.options.Account+"/media", q, pages, func(items []json.RawMessage) (more bool, err error) {
		more = true
		for _, data := range items {
			d, m := datedMedia(data)
			more = more && (d.Bad != nil || !m.Time.Before(r.since))
			if r.own = append(r.own, d); d.Bad == nil {
				r.posts[m.ID] = m
			}
		}
		return more, nil
	})
}

func count(m media) int64 {
	if n := ingest.Count(m.Comments); n != nil {
		return *n
	}
	return 0
}

// counts are the numbers of comments on the posts.
func (r *reading) counts() map[string]int64 {
	all := map[string]int64{}
	for id, m := range r.posts {
		all[id] = count(m)
	}
	return all
}

// under are the comments on a post with the replies to them, newest first; none where their number has not changed.
func (r *reading) under(ctx context.Context, id string) (items []ingest.Dated, err error) {
	m := r.posts[id]
	if was, known := r.at.Counts[id]; known && was == count(m) {
		return nil, nil
	}
	items, whole, err := r.comments(ctx, m)
	if err == nil && !whole {
		r.at.Tell(&r.page, id, fmt.Sprintf("the post has more comments than the newest %d, or more replies to one than %d; no more is read",
			maxPages*perPage, perPage))
	}
	return r.young(items), err
}

// comments goes through the comments on a post. whole is false where there are more than are read.
func (s *Source) comments(ctx context.Context, m media) (items []ingest.Dated, whole bool, err error) {
	pages, cut := 0, false
	q := url.Values{"fields": {threadFields}, "limit": {strconv.Itoa(perPage)}}
	err = graph.Pages(ctx, s.graph, "/"+m.ID+"/comments", q, maxPages, func(page []json.RawMessage) (bool, error) {
		pages++
		for _, data := range page {
			some, more := thread(m, data)
			items, cut = append(items, some...), cut || more
		}
		aged(items, m.Time.Time)
		return true, nil
	})
	slices.SortStableFunc(items, func(a, b ingest.Dated) int { return b.Mention.Published.Compare(a.Mention.Published) })
	return items, pages < maxPages && !cut, err
}

// aged gives those that do not say when they were written the time of the one before.
func aged(items []ingest.Dated, before time.Time) {
	for i := range items {
		if items[i].Mention.Published.IsZero() {
			items[i].Mention.Published = before
		}
		before = items[i].Mention.Published
	}
}

// thread is a comment with the replies to it; more: there are replies that it does not show.
func thread(m media, data []byte) (all []ingest.Dated, more bool) {
	c, err := parseComment(data)
	all = append(all, ingest.Dated{Mention: c.mention(m, ""), Bad: err})
	for _, data := range c.Replies.Data {
		r, err := parseComment(data)
		r.Parent = c.ID
		all = append(all, ingest.Dated{Mention: r.mention(m, c.Text), Bad: err})
	}
	return all, c.Replies.Paging.Next != ""
}
