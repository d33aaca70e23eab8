package x

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"

	"molva/ingest"
)

// Price asks how many posts of the last seven days each query would find, and pays for the answer; none are the queries of
// the options. See GET /2/tweets/counts/recent.
func (s *Source) Price(ctx context.Context, queries []string) (all []ingest.Price, err error) {
	if len(queries) == 0 {
		queries = s.queries
	}
	for _, q := range queries {
		if err := checkQuery(q); err != nil {
			return nil, err
		}
	}
	for _, q := range queries {
		found, err := s.found(ctx, q)
		if err != nil {
			return all, fmt.Errorf("ask how much a query would find: %w", err)
		}
		all = append(all, ingest.Price{Query: q, Found: found, Span: 7 * day, Each: s.each()})
	}
	return all, nil
}

// found is how many posts of the last seven days a query finds.
func (s *Source) found(ctx context.Context, query string) (int64, error) {
	var counted struct {
		Meta struct {
			Total *int64 `json:"total_tweet_count"`
		} `json:"meta"`
	}
	price := s.options.Prices.Counts
	err := s.purse.buy(ctx, 1, 1, price, func(ctx context.Context, _ int) (float64, error) {
		err := s.api.Get(ctx, "/2/tweets/counts/recent", url.Values{"query": {query}, "granularity": {"day"}}, &counted)
		return price, err
	})
	if err == nil && (counted.Meta.Total == nil || *counted.Meta.Total < 0) {
		err = fmt.Errorf("%s answers without a total", s.api.Base.Host)
	}
	if err != nil {
		return 0, err
	}
	return *counted.Meta.Total, nil
}

// Examine asks how many posts the token's project has read this month. See GET /2/usage/tweets.
func (s *Source) Examine(ctx context.Context) (found string, err error) {
	var usage struct {
		Data struct {
			Used json.Number `json:"project_usage"`
			Cap  json.Number `json:"project_cap"`
		} `json:"data"`
	}
	err = s.purse.buy(ctx, 1, 1, lookPrice, func(ctx context.Context, _ int) (float64, error) {
		return lookPrice, s.api.Get(ctx, "/2/usage/tweets", nil, &usage)
	})
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("the project has read %s of %s posts that X allows it a month", orNone(usage.Data.Used), orNone(usage.Data.Cap)), nil
}

// orNone is a number that X may leave out.
func orNone(n json.Number) string {
	if n == "" {
		return "?"
	}
	return n.String()
}
