package rustore

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strconv"

	"molva/ingest"
)

const perPage = 100 // the most that the store gives

func pageOf(n int) url.Values {
	return url.Values{"page": {strconv.Itoa(n)}, "size": {strconv.Itoa(perPage)}}
}

// page gives a page of an app's reviews, newest first, with what answers of the same page of those they have. A key that may
// not ask for answers reads on.
func (s *Source) page(ctx context.Context, app, token string) (items []ingest.Dated, next string, err error) {
	n := 0
	if token != "" {
		if n, err = strconv.Atoi(token); err != nil {
			return nil, "", err
		}
	}
	list, err := s.reviews(ctx, app, pageOf(n))
	if err != nil || len(list) == 0 {
		return nil, "", err
	}
	said, err := s.answers(ctx, app, pageOf(n))
	if err != nil && !errors.Is(err, ingest.ErrDenied) {
		return nil, "", err
	}
	for _, data := range list {
		r, bad := parseReview(data)
		items = append(items, ingest.Dated{Mention: r.mention(app, said), Bad: bad})
	}
	if len(list) == perPage {
		next = strconv.Itoa(n + 1)
	}
	return items, next, nil
}

func (s *Source) reviews(ctx context.Context, app string, q url.Values) ([]json.RawMessage, error) {
	return s.list(ctx, app, "comment", q)
}

// answers gives the published ones of a page, by review.
func (s *Source) answers(ctx context.Context, app string, q url.Values) (map[int64]answer, error) {
	items, err := s.list(ctx, app, "feedback", q)
	said := map[int64]answer{}
	for _, data := range items {
		var a answer
		if json.Unmarshal(data, &a) != nil || a.Status != published {
			continue
		}
		if number, err := a.Review.Int64(); err == nil {
			said[number] = a
		}
	}
	return said, err
}
