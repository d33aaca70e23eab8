package youtube

import (
	"context"
	"net/url"
	"strings"
	"time"

	"molva/ingest"
)

// Supplies are the inputs of community metrics that come from here.
var Supplies = []string{"followers", "form", "post.comments", "post.reactions", "post.views", "posts", "published", "text", "views_total"}

// figures brings what the channels and their videos of the last week count, when it is time.
func (s *Source) figures(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	now := s.env.Now().UTC()
	if len(s.accounts) == 0 || !s.due(at.Counted, s.options.Figures) {
		return at, nil
	}
	at.Counted = now
	p := ingest.Page{Next: ingest.CursorOf(at)}
	for _, account := range s.accounts {
		err := s.measure(ctx, account, now, &p)
		if unreadable(err) {
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
	level := func(metric string, c count) {
		f.Metric = metric
		p.Level(f, c.whole())
	}
	if !c.Counts.Hidden {
		level("followers", c.Counts.Subscribers)
	}
	level("views_total", c.Counts.Views)
	level("posts", c.Counts.Videos)
	videos, err := s.uploads(ctx, c.Content.Playlists.Uploads, now)
	for _, v := range videos {
		p.Posts = append(p.Posts, v.post(account))
		f.Post = v.ID
		level("views", v.Counts.Views)
		level("reactions", v.Counts.Likes)
		level("comments", v.Counts.Comments)
	}
	return err
}

// uploads are a channel's videos of the last week, the latest fifty at most.
func (s *Source) uploads(ctx context.Context, playlist string, now time.Time) ([]video, error) {
	if playlist == "" {
		return nil, nil
	}
	var page list[upload]
	err := s.ask(ctx, units, "playlistItems", url.Values{"part": {"contentDetails"}, "playlistId": {playlist}, "maxResults": {"50"}}, &page)
	if gone(err) { // a channel without a single video
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

func (v video) post(account string) ingest.AccountPost {
	at, _ := ingest.ParseTime(v.Snippet.Published)
	text := strings.TrimSpace(v.Snippet.Title + "\n" + v.Snippet.Description)
	return ingest.AccountPost{Account: account, Network: Network, ID: v.ID, URL: watch(v.ID), Text: text, Form: "video", Published: at}
}
