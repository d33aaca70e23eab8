package rustore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"molva/ingest"
)

const perPage = 100 // the most that the store gives

func pageOf(n int) url.Values {
	return url.Values{"page": {strconv.Itoa(n)}, "size": {strconv.Itoa(perPage)}}
}

// page gives a page of an app's reviews, newest first, with what answers of the same page of those they have.
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
	said := map[int64]answer{}
	if _, err := s.answers(ctx, app, n, said); needed(err) != nil {
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

// answers adds the published ones of a page, by review, the latest of each. more: there may be another page.
func (s *Source) answers(ctx context.Context, app string, page int, said map[int64]answer) (more bool, err error) {
	items, err := s.list(ctx, app, "feedback", pageOf(page))
	for _, data := range items {
		var a answer
		if json.Unmarshal(data, &a) != nil || a.Status != published {
			continue
		}
		number, err := a.Review.Int64()
		if err == nil && !moment(a.Date).Before(moment(said[number].Date)) {
			said[number] = a
		}
	}
	return len(items) == perPage, err
}

// needed leaves out of the errors of answers those that do not stand in the way of reviews: the key may not ask for them, or
// there are none.
func needed(err error) error {
	if errors.Is(err, ingest.ErrDenied) || errors.Is(err, ingest.ErrGone) {
		return nil
	}
	return err
}

// list asks for the items of an app's list.
func (s *Source) list(ctx context.Context, app, list string, q url.Values) ([]json.RawMessage, error) {
	var answer struct {
		Body items `json:"body"`
	}
	if err := s.api.Get(ctx, "/public/v1/application/"+app+"/"+list, q, &answer); err != nil {
		return nil, fmt.Errorf("%s of %s: %w", list, app, err)
	}
	if answer.Body == nil {
		return nil, fmt.Errorf("%s of %s: the answer has no list", list, app)
	}
	return answer.Body, nil
}

// items are those of a page, which is the list itself or, as with the store's other lists, has it as content.
type items []json.RawMessage

func (i *items) UnmarshalJSON(data []byte) error {
	var page struct {
		Content []json.RawMessage `json:"content"`
	}
	if json.Unmarshal(data, (*[]json.RawMessage)(i)) == nil {
		return nil
	}
	err := json.Unmarshal(data, &page)
	*i = page.Content
	return err
}
