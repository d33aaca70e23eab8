package youtube

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"molva/ingest"
)

const (
	maxPages   = 20 // of threads in one read of a line
	maxReplies = 5  // pages of replies to one comment
)

// lines are the lists of threads that are read now, each on its own: those of a channel, or of a video, by id or @handle.
func (s *Source) lines(at place) []string {
	return distinct(slices.Concat(s.options.Channels, s.options.Videos, at.followed(s.env.Now())))
}

// threads asks for one page of a line's threads, newest first. See commentThreads.list.
func (s *Source) threads(ctx context.Context, line, token string) (page list[json.RawMessage], err error) {
	q := url.Values{"part": {"snippet,replies"}, "order": {"time"}, "maxResults": {"100"}, "textFormat": {"plainText"}}
	if isVideo(line) {
		q.Set("videoId", line)
	} else {
		id, err := s.channel(ctx, line)
		if err != nil {
			return page, err
		}
		q.Set("allThreadsRelatedToChannelId", id)
	}
	if token != "" {
		q.Set("pageToken", token)
	}
	err = s.ask(ctx, units, "commentThreads", q, &page)
	return page, err
}

// replies asks for all replies to a comment. See comments.list.
func (s *Source) replies(ctx context.Context, parent string) ([]comment, error) {
	q := url.Values{"part": {"snippet"}, "parentId": {parent}, "maxResults": {"100"}, "textFormat": {"plainText"}}
	var all []comment
	for range maxReplies {
		var page list[comment]
		if err := s.ask(ctx, units, "comments", q, &page); err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
		if page.Next == "" {
			break
		}
		q.Set("pageToken", page.Next)
	}
	return all, nil
}

// channel gives a channel's id. See channels.list.
func (s *Source) channel(ctx context.Context, name string) (string, error) {
	if !strings.HasPrefix(name, "@") {
		return name, nil
	}
	s.mu.Lock()
	id := s.channels[name]
	s.mu.Unlock()
	if id != "" {
		return id, nil
	}
	var page list[channel]
	if err := s.ask(ctx, units, "channels", url.Values{"part": {"id"}, "forHandle": {name}}, &page); err != nil {
		return "", err
	}
	if len(page.Items) == 0 || page.Items[0].ID == "" {
		return "", fmt.Errorf("no channel has this handle: %w", ingest.ErrGone)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.channels[name] = page.Items[0].ID
	return page.Items[0].ID, nil
}

// videos asks for videos by their ids; those that are gone are left out.
func (s *Source) videos(ctx context.Context, ids []string) ([]video, error) {
	return byID[video](ctx, s, "videos", "snippet,statistics", ids)
}

// perCall is how many ids one call takes.
const perCall = 50

// byID asks for resources by their ids; those that are gone are left out. Where one of them is gone YouTube may refuse
// them all, and the halves are asked for. See videos.list, comments.list and commentThreads.list.
func byID[T any](ctx context.Context, s *Source, resource, part string, ids []string) ([]T, error) {
	var all []T
	for some := range slices.Chunk(ids, perCall) {
		var page list[T]
		err := s.ask(ctx, units, resource, byIDs(resource, part, some), &page)
		if gone(err) {
			page.Items, err = halves[T](ctx, s, resource, part, some)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
	}
	return all, nil
}

func byIDs(resource, part string, ids []string) url.Values {
	q := url.Values{"part": {part}, "id": {strings.Join(ids, ",")}}
	if resource != "videos" {
		q.Set("textFormat", "plainText")
	}
	return q
}

func halves[T any](ctx context.Context, s *Source, resource, part string, ids []string) ([]T, error) {
	if len(ids) == 1 {
		return nil, nil
	}
	left, err := byID[T](ctx, s, resource, part, ids[:len(ids)/2])
	if err != nil {
		return nil, err
	}
	right, err := byID[T](ctx, s, resource, part, ids[len(ids)/2:])
	return append(left, right...), err
}

// parseThread reads a thread. Of one that it cannot read it gives the id, if that can be.
func parseThread(data json.RawMessage) (thread, error) {
	var t thread
	if err := json.Unmarshal(data, &t); err != nil {
		return thread{ID: t.ID}, errors.New("thread is not as the API describes it")
	}
	if t.ID == "" || t.Snippet.Top.ID == "" {
		return t, errors.New("thread lacks its id or its comment")
	}
	return t, nil
}
