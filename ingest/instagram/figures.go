package instagram

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"molva/ingest"
	"molva/ingest/graph"
)

const day = 24 * time.Hour

// measure makes a round of figures when one is due.
func (s *Source) measure(ctx context.Context, at place, emit func(ingest.Page) error) error {
	if len(s.options.Accounts) == 0 || !at.Due(s.env.Now(), cmp.Or(s.options.Figures, defaultFigures)) {
		return nil
	}
	who, err := s.profile(ctx)
	if err != nil {
		return fmt.Errorf("read the account: %w", err)
	}
	one := func(ctx context.Context, p *ingest.Page, r *graph.Round, name string) error {
		if strings.EqualFold(name, who.Username) {
			return s.mine(ctx, p, r, name, who)
		}
		return s.theirs(ctx, p, name)
	}
	alone := func(err error) bool { return s.alone(ctx, err) }
	return at.Make(ctx, s.env.Now(), s.options.Accounts, one, alone, func(p ingest.Page, r graph.Round) error {
		at.Round = r
		p.Next = ingest.CursorOf(at)
		return emit(p)
	})
}

// theirs adds what is told of somebody else's professional account (reference/ig-user/business_discovery).
func (s *Source) theirs(ctx context.Context, p *ingest.Page, name string) error {
	var found struct {
		Account struct {
			profile
			Media struct {
				Data []json.RawMessage `json:"data"`
			} `json:"media"`
		} `json:"business_discovery"`
	}
	fields := fmt.Sprintf("business_discovery.username(%s){followers_count,media_count,media.limit(50){%s}}", name, mediaFields)
	if err := s.ask(ctx, "", url.Values{"fields": {fields}}, &found); err != nil {
		return err
	}
	s.levels(p, name, found.Account.profile)
	for _, m := range s.lately(p, found.Account.Media.Data) {
		p.Post(name, m.mention(), m.form(), s.env.Now())
	}
	return nil
}

func (s *Source) levels(p *ingest.Page, name string, who profile) {
	f := ingest.Figure{Account: name, Network: Network, Metric: "followers", At: s.env.Now().UTC()}
	p.Level(f, who.Followers)
	f.Metric = "posts"
	p.Level(f, who.Posts)
}

// lately gives those of some posts that are no older than a week.
func (s *Source) lately(p *ingest.Page, items []json.RawMessage) (some []media) {
	for _, data := range items {
		m, err := parseMedia(data)
		if err != nil {
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: m.ID, Reason: err.Error()})
			continue
		}
		if s.env.Now().Sub(m.Time.Time) <= week {
			some = append(some, m)
		}
	}
	return some
}

// mine adds what is told to the account's owner: levels, what the newest posts and the stories that are shown have brought, and
// once a day flows.
func (s *Source) mine(ctx context.Context, p *ingest.Page, at *graph.Round, name string, who profile) error {
	s.levels(p, name, who)
	for _, edge := range []string{"/media", "/stories"} {
		var page struct {
			Data []json.RawMessage `json:"data"`
		}
		if err := s.ask(ctx, edge, url.Values{"fields": {ownFields}, "limit": {"50"}}, &page); err != nil {
			return err
		}
		for _, m := range s.lately(p, page.Data) {
			if err := s.brought(ctx, p, name, m); err != nil {
				return err
			}
		}
	}
	return s.daily(ctx, p, at, name)
}

// daily adds the flows of the last three whole days, the latest word on each, and who the followers are, once a day.
func (s *Source) daily(ctx context.Context, p *ingest.Page, at *graph.Round, name string) error {
	today := s.env.Now().UTC().Truncate(day)
	if at.Day == today.Unix() {
		return nil
	}
	for back := 3; back > 0; back-- {
		if err := s.flows(ctx, p, name, today.AddDate(0, 0, -back)); err != nil {
			return err
		}
	}
	err := s.audience(ctx, p, ingest.Figure{Account: name, Network: Network, At: today, Span: day})
	if err == nil {
		at.Day = today.Unix()
	}
	return err
}
