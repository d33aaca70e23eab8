package mastodon

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"time"

	"molva/ingest"
)

// Supplies are the inputs of community metrics that come from here.
var Supplies = []string{"followers", "form", "post.comments", "post.reactions", "post.shares", "posts", "published", "text"}

const (
	window       = 7 * 24 * time.Hour // posts of an account whose counters are kept
	accountPages = 5                  // of its posts in one round
)

// measure makes a round of figures when one is due, a page for each account. Where a quota ends it, the next read
// goes on with it. An account that cannot be read holds up no other.
func (s *Source) measure(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	if !s.due(at) {
		return at, nil
	}
	for _, account := range s.options.Accounts[at.Measured%len(s.options.Accounts):] {
		var p ingest.Page
		err := s.account(ctx, &p, account)
		if ctx.Err() != nil || slow(err) {
			return at, ctx.Err()
		}
		if err != nil {
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: account, Reason: err.Error()})
		}
		next := at
		if next.Measured++; next.Measured >= len(s.options.Accounts) {
			next.Measured, next.Figures = 0, s.env.Now().Unix()
		}
		p.Next = ingest.CursorOf(next)
		if err := emit(p); err != nil {
			return at, err
		}
		at = next
	}
	return at, nil
}

// due reports whether it is time for a round of figures, or one is being made. A last one that is still to come is the word of
// a clock that was ahead.
func (s *Source) due(at place) bool {
	since := s.env.Now().Sub(time.Unix(at.Figures, 0))
	return len(s.options.Accounts) > 0 && (at.Measured > 0 || since < 0 || since >= s.options.Figures)
}

// account adds the figures of an account, by GET /api/v1/accounts/lookup, and of its posts.
func (s *Source) account(ctx context.Context, p *ingest.Page, name string) error {
	var found struct {
		Number    string `json:"id"`
		Followers *int64 `json:"followers_count"`
		Statuses  *int64 `json:"statuses_count"`
	}
	err := s.api.Get(ctx, "/api/v1/accounts/lookup", url.Values{"acct": {name}}, &found)
	if refused(err, http.StatusNotFound, http.StatusGone) || err == nil && found.Number == "" {
		p.Rejected = append(p.Rejected, ingest.Rejection{Item: name, Reason: "the instance knows no such account"})
		return nil
	}
	if err != nil {
		return err
	}
	of := ingest.Figure{Account: name, Network: Network, Metric: "followers", At: s.env.Now().UTC()}
	p.Level(of, found.Followers)
	of.Metric = "posts"
	p.Level(of, found.Statuses)
	return s.posts(ctx, p, name, found.Number)
}

// posts reads an account's own posts, newest first, by GET /api/v1/accounts/:id/statuses. Replies and boosts are not among
// them.
func (s *Source) posts(ctx context.Context, p *ingest.Page, name, number string) error {
	q := url.Values{"limit": {perPage}, "exclude_replies": {"true"}, "exclude_reblogs": {"true"}}
	for range accountPages {
		var items []json.RawMessage
		if err := s.api.Get(ctx, "/api/v1/accounts/"+url.PathEscape(number)+"/statuses", q, &items); err != nil {
			return err
		}
		last := s.lately(p, name, items)
		if last == "" || last == q.Get("max_id") {
			return nil
		}
		q.Set("max_id", last)
	}
	return nil
}

// lately adds the posts that are no older than the window. last is the number to go on from, "" when there is no need.
func (s *Source) lately(p *ingest.Page, account string, items []json.RawMessage) (last string) {
	for _, data := range items {
		st, err := parseStatus(data)
		if err != nil {
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: st.Number, Reason: err.Error()})
			continue
		}
		m := st.mention(s.base.Host)
		if m.Published.IsZero() {
			continue
		}
		if m.Published.Before(s.env.Now().Add(-window)) {
			return ""
		}
		last = st.Number
		if !st.open() {
			continue
		}
		p.Post(account, m, st.form(), s.env.Now())
	}
	return last
}
