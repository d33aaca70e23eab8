package x

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
)

const rulesPath = "/2/tweets/search/stream/rules"

// rule is what the filtered stream brings.
type rule struct {
	ID    string `json:"id,omitempty"`
	Value string `json:"value"`
	Tag   string `json:"tag"`
}

// keepRules sees to it that the stream has our queries. Those of others, which have another tag, are left alone; what they find
// comes with ours and is billed, too. See GET and POST /2/tweets/search/stream/rules.
func (s *Source) keepRules(ctx context.Context) error {
	var there struct {
		Data []rule `json:"data"`
	}
	if err := s.api.Get(ctx, rulesPath, nil, &there); err != nil {
		return fmt.Errorf("ask for the rules of the stream: %w", err)
	}
	tag := "molva:" + s.env.ID
	var old []string
	for _, r := range there.Data {
		if r.Tag == tag && !slices.Contains(s.queries, r.Value) {
			old = append(old, r.ID)
		}
	}
	if len(old) > 0 {
		if err := s.change(ctx, map[string]any{"delete": map[string]any{"ids": old}}); err != nil {
			return fmt.Errorf("take old rules from the stream: %w", err)
		}
	}
	var add []rule
	for _, q := range s.queries {
		if !slices.ContainsFunc(there.Data, func(r rule) bool { return r.Value == q }) {
			add = append(add, rule{Value: q, Tag: tag})
		}
	}
	if len(add) == 0 {
		return nil
	}
	return s.change(ctx, map[string]any{"add": add})
}

// errRule is an answer to a rule that X does not take.
var errRule = errors.New("a query is not taken as a rule of the stream")

// change changes the rules.
func (s *Source) change(ctx context.Context, how any) error {
	body, err := json.Marshal(how)
	if err != nil {
		return err
	}
	u := s.api.Base.JoinPath(rulesPath)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), bytes.NewReader(body))
	if err != nil {
		return errors.New("base_url is no address")
	}
	req.Header.Set("Content-Type", "application/json")
	var done struct {
		Errors []struct{} `json:"errors"`
	}
	if err := s.api.Do(ctx, req, &done); err != nil {
		return fmt.Errorf("change the rules of the stream: %w", err)
	}
	if len(done.Errors) > 0 {
		return errRule
	}
	return nil
}
