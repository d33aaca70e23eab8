package feed

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"molva/ingest"
	"molva/ingest/fetch"
)

// accept asks for XML where a server has the choice. It does not name JSON, because that would make fetch refuse XML.
const accept = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.8"

// rest is how long a failing feed is left alone.
type rest struct {
	until time.Time
	step  time.Duration
}

// The pauses of a failing feed among others that answer.
const (
	firstRest = time.Minute
	lastRest  = time.Hour
)

// Read asks every feed once. It returns an error only when all that were asked failed.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	at, err := parsePlace(after)
	if err != nil {
		return err
	}
	var failed []error
	answered := false
	for _, u := range s.feeds {
		k, now := key(u), s.env.Now()
		if at[k].early(now) {
			answered = true // it is well, and wants no question now
			continue
		}
		if now.Before(s.rests[k].until) {
			continue
		}
		page, next, err := s.ask(ctx, u, at[k])
		if ctx.Err() != nil {
			return ctx.Err()
		}
		// A feed without news has its page too: many feeds take long, and the worker is to see that we do not hang.
		if err == nil || len(page.Mentions)+len(page.Rejected) > 0 || !next.equal(at[k]) {
			at = at.with(k, next, s.feeds)
			page.Next = at.cursor()
			if err := emit(page); err != nil {
				return err
			}
		}
		if err == nil {
			answered = true
			delete(s.rests, k)
			continue
		}
		failed = append(failed, err)
		s.rest(k, u, err)
	}
	if answered {
		return nil
	}
	clear(s.rests) // when nothing answers, the worker sets the pace
	return errors.Join(failed...)
}

// rest leaves a feed alone that failed, each time for longer.
func (s *Source) rest(k string, u *url.URL, err error) {
	r := s.rests[k]
	r.step = min(max(2*r.step, firstRest), lastRest)
	r.until = s.env.Now().Add(r.step)
	var wait *ingest.Throttled
	if errors.As(err, &wait) && wait.Until.After(r.until) {
		r.until = wait.Until
	}
	s.rests[k] = r
	if len(s.feeds) > 1 {
		s.env.Log.Warn("feed left alone", "feed", u.Host, "until", r.until, "err", err)
	}
}

// ask reads one feed. A page may come beside an error: what was whole of an answer that broke off.
func (s *Source) ask(ctx context.Context, u *url.URL, last mark) (ingest.Page, mark, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return ingest.Page{}, last, errors.New("make a request for the feed")
	}
	req.Header.Set("Accept", accept)
	if last.ETag != "" {
		req.Header.Set("If-None-Match", last.ETag)
	}
	if last.Modified != "" {
		req.Header.Set("If-Modified-Since", last.Modified)
	}
	body, header, status, err := fetch.Get(ctx, s.env.HTTP, req)
	switch {
	case status == http.StatusNotModified:
		return ingest.Page{}, last.asked(s.env.Now()), nil
	case status != http.StatusOK:
		return ingest.Page{}, last, cmp.Or(err, fmt.Errorf("%s answers %d, want 200 with a feed", u.Host, status))
	case len(body) > s.options.MaxBytes:
		body, err = body[:s.options.MaxBytes], fmt.Errorf("the feed is longer than %d bytes", s.options.MaxBytes)
	}
	return s.take(u, last, header, body, err)
}

// take turns an answer into a page and the mark that follows it. broken is why it is not whole; nil if it is.
func (s *Source) take(u *url.URL, last mark, header http.Header, body []byte, broken error) (ingest.Page, mark, error) {
	if broken == nil && len(bytes.TrimSpace(body)) == 0 {
		return ingest.Page{}, last, fmt.Errorf("%s answers with nothing, want a feed", u.Host)
	}
	doc, err := parse(toUTF8(body, header.Get("Content-Type")), s.options.MaxItems)
	if err != nil {
		return ingest.Page{}, last, cmp.Or(broken, fmt.Errorf("read the feed of %s: %w", u.Host, err))
	}
	items := mentions(doc, u, len(s.feeds) > 1)
	page, seen := fresh(items, last.Seen)
	page.Rejected = append(page.Rejected, doc.rejected...)
	next := mark{Seen: last.Seen.with(seen)} // what was known of a part that is missing stays known, and all is asked for again
	broken = cmp.Or(broken, doc.broken)
	if broken == nil && doc.whole {
		next = mark{ETag: short(header.Get("ETag")), Modified: short(header.Get("Last-Modified")), Seen: seen, Pause: doc.pause}
		next = next.asked(s.env.Now())
	}
	if len(seen) > 0 && slices.Equal(next.Seen, last.Seen) {
		page.Rejected = nil // the same answer as before; it was told then
	}
	return page, next, broken
}

// asked notes when a feed was asked that cares.
func (m mark) asked(now time.Time) mark {
	m.Asked = 0
	if m.Pause > 0 {
		m.Asked = now.Unix()
	}
	return m
}

func short(s string) string {
	if len(s) > maxHeader {
		return ""
	}
	return s
}
