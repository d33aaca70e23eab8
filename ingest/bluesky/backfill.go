package bluesky

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"molva/ingest"
	"molva/ingest/fetch"
)

// What the network keeps from those who are not logged in.
const (
	onlyFirst = "without app_password the search shows only its first page"
	closed    = "without app_password the search is closed"
)

// past is where the reading of the past stands: terms are searched one after the other, newest posts first.
type past struct {
	Term string `json:"term,omitempty"`
	Page string `json:"page,omitempty"` // the search's own cursor; "" is the first
	Done bool   `json:"done,omitempty"` // the term was searched to its end
}

// Backfill searches for each term. What names no topic is left out, as a search finds more than it was asked for.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at past
	if after != "" {
		if err := json.Unmarshal([]byte(after), &at); err != nil {
			return fmt.Errorf("read cursor: %w", err)
		}
	}
	for _, term := range s.left(at) {
		if term != at.Term {
			at = past{Term: term}
		}
		for !at.Done {
			page, next, err := s.search(ctx, span, at)
			if err != nil {
				return fmt.Errorf("search: %w", err)
			}
			if err := emit(page); err != nil {
				return err
			}
			at = next
		}
	}
	return nil
}

// left are the terms that are still to be searched. One that is no longer among them says nothing: all are.
func (s *Source) left(at past) []string {
	i := max(0, slices.Index(s.terms, at.Term))
	if at.Done && i < len(s.terms) && s.terms[i] == at.Term {
		i++
	}
	return s.terms[i:]
}

// search reads one page by app.bsky.feed.searchPosts.
func (s *Source) search(ctx context.Context, span ingest.Span, at past) (ingest.Page, past, error) {
	var found struct {
		Cursor string            `json:"cursor"`
		Posts  []json.RawMessage `json:"posts"`
	}
	q := url.Values{"q": {phrase(at.Term)}, "sort": {"latest"}, "limit": {"100"}}
	q.Set("since", span.From.UTC().Format(time.RFC3339))
	q.Set("until", span.To.UTC().Format(time.RFC3339))
	if at.Page != "" {
		q.Set("cursor", at.Page)
	}
	ended := past{Term: at.Term, Done: true}
	var refusal *fetch.StatusError
	err := s.ask(ctx, "app.bsky.feed.searchPosts", q, &found)
	switch {
	case errors.As(err, &refusal) && refusal.Status == http.StatusForbidden && s.login == nil:
		return ingest.Page{Gap: closed, GapFrom: span.From, Next: ended.cursor()}, ended, nil
	case errors.As(err, &refusal) && refusal.Status == http.StatusBadRequest && !errors.Is(err, ingest.ErrDenied):
		no := ingest.Rejection{Item: at.Term, Reason: "the search does not take this term"}
		return ingest.Page{Rejected: []ingest.Rejection{no}, Next: ended.cursor()}, ended, nil
	case err != nil:
		return ingest.Page{}, at, err
	}
	views, rejected := parseViews(found.Posts)
	views = slices.DeleteFunc(views, func(v view) bool { return !s.env.Matches(v.mention()) })
	page, next := s.page(ctx, views), past{Term: at.Term, Page: found.Cursor}
	page.Rejected = rejected
	switch {
	case found.Cursor == "" || found.Cursor == at.Page:
		next = ended
	case s.login == nil:
		next, page.Gap, page.GapFrom = ended, onlyFirst, span.From
	}
	page.Next = next.cursor()
	return page, next, nil
}

// ask asks as who is logged in, if anybody is.
func (s *Source) ask(ctx context.Context, method string, q url.Values, into any) error {
	if s.login != nil {
		return s.login.get(ctx, method, q, into)
	}
	return s.appview.Get(ctx, "/xrpc/"+method, q, into)
}

// phrase keeps the words of a term together.
func phrase(term string) string {
	if strings.Contains(term, " ") {
		return `"` + term + `"`
	}
	return term
}

func (p past) cursor() ingest.Cursor {
	b, err := json.Marshal(p)
	if err != nil {
		return "" // cannot happen: strings
	}
	return ingest.Cursor(b)
}
