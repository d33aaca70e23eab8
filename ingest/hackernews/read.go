package hackernews

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"molva/ingest"
)

// In seconds, as the search has its times.
const (
	overlap = 15 * 60      // by which the index may run behind
	ahead   = 24 * 60 * 60 // by which the site's clock may run ahead of ours
)

const (
	perPage   = 1000 // mentions of one page
	perAnswer = 200  // hits of one answer; the search gives up to 1000
)

// Read brings what was written since the cursor, oldest first.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at ingest.Trail
	if err := after.Into(&at); err != nil {
		return err
	}
	end := s.env.Now().Unix() + ahead
	if at.Until > 0 {
		return s.walk(ctx, at, at.Until-overlap, end, emit)
	}
	hits, _, err := s.find(ctx, 0, end)
	if err != nil {
		return err
	}
	_, err = s.deliver(ctx, hits, at, emit)
	return err
}

// Backfill brings what was written in the span, oldest first.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at ingest.Trail
	if err := after.Into(&at); err != nil {
		return err
	}
	return s.walk(ctx, at, max(span.From.Unix(), at.Until), span.To.Unix(), emit)
}

// walk takes what was written in a span, in windows that are short enough for one answer each.
func (s *Source) walk(ctx context.Context, at ingest.Trail, from, to int64, emit func(ingest.Page) error) error {
	for step := to - from; from < to; {
		end := min(from+step, to)
		hits, full, err := s.find(ctx, from, end)
		if err != nil {
			return err
		}
		if full && end-from > 1 {
			step = (end - from + 1) / 2
			continue
		}
		if at, err = s.deliver(ctx, hits, at, emit); err != nil {
			return err
		}
		from, step = end, 2*step
	}
	return nil
}

// find asks for the hits of all terms from one second up to, without, another. Words stand for themselves and, at the end,
// for what begins with them: no guesses at typing errors. full: there may be more.
func (s *Source) find(ctx context.Context, from, to int64) (hits []json.RawMessage, full bool, err error) {
	if len(s.terms) == 0 {
		return nil, false, errors.New("nothing to search for: no topic has a word that a search could take; set search")
	}
	most := max(1, min(perAnswer, perPage/len(s.terms)))
	q := url.Values{
		"numericFilters":        {fmt.Sprintf("created_at_i>=%d,created_at_i<%d", from, to)},
		"hitsPerPage":           {strconv.Itoa(most)},
		"typoTolerance":         {"false"},
		"advancedSyntax":        {"true"},
		"attributesToHighlight": {"none"}, // is no attribute; all of them would come twice
	}
	for _, term := range s.terms {
		var answer struct { // https://hn.algolia.com/api, and https://www.algolia.com/doc/rest-api/search/ for the rest
			Hits []json.RawMessage `json:"hits"` // newest first
			Max  int               `json:"hitsPerPage"`
		}
		q.Set("query", queryOf(term))
		if err := s.search.Get(ctx, "/api/v1/search_by_date", q, &answer); err != nil {
			return nil, false, fmt.Errorf("search: %w", err)
		}
		hits, full = append(hits, answer.Hits...), full || len(answer.Hits) >= max(1, cmp.Or(answer.Max, most))
	}
	return hits, full, nil
}

// queryOf writes a term in the search's syntax: a phrase in quotes, and so what the syntax would take for a minus.
func queryOf(term string) string {
	words := strings.Join(strings.Fields(strings.ReplaceAll(term, `"`, " ")), " ")
	if strings.ContainsFunc(words, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		return `"` + words + `"`
	}
	return words
}

// deliver emits, oldest first, the hits that are new and name a topic.
func (s *Source) deliver(ctx context.Context, hits []json.RawMessage, at ingest.Trail, emit func(ingest.Page) error) (ingest.Trail, error) {
	var p ingest.Page
	seen := map[string]int64{}
	said := map[string]string{} // by comment
	for _, h := range fresh(hits, at) {
		seen[h.ID], said[h.ID] = h.Created, h.Comment
		if h.bad != nil {
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: h.ID, Reason: h.bad.Error()})
		} else if m := h.mention(); s.env.Matches(m) {
			p.Mentions = append(p.Mentions, m)
		}
	}
	if len(seen) == 0 {
		return at, nil
	}
	s.explain(ctx, p.Mentions, said)
	next := at.Passed(seen, s.env.Now().Unix(), overlap)
	p.Next = ingest.CursorOf(next)
	return next, emit(p)
}

// fresh are the hits that were not seen, oldest first, each once though several terms found it.
func fresh(data []json.RawMessage, at ingest.Trail) []hit {
	var hits []hit
	for _, one := range data {
		if h := parseHit(one, at.Until); !at.Has(h.ID, h.Created) {
			hits = append(hits, h)
		}
	}
	slices.SortFunc(hits, func(a, b hit) int { return cmp.Or(cmp.Compare(a.Created, b.Created), cmp.Compare(a.ID, b.ID)) })
	return slices.CompactFunc(hits, func(a, b hit) bool { return a.ID == b.ID })
}
