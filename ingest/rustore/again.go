package rustore

import (
	"context"
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

// Refresh asks for reviews by their ids. What the store no longer has is deleted; those of an app that is not read are left.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	apps := map[string][]int64{}
	for _, k := range known {
		if app, number, ok := numberOf(k.ID); ok && slices.Contains(s.Names, app) {
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

// allAnswers are those of the first pages.
func (s *Source) allAnswers(ctx context.Context, app string) (map[int64]answer, error) {
	said := map[int64]answer{}
	for n := range answerPages {
		if more, err := s.answers(ctx, app, n, said); err != nil || !more {
			return said, needed(err)
		}
	}
	return said, nil
}

// again is what some reviews have become. What else is in the answer deletes nothing: a review that was not asked for, or that
// nobody can tell which it is.
func (s *Source) again(ctx context.Context, app string, numbers []int64, said map[int64]answer) (p ingest.Page, err error) {
	q := url.Values{}
	for _, n := range numbers {
		q.Add("id", strconv.FormatInt(n, 10))
	}
	list, err := s.reviews(ctx, app, q)
	if err != nil {
		return p, err
	}
	left := slices.Clone(numbers)
	for _, data := range list {
		r, bad := parseReview(data)
		switch i := slices.Index(left, r.ID); {
		case i >= 0:
			left = slices.Delete(left, i, i+1)
		case bad != nil && r.ID == 0:
			left = nil
		default:
			return ingest.Page{}, fmt.Errorf("reviews of %s: the store gives others than it was asked for", app)
		}
		p.Take(ingest.Dated{Mention: r.mention(app, said), Bad: bad})
	}
	for _, n := range left {
		p.Mentions = append(p.Mentions, ingest.Mention{ID: idOf(app, n), Network: Network, Deleted: true, Edited: s.Now().UTC()})
	}
	return p, nil
}
