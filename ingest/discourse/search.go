package discourse

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"molva/ingest"
	"molva/ingest/fetch"
)

const maxPages = 10 // of one search, beyond which the forum gives none

// hit is a post that the search found. Its text is an excerpt.
type hit struct {
	ID     int64 `json:"id"`
	Topic  int64 `json:"topic_id"`
	Number int64 `json:"post_number"`
}

func byID(a, b hit) int { return cmp.Compare(a.ID, b.ID) }

// find asks for what is newer than a post, in so many pages; oldest first. The syntax of a query:
// https://docs.discourse.org/#tag/Search.
func (s *Source) find(ctx context.Context, query string, after int64, pages int) ([]hit, error) {
	var all []hit
	for page := 1; page <= pages; page++ {
		var answer struct {
			Posts []hit `json:"posts"` // newest first
			Group struct {
				More *bool `json:"more_full_page_results"`
			} `json:"grouped_search_result"`
		}
		err := s.api.Get(ctx, "/search.json", url.Values{"q": {query}, "page": {strconv.Itoa(page)}}, &answer)
		if err != nil {
			return nil, err
		}
		fresh := 0
		for _, h := range answer.Posts {
			if h.ID > after {
				all = append(all, h)
				fresh++
			}
		}
		if more := answer.Group.More; fresh < len(answer.Posts) || more == nil || !*more {
			break
		}
	}
	slices.SortFunc(all, byID)
	return all, nil
}

// topic is one as the forum shows it around one of its posts.
type topic struct {
	ID       int64  `json:"id"`
	Title    string `json:"title"`
	Slug     string `json:"slug"`
	Category int64  `json:"category_id"`
	Stream   struct {
		Posts []json.RawMessage `json:"posts"`
	} `json:"post_stream"`
}

// around gives the whole posts of hits, those that name a topic of ours.
func (s *Source) around(ctx context.Context, hits []hit) (p ingest.Page, err error) {
	seen := shelf{}
	for _, h := range hits {
		one, others, err := s.post(ctx, h.Topic, h.Number, seen)
		switch {
		case errors.Is(err, ingest.ErrGone) || forbidden(err):
			continue // since it was found
		case err != nil:
			return p, err
		case one.bad != nil:
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: s.id(h.Topic, h.Number), Reason: one.bad.Error()})
		case one.open():
			if m := s.mention(one, others); s.env.Matches(m) {
				p.Mentions = append(p.Mentions, m)
			}
		}
	}
	return p, nil
}

// shelf keeps the posts of topics that came in one page.
type shelf map[int64][]post

// post asks for the topic around a post, unless it came already. The error is ingest.ErrGone if there is no such post.
func (s *Source) post(ctx context.Context, id, number int64, seen shelf) (one post, others []post, err error) {
	here := func(p post) bool { return p.Number == number }
	if i := slices.IndexFunc(seen[id], here); i >= 0 {
		return seen[id][i], seen[id], nil
	}
	var t topic
	if err := s.api.Get(ctx, fmt.Sprintf("/t/%d/%d.json", id, number), nil, &t); err != nil {
		return one, nil, err
	}
	for _, p := range parsePosts(t.Stream.Posts) {
		p.Topic, p.Title, p.Slug, p.Category = id, t.Title, t.Slug, t.Category
		seen[id] = append(seen[id], p)
	}
	if i := slices.IndexFunc(seen[id], here); i >= 0 {
		return seen[id][i], seen[id], nil
	}
	return one, nil, ingest.ErrGone
}

// forbidden reports whether that one topic is not for us. A bad key is told in the same way, but not first by a topic.
func forbidden(err error) bool {
	var refused *fetch.StatusError
	return errors.As(err, &refused) && refused.Status == http.StatusForbidden
}
