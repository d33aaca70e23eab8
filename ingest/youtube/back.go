package youtube

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"molva/ingest"
	"molva/ingest/fetch"
)

// backPages are the pages that looking back takes of the search for one term.
const backPages = 5

// step is where looking back stands: in the threads of a line or in the search for a term.
type step struct {
	Line  string `json:"line,omitempty"`
	Term  string `json:"term,omitempty"`
	Token string `json:"token,omitempty"` // of the page to ask for
	Pages int    `json:"pages,omitempty"` // that came of the step
}

// Backfill brings the comments of the span, line by line and newest first, and then the videos that the search has of it.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	var from step
	if after != "" {
		if err := json.Unmarshal([]byte(after), &from); err != nil {
			return fmt.Errorf("read cursor: %w", err)
		}
	}
	for _, at := range s.steps(from) {
		for more := true; more; {
			p, next, err := s.older(ctx, span, at)
			if at.Token != "" && at == from && refused(err) { // pages' tokens do not last for ever
				at.Token, at.Pages = "", 0
				continue
			}
			if errors.Is(err, ingest.ErrGone) {
				p.Rejected = []ingest.Rejection{{Item: at.Line + at.Term, Reason: err.Error()}}
				err = nil
			}
			if err != nil {
				return err
			}
			p.Next = next.cursor()
			if err := inParts(p, emit); err != nil {
				return err
			}
			at, more = next, next.Token != ""
		}
	}
	return nil
}

// steps are what is left to do from a step on; all, when the options no longer have it. One without a token is done.
func (s *Source) steps(from step) []step {
	var all []step
	for _, line := range s.lines(place{}) {
		all = append(all, step{Line: line})
	}
	for _, term := range s.terms {
		all = append(all, step{Term: term})
	}
	for i, at := range all {
		if at.Line == from.Line && at.Term == from.Term && from.Token != "" {
			all[i] = from
			return all[i:]
		}
		if at.Line == from.Line && at.Term == from.Term {
			return all[i+1:]
		}
	}
	return all
}

func (at step) cursor() ingest.Cursor {
	b, err := json.Marshal(at)
	if err != nil {
		return "" // cannot happen: strings and a number
	}
	return ingest.Cursor(b)
}

// older brings one page of a step and gives the next one, without a token when that was the last.
func (s *Source) older(ctx context.Context, span ingest.Span, at step) (ingest.Page, step, error) {
	next := step{Line: at.Line, Term: at.Term, Pages: at.Pages + 1}
	if at.Term != "" {
		p, token, err := s.olderVideos(ctx, span, at)
		if next.Pages < backPages {
			next.Token = token
		}
		return p, next, err
	}
	threads, err := s.threads(ctx, at.Line, at.Token)
	if err != nil {
		return ingest.Page{}, next, err
	}
	n := news{mark: mark{Seen: map[string]int64{}, Grown: map[string]int64{}}}
	oldest, err := s.sift(ctx, threads.Items, mark{Last: span.From.Add(overlap)}, &n)
	if err != nil {
		return ingest.Page{}, next, err
	}
	n.taken = slices.DeleteFunc(n.taken, func(t taken) bool { return !holds(span, t.at) })
	if !oldest.Before(span.From) {
		next.Token = threads.Next
	}
	err = s.settle(ctx, &n)
	return n.page, next, err
}

// olderVideos brings one page of what the search has of a span.
func (s *Source) olderVideos(ctx context.Context, span ingest.Span, at step) (ingest.Page, string, error) {
	q := url.Values{"publishedAfter": {span.From.UTC().Format(time.RFC3339)}, "publishedBefore": {span.To.UTC().Format(time.RFC3339)}}
	if at.Token != "" {
		q.Set("pageToken", at.Token)
	}
	page, err := s.find(ctx, at.Term, q)
	if err != nil {
		return ingest.Page{}, "", err
	}
	var ids []string
	for _, h := range page.Items {
		if h.ID.Video != "" {
			ids = append(ids, h.ID.Video)
		}
	}
	videos, err := s.videos(ctx, ids)
	videos = slices.DeleteFunc(videos, func(v video) bool {
		at, _ := ingest.ParseTime(v.Snippet.Published)
		return !holds(span, at)
	})
	p, _ := s.finds(place{}, videos, s.env.Now().UTC())
	return p, page.Next, err
}

// refused reports whether YouTube did not understand what was asked, as with a token that it has forgotten.
func refused(err error) bool {
	var status *fetch.StatusError
	return errors.As(err, &status) && status.Status == http.StatusBadRequest
}

func holds(span ingest.Span, at time.Time) bool { return !at.Before(span.From) && at.Before(span.To) }
