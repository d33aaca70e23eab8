package graph

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"time"

	"molva/ingest"
	"molva/ingest/fetch"
)

// Scopes asks what the token may, and tells the governor when it ends; nil is unknown, since Meta does not let every token ask that
// (developers.facebook.com/docs/graph-api/reference/debug_token).
func (c *Client) Scopes(ctx context.Context) ([]string, error) {
	var said struct {
		Data struct {
			Expires Time     `json:"expires_at"` // 0: never
			Access  Time     `json:"data_access_expires_at"`
			Scopes  []string `json:"scopes"`
		} `json:"data"`
	}
	err := c.Get(ctx, "/debug_token", url.Values{"input_token": {c.token.Reveal()}}, &said)
	var odd *fetch.MetaError
	if errors.Is(err, ingest.ErrDenied) || errors.As(err, &odd) {
		return nil, nil
	}
	if at := soonest(said.Data.Expires, said.Data.Access); !at.IsZero() {
		c.api.Governor.Expires(at)
	}
	return said.Data.Scopes, err
}

// soonest is the earlier one of two times that are set; zero when none is.
func soonest(a, b Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a.Time) {
		return b.Time
	}
	return a.Time
}

// Missing are the grants that the scopes of a token lack; nobody knows of nil.
func Missing(want []ingest.Grant, scopes []string) []ingest.Grant {
	if scopes == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(want), func(g ingest.Grant) bool { return slices.Contains(scopes, g.Name) })
}
