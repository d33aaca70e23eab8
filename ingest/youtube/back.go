package youtube

import (
	"context"
	"net/url"
	"slices"
	"time"

	"molva/ingest"
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
	if err := after.Into(&from); err != nil {
		return err
	}
	for _, at := range s.steps(from) {
		for more := true; more; {
			p, next, err := s.older(ctx, span, at)
			if at.Token != "" && at == from && refused(err) { // pages' tokens do not last for ever
				at.Token, at.Pages = "", 0
				continue
			}
			if gone(err) {
				p.Rejected = []ingest.Rejection{{Item: at.Line + at.Term, Reason: err.Error()}}
				err = nil
			}
			if err != nil {
				return err
			}
			p.Next = ingest.CursorOf(next)
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
	i := slices.IndexFunc(all, func(at step) bool { return at.Line == from.Line && at.Term == from.Term })
	if i < 0 || from.Token == "" {
		return all[i+1:]
	}
	all[i] = from
	return all[i:]
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
	var n news
	old := mark{Trail: ingest.Trail{Until: span.From.Add(overlap).Unix()}}
	n.begin(old, true, s.env.Now())
	oldest, err := s.sift(ctx, threads.Items, old, &n)
	if err != nil {
		return ingest.Page{}, next, err
	}
	n.taken = slices.DeleteFunc(n.taken, func(t taken) bool { return !span.Has(t.at) })
	if !oldest.Before(span.From) && threads.Next != at.Token { // or it would go in circles
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
	videos, err := s.videos(ctx, page.ids())
	videos = slices.DeleteFunc(videos, func(v video) bool {
		at, _ := ingest.ParseTime(v.Snippet.Published)
		return !span.Has(at)
	})
	p, _ := s.finds(place{}, videos, s.env.Now().UTC())
	return p, page.Next, err
}
