package vk

import (
	"context"
	"net/url"
	"strconv"

	"molva/ingest"
)

const (
	searchPage = 200 // the most posts that newsfeed.search gives at once
	namedPage  = 50  // and newsfeed.getMentions
	manyPages  = 5   // of either in one read; of a search there are about so many in all
)

// seek brings the new posts that the search has for a term. See newsfeed.search.
func (s *Source) seek(ctx context.Context, t task, l line, r *reader) error {
	q := url.Values{"q": {t.of}, "count": {strconv.Itoa(searchPage)}, "extended": {"1"}, "fields": {fields}}
	return s.newest(ctx, t, l, r, searching, q, s.env.Matches, func(found list, _ int) bool {
		q.Set("start_from", found.Next)
		return found.Next != ""
	})
}

// named brings the new posts in which somebody is mentioned. See newsfeed.getMentions.
func (s *Source) named(ctx context.Context, t task, l line, r *reader) error {
	q := url.Values{"owner_id": {strconv.FormatInt(t.owner, 10)}, "count": {strconv.Itoa(namedPage)}}
	return s.newest(ctx, t, l, r, "newsfeed.getMentions", q, nil, func(found list, pages int) bool {
		q.Set("offset", strconv.Itoa(pages*namedPage))
		return len(found.Items) == namedPage
	})
}

// newest brings what is new in a list, newest first, that can be asked for from a time on; turn sets the next page and reports
// whether there is one.
func (s *Source) newest(ctx context.Context, t task, l line, r *reader, method string, q url.Values, wanted func(ingest.Mention) bool, turn func(found list, pages int) bool) error {
	f := sift(l, wanted)
	if l.Until != 0 {
		q.Set("start_time", strconv.FormatInt(l.since(), 10))
	}
	pages := 1
	for ; ; pages++ {
		found, err := call[list](ctx, s, method, q)
		if err != nil {
			return err
		}
		f.take(found)
		if l.Until == 0 || !turn(found, pages) {
			break
		}
		if pages == manyPages {
			f.lost(method + " has more new posts than are looked through")
			break
		}
	}
	return r.list(t, f.page, l.passed(f.seen, s.env.Now()).after(pages))
}
