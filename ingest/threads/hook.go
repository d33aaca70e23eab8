package threads

import (
	"context"
	"encoding/json"

	"molva/ingest"
	"molva/ingest/graph"
)

// posted takes what Meta posts: replies, mentions, and what the account publishes and deletes (docs/threads/webhooks).
func posted(_ context.Context, body []byte) (p ingest.Page, err error) {
	changes, ok := changesOf(body)
	if !ok {
		p.Rejected = []ingest.Rejection{{Reason: "what was posted is not as the API describes it"}}
	}
	for _, c := range changes {
		switch c.Field {
		case "replies", "mentions", "publish":
			d, one := dated(c.Value)
			if !one.repost() {
				p.Take(d)
			}
		case "delete":
			if m, ok := deleted(c.Value); ok {
				p.Mentions = append(p.Mentions, m)
			}
		}
	}
	return p, nil
}

type change struct {
	Field string          `json:"field"`
	Value json.RawMessage `json:"value"`
}

// changesOf takes a body apart, which has one change or several.
func changesOf(body []byte) (all []change, ok bool) {
	var said struct {
		Values json.RawMessage `json:"values"`
	}
	var one change
	switch {
	case json.Unmarshal(body, &said) != nil:
		return nil, false
	case json.Unmarshal(said.Values, &one) == nil:
		return []change{one}, true
	}
	return all, json.Unmarshal(said.Values, &all) == nil
}

// deleted is one of the account's own posts that it took back.
func deleted(value []byte) (ingest.Mention, bool) {
	var v struct {
		ID string     `json:"id"`
		At graph.Time `json:"deleted_at"`
	}
	if json.Unmarshal(value, &v) != nil || !graph.IsNumber(v.ID) || v.At.IsZero() {
		return ingest.Mention{}, false
	}
	return ingest.Mention{ID: v.ID, Network: Network, Deleted: true, Edited: v.At.Time}, true
}
