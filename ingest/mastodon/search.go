package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"molva/ingest"
)

const (
	searchPages = 5  // that are read of one term at a time
	pastPages   = 50 // and when the past is searched
	searchSize  = 40
)

// search brings what is new for each term. What names no topic is left out, as a search finds more than it was asked for.
// One that nobody has named in the options may fail: tags and mentions are read all the same.
func (s *Source) search(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	for _, term := range s.terms {
		page, next, err := s.news(ctx, at, term)
		if err != nil && s.unasked() && !slow(err) && ctx.Err() == nil {
			s.complain.Do(func() {
				s.env.Log.Warn("search; a token with read:search lets it, search: [] ends the trying", "err", err)
			})
			return at, nil
		}
		if err != nil {
			return at, fmt.Errorf("search: %w", err)
		}
		if page.Next == ingest.CursorOf(at) {
			continue
		}
		if err := emit(page); err != nil {
			return at, err
		}
		at = next
	}
	return at, nil
}

// unasked reports whether nobody has named the searches in the options, and there is something else to read.
func (s *Source) unasked() bool { return s.options.Search == nil && len(s.lines) > 0 }

// slow reports whether an error asks to wait.
func slow(err error) bool {
	var wait *ingest.Throttled
	return errors.As(err, &wait)
}

func termKey(term string) string { return "?" + term }

// news is what was found since the last time; the first time it is the newest page.
func (s *Source) news(ctx context.Context, at place, term string) (ingest.Page, place, error) {
	key, d := termKey(term), draft{only: s.env.Matches}
	items, all, err := s.since(ctx, term, at.Last[key])
	if err != nil {
		return ingest.Page{}, at, err
	}
	if !all {
		d.page.Gap = fmt.Sprintf("the search found more than %d new posts, and only the newest are read", len(items))
	}
	for _, data := range slices.Backward(items) {
		number, _, err := tagItem(data)
		if err != nil {
			d.reject(number, err)
			continue
		}
		at = s.add(&d, at.reached(key, number), data)
	}
	return s.finished(ctx, d, at), at, nil
}

// since are the items after a number, newest first; all is false when there are more than are read.
func (s *Source) since(ctx context.Context, term, last string) (items []json.RawMessage, all bool, err error) {
	for page := range searchPages {
		found, err := s.found(ctx, term, page*searchSize)
		if err != nil {
			return nil, false, err
		}
		all := len(found)
		fresh := slices.DeleteFunc(found, func(data json.RawMessage) bool {
			number, _, err := tagItem(data)
			return err == nil && !newer(number, last)
		})
		if items = append(items, fresh...); last == "" || all == 0 || len(fresh) < all {
			return items, true, nil
		}
	}
	return items, false, nil
}

// found is one page of a search, newest first, by GET /api/v2/search. It may be short before the last: the instance leaves
// out what the token's account has blocked after it has counted.
func (s *Source) found(ctx context.Context, term string, offset int) ([]json.RawMessage, error) {
	if strings.Contains(term, " ") && !strings.Contains(term, `"`) {
		term = `"` + term + `"`
	}
	return s.results(ctx, url.Values{"q": {term}, "offset": {strconv.Itoa(offset)}})
}

func (s *Source) results(ctx context.Context, q url.Values) ([]json.RawMessage, error) {
	var answer struct {
		Statuses []json.RawMessage `json:"statuses"`
	}
	q.Set("type", "statuses")
	q.Set("limit", strconv.Itoa(searchSize))
	err := s.api.Get(ctx, "/api/v2/search", q, &answer)
	return answer.Statuses, err
}
