package x

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strconv"
	"time"

	"molva/ingest"
)

// due reports whether it is time for a round of figures, or one is being made. A last one that is still to come is the word of a
// clock that was ahead.
func (s *Source) due(at place) bool {
	since := s.env.Now().Sub(time.Unix(at.Figures, 0))
	return len(s.options.Accounts) > 0 && (at.Measured > 0 || since < 0 || since >= s.options.Figures)
}

// measure makes a round of figures when one is due, a page for each account. Where it breaks off, the next read goes on with it.
func (s *Source) measure(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	if !s.due(at) {
		return at, nil
	}
	accounts := s.options.Accounts
	for _, account := range accounts[at.Measured%len(accounts):] {
		var p ingest.Page
		if err := s.account(ctx, &p, account); errors.Is(err, ingest.ErrGone) || unfit(err) {
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: account, Reason: err.Error()})
		} else if err != nil {
			return at, err
		}
		next := at
		if next.Measured++; next.Measured >= len(accounts) {
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

// account buys the figures of an account and of its latest posts of a week, a hundred at most. See GET /2/users/:id/tweets.
func (s *Source) account(ctx context.Context, p *ingest.Page, account string) error {
	u, err := s.user(ctx, account)
	if err != nil {
		return err
	}
	now := s.env.Now().UTC()
	of := ingest.Figure{Account: account, Network: Network, Metric: "followers", At: now}
	p.Level(of, u.Counts.Followers)
	of.Metric = "posts"
	p.Level(of, u.Counts.Posts)
	q := url.Values{"exclude": {"retweets,replies"}, "since_id": {strconv.FormatInt(idAt(now.Add(-7*day)), 10)}}
	a, err := s.posts(ctx, "/2/users/"+url.PathEscape(u.ID)+"/tweets", q, 5, mostPosts)
	for _, data := range a.Data {
		s.count(p, account, data, now)
	}
	return err
}

// count adds a post of an account.
func (s *Source) count(p *ingest.Page, account string, data json.RawMessage, now time.Time) {
	item, err := parsePost(data)
	switch {
	case err != nil:
		p.Rejected = append(p.Rejected, ingest.Rejection{Item: item.ID, Reason: err.Error()})
	case !item.repost():
		m := item.mention(nil)
		p.Post(account, m, item.form(), now)
		p.Level(ingest.Figure{Account: account, Network: Network, Post: m.ID, Metric: "saves", At: now}, item.Counts.Saves)
	}
}
