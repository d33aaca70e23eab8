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

// Why a search does not go back to where the span begins.
const (
	onlyFirst = "without app_password the search shows only its first page"
	closed    = "without app_password the search is closed"
	tooDeep   = "the search goes no further back"
)

const depth = 500 // pages that are read of one term; servers stop before

// past is where the reading of the past stands: terms are searched one after the other, newest posts first.
type past struct {
	Term  string `json:"term,omitempty"`
	Page  string `json:"page,omitempty"`  // the search's own cursor; "" is the first
	Pages int    `json:"pages,omitempty"` // of the term that were read
	Done  bool   `json:"done,omitempty"`  // the term was searched to its end
}

// Backfill searches for each term. What names no topic is left out, as a search finds more than it was asked for.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at past
	if err := after.Into(&at); err != nil {
		return err
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
			page.Next = ingest.CursorOf(next)
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

// search reads one page by app.bsky.feed.searchPosts. A page may be empty and not the last: the AppView leaves out what
// moderators hide after it has counted.
func (s *Source) search(ctx context.Context, span ingest.Span, at past) (p ingest.Page, next past, err error) {
	var found struct {
		Cursor string            `json:"cursor"`
		Posts  []json.RawMessage `json:"posts"`
	}
	if err := s.ask(ctx, "app.bsky.feed.searchPosts", question(span, at), &found); err != nil {
		return s.unanswered(err, span, at)
	}
	views, rejected := parseViews(found.Posts)
	p = s.page(ctx, slices.DeleteFunc(views, func(v view) bool {
		m := v.mention()
		return !span.Has(m.Published) || !s.env.Matches(m)
	}))
	p.Rejected = rejected
	next = past{Term: at.Term, Page: found.Cursor, Pages: at.Pages + 1}
	switch {
	case found.Cursor == "" || found.Cursor == at.Page:
		next = at.ended()
	case s.login == nil:
		next, p.Gap, p.GapFrom = at.ended(), onlyFirst, span.From
	case next.Pages >= depth:
		next, p.Gap, p.GapFrom = at.ended(), tooDeep, span.From
	}
	return p, next, nil
}

// unanswered is what an error of a search means: some end its term, others the reading for now.
func (s *Source) unanswered(err error, span ingest.Span, at past) (p ingest.Page, next past, _ error) {
	var refusal *fetch.StatusError
	refused := errors.As(err, &refusal) && refusal.Status == http.StatusBadRequest
	switch {
	case s.login == nil && errors.Is(err, ingest.ErrDenied):
		p.Gap, p.GapFrom = closed, span.From
	case refused && at.Page != "":
		p.Gap, p.GapFrom = tooDeep, span.From
	case refused:
		p.Rejected = []ingest.Rejection{{Item: at.Term, Reason: "the search does not take this term"}}
	default:
		return p, at, err
	}
	return p, at.ended(), nil
}

// ended is the place behind the term.
func (p past) ended() past { return past{Term: p.Term, Done: true} }

// question is a search for what was posted in the span, the newest first.
func question(span ingest.Span, at past) url.Values {
	q := url.Values{"q": {phrase(at.Term)}, "sort": {"latest"}, "limit": {"100"}}
	q.Set("since", span.From.UTC().Format(time.RFC3339))
	q.Set("until", span.To.UTC().Format(time.RFC3339))
	if at.Page != "" {
		q.Set("cursor", at.Page)
	}
	return q
}

// ask asks as who is logged in, if anybody is.
func (s *Source) ask(ctx context.Context, method string, q url.Values, into any) error {
	if s.login != nil {
		return s.login.get(ctx, method, q, into)
	}
	return s.appview.Get(ctx, "/xrpc/"+method, q, into)
}

// phrase keeps the words of a term together, unless it says itself which belong together.
func phrase(term string) string {
	if strings.Contains(term, " ") && !strings.Contains(term, `"`) {
		return `"` + term + `"`
	}
	return term
}
