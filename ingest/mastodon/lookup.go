package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"molva/ingest/fetch"
)

const (
	perCall = 20 // statuses that an instance shows at once
	few     = 5  // that an old one is asked for on behalf of one page
)

// some asks for statuses by their numbers, at most perCall. Those that the instance does not show are left out, and of an
// old instance all but a few.
func (s *Source) some(ctx context.Context, numbers []string) ([]status, error) {
	found, err := s.together(ctx, numbers)
	if err != nil || !s.old.Load() {
		return found, err
	}
	found, _, err = s.each(ctx, numbers[:min(few, len(numbers))])
	return found, err
}

// together asks for statuses by GET /api/v1/statuses, which is there since 4.3. An older instance shows nothing, and is
// remembered as old.
func (s *Source) together(ctx context.Context, numbers []string) (found []status, err error) {
	if s.old.Load() {
		return nil, nil
	}
	var items []json.RawMessage
	err = s.api.Get(ctx, "/api/v1/statuses", url.Values{"id[]": numbers}, &items)
	if refused(err, http.StatusNotFound, http.StatusBadRequest, http.StatusMethodNotAllowed, http.StatusUnprocessableEntity) {
		s.old.Store(true)
		return nil, nil
	}
	for _, data := range items {
		if st, bad := parseStatus(data); bad == nil {
			found = append(found, st)
		}
	}
	return found, err
}

// each asks for statuses one by one, by GET /api/v1/statuses/:id. With an error come those before it.
func (s *Source) each(ctx context.Context, numbers []string) (found []status, gone []string, err error) {
	for _, number := range numbers {
		var data json.RawMessage
		err := s.api.Get(ctx, "/api/v1/statuses/"+number, nil, &data)
		if refused(err, http.StatusNotFound, http.StatusGone) {
			gone = append(gone, number)
			continue
		}
		if err != nil {
			return found, gone, err
		}
		if st, bad := parseStatus(data); bad == nil {
			found = append(found, st)
		}
	}
	return found, gone, nil
}

// refused reports whether an error is an answer with one of the statuses.
func refused(err error, statuses ...int) bool {
	var answer *fetch.StatusError
	return errors.As(err, &answer) && slices.Contains(statuses, answer.Status)
}
