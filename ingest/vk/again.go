package vk

import (
	"cmp"
	"context"
	"errors"
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
// is deleted. Comments on photos, videos and products are left out: VK has no way to ask for one of them. So are those on posts
// where the token is not a user's, who alone may ask for one.
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
	look := &again{Source: s, emit: emit, titles: map[spot]string{}}
	var failed error // with one, which does not hold up the others
	for _, k := range known {
		if found := commentKey.FindStringSubmatch(k.ID); found != nil {
			err := look.comment(ctx, k, found)
			if err != nil && !amiss(err) {
				return err
			}
			failed = cmp.Or(failed, err)
		}
	}
	return failed
}

// again is a look at comments.
type again struct {
	*Source
	emit   func(ingest.Page) error
	titles map[spot]string // of topics
	barred bool            // from single comments on posts
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
	if found.Items == nil { // or it would seem that all of them are gone
		return errors.New("wall.getById answers without items")
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

// comment asks for one comment; found are the parts of its id.
func (a *again) comment(ctx context.Context, k ingest.Known, found []string) error {
	owner, _ := strconv.ParseInt(found[2], 10, 64)
	item, _ := strconv.ParseInt(found[3], 10, 64)
	id, _ := strconv.ParseInt(found[4], 10, 64)
	at := spot{found[1], owner, item}
	if a.barred && at.kind == "" {
		return nil
	}
	said, err := a.said(ctx, at, found[4])
	switch {
	case err == nil || gone(err):
	case at.kind == "" && errors.Is(err, ingest.ErrDenied):
		a.barred = true
		_, invalid := call[int64](ctx, a.Source, "utils.getServerTime", url.Values{}) // which every token may ask
		return invalid
	default:
		return err
	}
	var p ingest.Page
	all := items(&p, said.Items, comment.usable)
	i := slices.IndexFunc(all, func(c comment) bool { return c.ID == id && !c.Deleted })
	switch {
	case i >= 0:
		m, speaks := all[i].mention(at, said.people())
		m.Parent = k.Parent // which a thread told, and one comment need not
		if m.Title, err = a.title(ctx, at); err != nil || !speaks {
			return err
		}
		p.Mentions = []ingest.Mention{m}
	case len(p.Rejected) == 0:
		p.Mentions = []ingest.Mention{a.deleted(k.ID)}
	}
	return a.emit(ingest.Page{Mentions: p.Mentions})
}

// title is that of a topic; nothing else has one.
func (a *again) title(ctx context.Context, at spot) (string, error) {
	title, known := a.titles[at]
	if at.kind != "board" || known {
		return title, nil
	}
	found, err := call[list](ctx, a.Source, "board.getTopics", url.Values{"group_id": {strconv.FormatInt(-at.owner, 10)},
		"topic_ids": {strconv.FormatInt(at.item, 10)}})
	for _, t := range items(&ingest.Page{}, found.Items, topic.usable) {
		if t.ID == at.item {
			a.titles[at] = t.Title
		}
	}
	return a.titles[at], err
}

// said asks for one comment. See wall.getComment; board.getComments begins with one.
func (a *again) said(ctx context.Context, at spot, id string) (found list, err error) {
	owner, item := strconv.FormatInt(at.owner, 10), strconv.FormatInt(at.item, 10)
	if at.kind == "board" {
		found, err = call[list](ctx, a.Source, "board.getComments", url.Values{"group_id": {strings.TrimPrefix(owner, "-")}, "topic_id": {item},
			"start_comment_id": {id}, "count": {"1"}, "need_likes": {"1"}, "extended": {"1"}})
	} else {
		found, err = call[list](ctx, a.Source, "wall.getComment", url.Values{"owner_id": {owner}, "comment_id": {id}, "extended": {"1"}, "fields": {fields}})
	}
	if err == nil && found.Items == nil {
		err = errors.New("VK answers without items")
	}
	return found, err
}

// deleted is a mention that is gone.
func (s *Source) deleted(id string) ingest.Mention {
	return ingest.Mention{ID: id, Network: Network, Edited: s.now(), Deleted: true}
}

// now is the second, as VK counts its times.
func (s *Source) now() time.Time { return s.env.Now().UTC().Truncate(time.Second) }
