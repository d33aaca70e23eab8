package bluesky

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"molva/ingest"
)

// Supplies are the inputs of community metrics that come from here.
var Supplies = []string{"followers", "form", "post.comments", "post.reactions", "post.shares", "posts", "published", "text"}

const (
	window   = 7 * 24 * time.Hour // posts of an account whose counters are kept
	maxPages = 10                 // of an account's posts in one round
	retry    = 10 * time.Minute   // after a round that failed
)

// measure gives a round of figures each time that one is due, until ctx ends.
func (s *Source) measure(ctx context.Context, last time.Time, rounds chan<- ingest.Page) {
	pause := min(last.Add(s.options.Figures).Sub(s.env.Now()), s.options.Figures) // the clock may have been ahead
	for {
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return
		}
		page, err := s.round(ctx)
		if err != nil {
			s.env.Log.Warn("read figures", "err", err)
			pause = retry
			continue
		}
		select {
		case rounds <- page:
			pause = s.options.Figures
		case <-ctx.Done():
			return
		}
	}
}

// round asks for the figures of all accounts and of what they posted lately.
func (s *Source) round(ctx context.Context) (ingest.Page, error) {
	var p ingest.Page
	for some := range slices.Chunk(s.options.Accounts, perCall) {
		var answer struct {
			Profiles []profile `json:"profiles"`
		}
		if err := s.appview.Get(ctx, "/xrpc/app.bsky.actor.getProfiles", url.Values{"actors": some}, &answer); err != nil {
			return p, err
		}
		for _, account := range some {
			if err := s.account(ctx, &p, account, answer.Profiles); err != nil {
				return p, err
			}
		}
	}
	return p, nil
}

// account adds the figures of an account. That its posts cannot be read holds up no other account.
func (s *Source) account(ctx context.Context, p *ingest.Page, account string, profiles []profile) error {
	i := slices.IndexFunc(profiles, func(f profile) bool { return strings.EqualFold(f.Handle, account) || f.DID == account })
	if i < 0 {
		p.Rejected = append(p.Rejected, ingest.Rejection{Item: account, Reason: "the network knows no such account"})
		return nil
	}
	of := ingest.Figure{Account: account, Network: Network, Metric: "followers", At: s.env.Now().UTC()}
	p.Level(of, profiles[i].Followers)
	of.Metric = "posts"
	p.Level(of, profiles[i].Posts)
	err := s.feed(ctx, p, account, profiles[i].DID)
	if err == nil || ctx.Err() != nil || errors.As(err, new(*ingest.Throttled)) {
		return err
	}
	p.Rejected = append(p.Rejected, ingest.Rejection{Item: account, Reason: "its posts: " + err.Error()})
	return nil
}

// feed reads an account's own posts, newest first, by app.bsky.feed.getAuthorFeed. Replies and reposts are not among them.
func (s *Source) feed(ctx context.Context, p *ingest.Page, account, did string) error {
	q := url.Values{"actor": {did}, "filter": {"posts_no_replies"}, "limit": {"100"}}
	for range maxPages {
		var answer struct {
			Cursor string `json:"cursor"`
			Feed   []struct {
				Post   json.RawMessage `json:"post"`
				Reason json.RawMessage `json:"reason"` // of a repost
			} `json:"feed"`
		}
		if err := s.appview.Get(ctx, "/xrpc/app.bsky.feed.getAuthorFeed", q, &answer); err != nil {
			return err
		}
		var own []json.RawMessage
		for _, item := range answer.Feed {
			if item.Reason == nil {
				own = append(own, item.Post)
			}
		}
		views, rejected := parseViews(own)
		p.Rejected = append(p.Rejected, rejected...)
		if s.lately(p, account, views) || answer.Cursor == "" || answer.Cursor == q.Get("cursor") {
			return nil
		}
		q.Set("cursor", answer.Cursor)
	}
	return nil
}

// lately adds the posts that are no older than the window; older is true once one is.
func (s *Source) lately(p *ingest.Page, account string, views []view) (older bool) {
	for _, v := range views {
		m := v.mention()
		if m.Published.Before(s.env.Now().Add(-window)) {
			older = true
			continue
		}
		p.Post(account, m, v.form(), s.env.Now())
	}
	return older
}

// form is what kind of post it is, by the type of what hangs on it.
func (v view) form() string {
	kind := v.Embed.Type
	if v.Embed.Media.Type != "" {
		kind = v.Embed.Media.Type
	}
	switch strings.TrimSuffix(kind, "#view") {
	case "", "app.bsky.embed.record":
		return "text"
	case "app.bsky.embed.images", "app.bsky.embed.gallery":
		return "photo"
	case "app.bsky.embed.video":
		return "video"
	case "app.bsky.embed.external":
		return "link"
	}
	return "other"
}
