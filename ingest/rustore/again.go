package rustore

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"

	"molva/ingest"
)

const (
	perCall     = 20 // reviews by their ids, which the store gives without pages
	answerPages = 5  // that are looked through for the answers to old reviews
)

// Refresh asks for reviews by their ids. What the store no longer has is deleted.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	apps := map[string][]int64{}
	for _, k := range known {
		if app, number, ok := numberOf(k.ID); ok {
			apps[app] = append(apps[app], number)
		}
	}
	for _, app := range slices.Sorted(maps.Keys(apps)) {
		said, err := s.allAnswers(ctx, app)
		if err != nil {
			return err
		}
		for some := range slices.Chunk(apps[app], perCall) {
			p, err := s.again(ctx, app, some, said)
			if err != nil {
				return err
			}
			if err := emit(p); err != nil {
				return err
			}
		}
	}
	return nil
}

// allAnswers are those of the first pages, or none for a key that may not ask for them.
func (s *Source) allAnswers(ctx context.Context, app string) (map[int64]answer, error) {
	all := map[int64]answer{}
	for n := range answerPages {
		said, err := s.answers(ctx, app, pageOf(n))
		if errors.Is(err, ingest.ErrDenied) || err == nil && len(said) == 0 {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		maps.Copy(all, said)
	}
	return all, nil
}

// again is what some reviews have become. An answer with others than were asked for deletes nothing.
func (s *Source) again(ctx context.Context, app string, numbers []int64, said map[int64]answer) (p ingest.Page, err error) {
	q := url.Values{}
	for _, n := range numbers {
		q.Add("id", strconv.FormatInt(n, 10))
	}
	items, err := s.reviews(ctx, app, q)
	if err != nil {
		return p, err
	}
	left := slices.Clone(numbers)
	for _, data := range items {
		r, err := parseReview(data)
		if !slices.Contains(numbers, r.ID) {
			return ingest.Page{}, fmt.Errorf("reviews of %s: the store gives others than it was asked for", app)
		}
		left = slices.DeleteFunc(left, func(n int64) bool { return n == r.ID })
		if err != nil {
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: idOf(app, r.ID), Reason: err.Error()})
			continue
		}
		p.Mentions = append(p.Mentions, r.mention(app, said))
	}
	for _, n := range left {
		p.Mentions = append(p.Mentions, ingest.Mention{ID: idOf(app, n), Network: Network, Deleted: true, Edited: s.env.Now().UTC()})
	}
	return p, nil
}
