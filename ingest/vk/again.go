package vk

import (
	"context"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
)

// keys are the forms of a mention's id that can be asked for again.
var (
	postKey    = regexp.MustCompile(`^(-?[0-9]+)_([0-9]+)$`)
	commentKey = regexp.MustCompile(`^(board|)(-?[0-9]+)_([0-9]+)_r?([0-9]+)$`)
)

// Refresh asks for the posts in one call and for each comment on a post or in a topic in one of its own. What VK no longer shows
// is deleted. Comments on photos, videos and products are left out: VK has no way to ask for one of them.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	var posts []string
	for _, k := range known {
		if postKey.MatchString(k.ID) {
			posts = append(posts, k.ID)
		}
	}
	if err := s.refreshPosts(ctx, posts, emit); err != nil {
		return err
	}
	for _, k := range known {
		if found := commentKey.FindStringSubmatch(k.ID); found != nil {
			if err := s.refreshComment(ctx, k, found, emit); err != nil {
				return err
			}
		}
	}
	return nil
}

// refreshPosts asks for up to a hundred posts. See wall.getById.
func (s *Source) refreshPosts(ctx context.Context, ids []string, emit func(ingest.Page) error) error {
	if len(ids) == 0 {
		return nil
	}
	found, err := call[list](ctx, s, "wall.getById", url.Values{"posts": {strings.Join(ids, ",")}, "extended": {"1"}, "fields": {fields}})
	if err != nil {
		return err
	}
	f := sift(line{}, nil)
	f.take(found)
	p := ingest.Page{Mentions: f.page.Mentions}
	there := func(id string) bool {
		return slices.ContainsFunc(f.page.Rejected, func(r ingest.Rejection) bool { return r.Item == id }) ||
			slices.ContainsFunc(f.posts, func(p post) bool { return p.id() == id && !p.Deleted })
	}
	for _, id := range ids {
		if !there(id) {
			p.Mentions = append(p.Mentions, s.deleted(id))
		}
	}
	return emit(p)
}

// refreshComment asks for one comment; found are the parts of its id.
func (s *Source) refreshComment(ctx context.Context, k ingest.Known, found []string, emit func(ingest.Page) error) error {
	owner, _ := strconv.ParseInt(found[2], 10, 64)
	item, _ := strconv.ParseInt(found[3], 10, 64)
	id, _ := strconv.ParseInt(found[4], 10, 64)
	at := spot{found[1], owner, item}
	said, err := s.comment(ctx, at, found[4])
	if err != nil && !gone(err) {
		return err
	}
	var p ingest.Page
	all := items(&p, said.Items, comment.usable)
	i := slices.IndexFunc(all, func(c comment) bool { return c.ID == id && !c.Deleted })
	switch {
	case i >= 0:
		m, speaks := all[i].mention(at, said.people())
		m.Parent = k.Parent // which a thread told, and one comment need not
		if m.Title, err = s.title(ctx, at); err != nil || !speaks {
			return err
		}
		p.Mentions = []ingest.Mention{m}
	case len(p.Rejected) == 0:
		p.Mentions = []ingest.Mention{s.deleted(k.ID)}
	}
	return emit(ingest.Page{Mentions: p.Mentions})
}

// title is that of a topic; nothing else has one.
func (s *Source) title(ctx context.Context, at spot) (string, error) {
	if at.kind != "board" {
		return "", nil
	}
	found, err := call[list](ctx, s, "board.getTopics", url.Values{"group_id": {strconv.FormatInt(-at.owner, 10)},
		"topic_ids": {strconv.FormatInt(at.item, 10)}})
	for _, t := range items(&ingest.Page{}, found.Items, topic.usable) {
		if t.ID == at.item {
			return t.Title, nil
		}
	}
	return "", err
}

// comment asks for one comment. See wall.getComment; board.getComments begins with one.
func (s *Source) comment(ctx context.Context, at spot, id string) (list, error) {
	owner, item := strconv.FormatInt(at.owner, 10), strconv.FormatInt(at.item, 10)
	if at.kind == "board" {
		return call[list](ctx, s, "board.getComments", url.Values{"group_id": {strings.TrimPrefix(owner, "-")}, "topic_id": {item},
			"start_comment_id": {id}, "count": {"1"}, "need_likes": {"1"}, "extended": {"1"}})
	}
	return call[list](ctx, s, "wall.getComment", url.Values{"owner_id": {owner}, "comment_id": {id}, "extended": {"1"}, "fields": {fields}})
}

// deleted is a mention that is gone.
func (s *Source) deleted(id string) ingest.Mention {
	return ingest.Mention{ID: id, Network: Network, Edited: s.now(), Deleted: true}
}

// now is the second, as VK counts its times.
func (s *Source) now() time.Time { return s.env.Now().UTC().Truncate(time.Second) }
