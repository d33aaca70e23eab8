package discourse

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"molva/ingest"
)

// place is where the reading stands.
type place struct {
	Last  int64 `json:"last,omitempty"`  // number of the newest post; the forum counts them in the order of time
	Round int64 `json:"round,omitempty"` // Unix time of the last figures
	Day   int64 `json:"day,omitempty"`   // Unix time of the last ones that count a day
}

const (
	perPage  = 50      // posts that the forum gives at once
	farthest = 100_000 // posts that are caught up with
)

// Read brings what was posted since the cursor, oldest first, and then the figures. Whoever was away for long goes on from
// the last post in steps that no page is too short for.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at place
	if err := after.Into(&at); err != nil {
		return err
	}
	posts, err := s.latest(ctx, 0)
	if err != nil {
		return err
	}
	oldest, newest := bounds(posts)
	if err := s.skip(newest-farthest, &at, emit); err != nil {
		return err
	}
	for last := at.Last + perPage - 1; at.Last > 0 && oldest > at.Last+1 && last < newest; last += perPage - 1 {
		some, err := s.latest(ctx, last+1)
		if err != nil {
			return err
		}
		if err := s.deliver(some, last, &at, emit); err != nil {
			return err
		}
	}
	if err := s.deliver(posts, newest, &at, emit); err != nil {
		return err
	}
	return s.figures(ctx, at, emit)
}

// skip goes on from a number where the place lies before it: whoever was away for so long, or reads another forum now, would
// bring history as if it were news.
func (s *Source) skip(to int64, at *place, emit func(ingest.Page) error) error {
	if at.Last == 0 || at.Last >= to {
		return nil
	}
	lost := to - at.Last
	at.Last = to
	return emit(ingest.Page{Gap: fmt.Sprintf("up to %d posts were left out, since more than %d had come", lost, farthest), Next: ingest.CursorOf(*at)})
}

// Backfill brings what was posted in the span, newest first. Its cursor is the lowest number that was read. Numbers follow
// time but for posts that came from another forum, so the past ends with a whole page from before the span.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	var before int64
	if err := after.Into(&before); err != nil {
		return err
	}
	for {
		posts, err := s.latest(ctx, before)
		if err != nil {
			return err
		}
		lowest, _ := bounds(posts)
		if lowest == 0 || before > 0 && lowest >= before { // some forums give the post of that number once more
			return nil
		}
		p := s.page(posts, func(p post) bool { return p.bad != nil || span.Has(p.published()) })
		p.Next = ingest.CursorOf(lowest)
		if err := emit(p); err != nil {
			return err
		}
		if !slices.ContainsFunc(posts, func(p post) bool { return p.bad != nil || !p.published().Before(span.From) }) {
			return nil
		}
		before = lowest
	}
}

// latest gives the newest posts, newest first, that have lower numbers; before 0 it is the newest of all. Older forums
// give the post of that number too, and those of before May 2024 what there is of the last fifty numbers
// (discourse/discourse lib/latest_posts_query.rb at 41d4f04; pull requests 30991 and 27098).
func (s *Source) latest(ctx context.Context, before int64) ([]post, error) {
	q := url.Values{}
	if before > 0 {
		q.Set("before", strconv.FormatInt(before, 10))
	}
	var answer struct {
		Posts []json.RawMessage `json:"latest_posts"`
	}
	if err := s.api.Get(ctx, "/posts.json", q, &answer); err != nil {
		return nil, fmt.Errorf("read the latest posts: %w", err)
	}
	return parsePosts(answer.Posts), nil
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

// deliver emits the posts that are newer than the place, up to a number, and moves the place there.
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

// page is made of those of the posts, newest first, that are new and ours or about us.
func (s *Source) page(posts []post, fresh func(post) bool) (p ingest.Page) {
	for _, one := range slices.Backward(posts) {
		switch {
		case !fresh(one):
		case one.bad != nil:
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: strconv.FormatInt(one.ID, 10), Reason: one.bad.Error()})
		case one.open():
			m := s.mention(one, posts)
			if m.Text == "" {
				continue // a picture, or somebody else's words
			}
			if s.options.Latest || slices.Contains(s.options.Categories, one.Category) || s.env.Matches(m) {
				p.Mentions = append(p.Mentions, m)
			}
		}
	}
	return p
}
