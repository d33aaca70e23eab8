package discourse

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"

	"molva/ingest"
)

// place is where the reading stands, in the forum's numbers of posts, which follow their time.
type place struct {
	Last  int64            `json:"last,omitempty"`  // of all posts
	Found map[string]int64 `json:"found,omitempty"` // of what the search found, by term
	Round int64            `json:"round,omitempty"` // Unix time of the last figures
	Day   int64            `json:"day,omitempty"`   // Unix time of the last ones that count a day
}

// perPage is how many posts the forum gives at once, of all and of what it finds.
const perPage = 50

// Read brings what was posted since the cursor: of the forum, then by term, oldest first; then the figures.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at place
	if err := after.Into(&at); err != nil {
		return err
	}
	if !s.streams() && len(s.terms) == 0 && !s.options.Community {
		return errors.New("nothing to read: no topic has a word that a search could take; set search, latest or categories")
	}
	if s.streams() {
		if err := s.stream(ctx, &at, emit); err != nil {
			return fmt.Errorf("read the latest posts: %w", err)
		}
	}
	for _, term := range s.terms {
		if err := s.follow(ctx, term, &at, emit); err != nil {
			return fmt.Errorf("search %q: %w", term, err)
		}
	}
	return s.figures(ctx, &at, emit)
}

// stream takes every new post. Whoever was away for long goes from the last one on in steps that no page is too short for.
func (s *Source) stream(ctx context.Context, at *place, emit func(ingest.Page) error) error {
	posts, err := s.latest(ctx, 0)
	if err != nil || len(posts) == 0 {
		return err
	}
	oldest, newest := bounds(posts)
	for last := at.Last + perPage - 1; at.Last > 0 && oldest > at.Last+1 && last < newest; last += perPage - 1 {
		some, err := s.latest(ctx, last+1)
		if err != nil {
			return err
		}
		if err := s.deliver(some, last, at, emit); err != nil {
			return err
		}
	}
	return s.deliver(posts, newest, at, emit)
}

// bounds are the lowest and the highest number.
func bounds(posts []post) (lowest, highest int64) {
	for _, p := range posts {
		if p.ID > 0 && (lowest == 0 || p.ID < lowest) {
			lowest = p.ID
		}
		highest = max(highest, p.ID)
	}
	return lowest, highest
}

// latest gives the newest posts, newest first, that have lower numbers; before 0 it is the newest of all.
func (s *Source) latest(ctx context.Context, before int64) ([]post, error) {
	q := url.Values{}
	if before > 0 {
		q.Set("before", strconv.FormatInt(before, 10))
	}
	var answer struct {
		Posts []json.RawMessage `json:"latest_posts"`
	}
	err := s.api.Get(ctx, "/posts.json", q, &answer)
	return parsePosts(answer.Posts), err
}

// deliver emits the posts that are newer than the place, which they move up to last.
func (s *Source) deliver(posts []post, last int64, at *place, emit func(ingest.Page) error) error {
	if last <= at.Last {
		return nil
	}
	next := *at
	next.Last = last
	p := s.page(posts, func(p post) bool { return p.ID > at.Last && p.ID <= last || p.ID == 0 })
	p.Next = ingest.CursorOf(next)
	if err := emit(p); err != nil {
		return err
	}
	*at = next
	return nil
}

// page is of those posts, newest first, that are wanted and that the options want too.
func (s *Source) page(posts []post, wanted func(post) bool) (p ingest.Page) {
	for _, one := range slices.Backward(posts) {
		switch {
		case !wanted(one):
		case one.bad != nil:
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: strconv.FormatInt(one.ID, 10), Reason: one.bad.Error()})
		case one.open() && (s.options.Latest || slices.Contains(s.options.Categories, one.Category)):
			p.Mentions = append(p.Mentions, s.mention(one, posts))
		}
	}
	return p
}

// follow takes what the search newly finds.
func (s *Source) follow(ctx context.Context, term string, at *place, emit func(ingest.Page) error) error {
	pages, last := maxPages, at.Found[term]
	if last == 0 {
		pages = 1
	}
	hits, err := s.find(ctx, term+" order:latest", last, pages)
	if err != nil || len(hits) == 0 {
		return err
	}
	p, err := s.around(ctx, hits)
	if err != nil {
		return err
	}
	next := *at
	next.Found = map[string]int64{}
	maps.Copy(next.Found, at.Found)
	next.Found[term] = hits[len(hits)-1].ID
	p.Next = ingest.CursorOf(next)
	if err := emit(p); err != nil {
		return err
	}
	*at = next
	return nil
}
