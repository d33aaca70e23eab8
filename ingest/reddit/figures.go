package reddit

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
)

// Supplies are the inputs of community metrics that come from here.
var Supplies = []string{"author", "followers", "form", "post.comments", "post.reactions", "post.shares", "post.votes", "published", "text"}

const week = 7 * 24 * time.Hour

// about is a subreddit as /r/NAME/about has it.
type about struct {
	Kind string `json:"kind"`
	Data struct {
		Subscribers *int64 `json:"subscribers"`
	} `json:"data"`
}

// figures brings what the accounts and their posts of the last week count, when it is time. An account that is gone or shut
// holds up no other; of one that cannot be read for now the error tells.
func (s *Source) figures(ctx context.Context, at place, emit func(ingest.Page) error) error {
	now := s.env.Now().UTC()
	if len(s.options.Accounts) == 0 || !due(now, at.Counted, cmp.Or(s.options.Figures, defaultFigures)) {
		return nil
	}
	var p ingest.Page
	var first error
	for _, account := range s.options.Accounts {
		err := s.measure(ctx, account, now, &p)
		switch {
		case errors.Is(err, ingest.ErrGone):
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: account, Reason: err.Error()})
		case hopeless(ctx, err):
			return err
		case err != nil:
			first = cmp.Or(first, fmt.Errorf("measure r/%s: %w", account, err))
		}
	}
	if p.Empty() { // so that the round is not taken for made
		return first
	}
	at.Counted = now.Unix()
	p.Next = ingest.CursorOf(at)
	return cmp.Or(emit(p), first)
}

// measure adds the figures of one subreddit.
func (s *Source) measure(ctx context.Context, account string, now time.Time, p *ingest.Page) error {
	var a about
	if err := s.get(ctx, "/r/"+account+"/about", url.Values{"raw_json": {"1"}}, &a); err != nil {
		return err
	}
	if a.Kind != "t5" {
		return fmt.Errorf("no subreddit has this name: %w", ingest.ErrGone)
	}
	p.Level(ingest.Figure{Account: account, Network: Network, Metric: "followers", At: now}, a.Data.Subscribers)
	things, _, err := s.list(ctx, "/r/"+account+"/new", url.Values{"limit": {strconv.Itoa(perPage)}})
	for _, t := range things {
		if age := now.Sub(unix(t.Created)); t.bad == nil && !t.gone() && age >= 0 && age <= week {
			s.post(account, t, now, p)
		}
	}
	return err
}

// post adds one post. Whoever does not speak as a moderator is a guest of the subreddit.
func (s *Source) post(account string, t thing, now time.Time, p *ingest.Page) {
	m := t.mention()
	p.Post(account, m, t.form(), now)
	about := &p.Posts[len(p.Posts)-1]
	about.Text = strings.TrimSpace(m.Title + "\n" + m.Text)
	if t.Mark == "" {
		about.Author = t.Author
	}
	if t.Poll != nil {
		p.Level(ingest.Figure{Account: account, Network: Network, Post: m.ID, Metric: "votes", At: now}, t.Poll.Votes)
	}
}

// due reports whether so much time has passed since the last round. One that lies ahead was made by a wrong clock.
func due(now time.Time, last int64, pause time.Duration) bool {
	passed := now.Sub(time.Unix(last, 0))
	return passed >= pause || passed < 0
}
