package youtube

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"time"

	"molva/ingest"
)

// figures brings what the channels and their videos of the last week count, when it is time.
func (s *Source) figures(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	now := s.env.Now().UTC()
	if len(s.accounts) == 0 || now.Sub(at.Counted) < s.options.Figures {
		return at, nil
	}
	at.Counted = now
	p := ingest.Page{Next: at.cursor()}
	for _, account := range s.accounts {
		err := s.measure(ctx, account, now, &p)
		if errors.Is(err, ingest.ErrGone) {
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: account, Reason: err.Error()})
			continue
		}
		if err != nil {
			return at, err
		}
	}
	return at, emit(p)
}

// measure adds the figures of one channel. See channels.list and playlistItems.list.
func (s *Source) measure(ctx context.Context, account string, now time.Time, p *ingest.Page) error {
	id, err := s.channel(ctx, account)
	if err != nil {
		return err
	}
	var page list[channel]
	if err := s.ask(ctx, units, "channels", url.Values{"part": {"statistics,contentDetails"}, "id": {id}}, &page); err != nil {
		return err
	}
	if len(page.Items) == 0 {
		return ingest.ErrGone
	}
	c := page.Items[0]
	f := ingest.Figure{Account: account, Network: Network, At: now}
	if !c.Counts.Hidden {
		add(p, f, "followers", c.Counts.Subscribers)
	}
	add(p, f, "views_total", c.Counts.Views)
	add(p, f, "posts", c.Counts.Videos)
	videos, err := s.uploads(ctx, c.Content.Playlists.Uploads, now)
	for _, v := range videos {
		p.Posts = append(p.Posts, v.post(account))
		f.Post = v.ID
		add(p, f, "views", v.Counts.Views)
		add(p, f, "reactions", v.Counts.Likes)
		add(p, f, "comments", v.Counts.Comments)
	}
	return err
}

// uploads are a channel's videos of the last week.
func (s *Source) uploads(ctx context.Context, playlist string, now time.Time) ([]video, error) {
	if playlist == "" {
		return nil, nil
	}
	var page list[upload]
	err := s.ask(ctx, units, "playlistItems", url.Values{"part": {"contentDetails"}, "playlistId": {playlist}, "maxResults": {"50"}}, &page)
	if errors.Is(err, ingest.ErrGone) { // a channel without a single video
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, u := range page.Items {
		if at, ok := ingest.ParseTime(u.Content.Published); ok && now.Sub(at) <= week {
			ids = append(ids, u.Content.Video)
		}
	}
	return s.videos(ctx, ids)
}

func add(p *ingest.Page, f ingest.Figure, metric string, c count) {
	if n := c.whole(); n != nil {
		f.Metric, f.Value = metric, float64(*n)
		p.Figures = append(p.Figures, f)
	}
}

func (v video) post(account string) ingest.AccountPost {
	at, _ := ingest.ParseTime(v.Snippet.Published)
	text := strings.TrimSpace(v.Snippet.Title + "\n" + v.Snippet.Description)
	return ingest.AccountPost{Account: account, Network: Network, ID: v.ID, URL: watch(v.ID), Text: text, Form: "video", Published: at}
}
