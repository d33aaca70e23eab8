package vk

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"time"

	"molva/ingest"
)

const wallPage = 100 // the most posts that wall.get gives at once

// counts is what objects of VK tell of themselves as {"count": 5}.
type counts struct {
	Count *int64 `json:"count"`
}

// guest is who wrote the post, if not the wall's owner: a visitor, or a reader whose post the community took over.
func (p post) guest() string {
	for _, id := range []int64{p.From, p.Signer} {
		if id != 0 && id != p.owner() {
			return strconv.FormatInt(id, 10)
		}
	}
	return ""
}

// form is what a post is by what it carries; a poll is one whatever stands beside it.
func (p post) form() string {
	carries := map[string]bool{}
	for _, a := range p.Attachments {
		carries[a.Type] = true
	}
	switch {
	case carries["poll"]:
		return "poll"
	case carries["video"], carries["clip"]:
		return "video"
	case carries["photo"], carries["posted_photo"], carries["photos_list"], carries["album"]:
		return "photo"
	case carries["link"], carries["page"], carries["article"]:
		return "link"
	case len(p.Attachments)+len(p.Copied) > 0:
		return "other"
	}
	return "text"
}

// describe adds the post and, unless it is deleted, what it has brought so far.
func (p post) describe(page *ingest.Page, of ingest.Figure) {
	page.Posts = append(page.Posts, ingest.AccountPost{
		Account: of.Account, Network: Network, ID: p.id(), URL: "https://vk.com/wall" + p.id(), Text: plain(p.Text), Form: p.form(),
		Author: p.guest(), Published: moment(p.Date), Deleted: p.Deleted,
	})
	if p.Deleted {
		return
	}
	var votes []*int64
	for _, a := range p.Attachments {
		votes = append(votes, a.Poll.Votes)
	}
	of.Post = p.id()
	levels(page, of, []level{
		{"views", p.Views.Count}, {"reactions", p.Likes.Count}, {"comments", p.Comments.Count}, {"shares", p.Reposts.Count},
		{"votes", ingest.CountSum(votes...)},
	})
}

// level is one number that is told.
type level struct {
	metric string
	n      *int64
}

func levels(p *ingest.Page, of ingest.Figure, all []level) {
	for _, l := range all {
		of.Metric = l.metric
		p.Level(of, l.n)
	}
}

// followers adds how many follow an account. Of a person those are who follow without being a friend.
// See groups.getById and users.get.
func (s *Source) followers(ctx context.Context, p *ingest.Page, of ingest.Figure, id int64) error {
	of.Metric = "followers"
	if id > 0 {
		people, err := call[[]profile](ctx, s, "users.get", url.Values{"user_ids": {strconv.FormatInt(id, 10)}, "fields": {"followers_count"}})
		if err == nil && len(people) > 0 {
			p.Level(of, people[0].Followers)
		}
		return err
	}
	found, err := call[communities](ctx, s, "groups.getById", url.Values{"group_id": {strconv.FormatInt(-id, 10)}, "fields": {"members_count"}})
	if err == nil && len(found.Groups) > 0 {
		p.Level(of, found.Groups[0].Members)
	}
	return err
}

// wall adds how many posts stand on a wall and what those of the last week have brought, and returns these. Of more than a
// hundred a week the newest hundred are looked at.
func (s *Source) wall(ctx context.Context, p *ingest.Page, of ingest.Figure, owner int64) ([]post, error) {
	posts, total, err := s.posted(ctx, p, owner, of.At.Add(-week))
	if err != nil {
		return nil, err
	}
	of.Metric = "posts"
	p.Level(of, total)
	for _, one := range posts {
		one.describe(p, of)
	}
	return posts, nil
}

// posted are the posts of a wall since a time, newest first but for a pinned one, and how many there are in all. What cannot be
// read is rejected of the page. See wall.get.
func (s *Source) posted(ctx context.Context, p *ingest.Page, owner int64, since time.Time) ([]post, *int64, error) {
	found, err := call[struct {
		Count *int64            `json:"count"` // nil: it is not told
		Items []json.RawMessage `json:"items"`
	}](ctx, s, walling, url.Values{"owner_id": {strconv.FormatInt(owner, 10)}, "count": {strconv.Itoa(wallPage)}})
	posts := items(p, found.Items, post.usable)
	return slices.DeleteFunc(posts, func(one post) bool { return moment(one.Date).Before(since) }), found.Count, err
}
