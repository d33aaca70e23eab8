package discourse

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"molva/ingest"
	"molva/ingest/fetch"
)

// Refresh asks for the topics around the mentions: one call brings some twenty posts.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	topics := map[int64][]post{}
	for _, k := range known {
		one, err := s.again(ctx, k.ID, topics)
		if err := s.alone(ctx, err); err != nil {
			return err
		}
		var p ingest.Page
		switch {
		case forbidden(err):
			continue
		case errors.Is(err, ingest.ErrGone) || err == nil && one.gone():
			p.Mentions = []ingest.Mention{{ID: k.ID, Network: Network, Edited: s.env.Now(), Deleted: true}}
		case err != nil:
			return fmt.Errorf("look again at %s: %w", k.ID, err)
		case one.bad != nil:
			p.Rejected = []ingest.Rejection{{Item: k.ID, Reason: one.bad.Error()}}
		case one.open():
			p.Mentions = []ingest.Mention{s.mention(one, topics[one.Topic])}
		}
		if err := emit(p); err != nil {
			return err
		}
	}
	return nil
}

// again is what a post has become; ingest.ErrGone if the forum has it no more, and empty for a mention of another forum.
// topics keeps what came.
func (s *Source) again(ctx context.Context, mention string, topics map[int64][]post) (post, error) {
	var id, number int64
	rest, ours := strings.CutPrefix(mention, s.forum+"/")
	if _, err := fmt.Sscanf(rest, "%d/%d", &id, &number); err != nil || !ours {
		return post{}, nil
	}
	here := func(p post) bool { return p.Number == number }
	if i := slices.IndexFunc(topics[id], here); i >= 0 {
		return topics[id][i], nil
	}
	var t struct {
		Title  string `json:"title"`
		Slug   string `json:"slug"`
		Stream struct {
			Posts []json.RawMessage `json:"posts"`
		} `json:"post_stream"`
	}
	if err := s.api.Get(ctx, fmt.Sprintf("/t/%d/%d.json", id, number), nil, &t); err != nil {
		return post{}, err
	}
	if len(t.Stream.Posts) == 0 {
		return post{}, errors.New("the topic lacks its posts")
	}
	for _, p := range parsePosts(t.Stream.Posts) {
		p.Title, p.Slug = t.Title, t.Slug
		topics[id] = append(topics[id], p)
	}
	if i := slices.IndexFunc(topics[id], here); i >= 0 {
		return topics[id][i], nil
	}
	if i := slices.IndexFunc(topics[id], func(p post) bool { return p.bad != nil }); i >= 0 { // it may be this one
		return topics[id][i], nil
	}
	return post{}, ingest.ErrGone
}

// alone returns nil if an answer that refuses a topic is about that topic alone; an error if all of the forum is shut, or
// something else has its address now.
func (s *Source) alone(ctx context.Context, refused error) error {
	if !errors.As(refused, new(*fetch.StatusError)) {
		return nil
	}
	a, err := s.about(ctx)
	if err == nil && a.Title == "" {
		err = fmt.Errorf("%s is no forum any more", s.forum)
	}
	return err
}

// forbidden reports whether the answer is 403.
func forbidden(err error) bool {
	var refused *fetch.StatusError
	return errors.As(err, &refused) && refused.Status == http.StatusForbidden
}
