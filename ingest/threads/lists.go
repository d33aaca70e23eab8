package threads

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"

	"molva/ingest"
	"molva/ingest/graph"
)

// ours are the account's newest posts, or in the past all that may have been talked about.
func (r *reading) ours(ctx context.Context) (all []post, err error) {
	q, most := url.Values{"fields": {fields}, "limit": {newest}}, 1
	if r.past() {
		most = backPages
	}
	for range most {
		page, err := graph.List[json.RawMessage](ctx, r.graph, "/me/threads", q)
		if err != nil {
			return nil, err
		}
		old := len(page.Data) == 0
		for _, data := range page.Data {
			if p, err := parse(data); err == nil && !p.repost() { // the list of own posts tells of those that it cannot read
				all, old = append(all, p), old || p.Time.Before(r.since)
			}
		}
		if old || page.Last == "" {
			break
		}
		q.Set("after", page.Last)
	}
	return all, nil
}

// list asks for a page of posts. Lists of mentions have no "next".
func (r *reading) list(ctx context.Context, path string, q url.Values, after string) ([]ingest.Dated, string, error) {
	if after != "" {
		q.Set("after", after)
	}
	page, err := graph.List[json.RawMessage](ctx, r.graph, path, q)
	if err != nil || len(page.Data) == 0 {
		return nil, "", err
	}
	return r.items(page.Data), page.Last, nil
}

// items are those of a page, with what each answers where that is known.
func (r *reading) items(page []json.RawMessage) (items []ingest.Dated) {
	texts := map[string]string{}
	for id, p := range r.roots {
		texts[id] = p.Text
	}
	for _, data := range page {
		d, p := dated(data)
		if p.repost() {
			continue
		}
		if d.Bad == nil {
			texts[p.ID] = p.Text
		}
		items = append(items, d)
	}
	for i := range items {
		items[i].Mention.Context = texts[items[i].Mention.Parent]
	}
	return items
}

// search asks for a page of what a term finds, going back from a moment (docs/threads/keyword-search). What finds nothing is not
// counted.
func (r *reading) search(ctx context.Context, term string, q url.Values, until string) ([]ingest.Dated, string, error) {
	if until == "" && r.past() {
		until = strconv.FormatInt(r.until.Unix(), 10)
	}
	if until != "" {
		q.Set("until", until)
	}
	q.Set("q", term)
	q.Set("limit", found)
	q.Set("search_type", "RECENT")
	asked := r.env.Now()
	if err := r.env.Governor.Take(ctx, searches, 1); err != nil {
		return nil, "", err
	}
	page, err := graph.List[json.RawMessage](ctx, r.graph, "/keyword_search", q)
	if err != nil {
		return nil, "", fmt.Errorf("search: %w", err)
	}
	if len(page.Data) == 0 {
		r.env.Governor.GiveBack(searches, 1, asked)
		return nil, "", nil
	}
	items, oldest := r.items(page.Data), int64(0)
	for _, d := range items {
		if at := d.Mention.Published; d.Bad == nil {
			r.noise[d.Mention.ID] = !r.env.Matches(d.Mention)
			if oldest == 0 || at.Unix() < oldest {
				oldest = at.Unix()
			}
		}
	}
	if oldest == 0 {
		return items, "", nil
	}
	return items, strconv.FormatInt(oldest+1, 10), nil // others may be of the same second
}
