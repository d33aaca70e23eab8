package youtube

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"molva/ingest"
)

const (
	day     = 24 * time.Hour
	lookOut = day // how much later than it is published a video may come to be found
)

// search brings new videos when it is its turn.
func (s *Source) search(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	now := s.env.Now().UTC()
	if len(s.terms) == 0 || now.Sub(at.Searched) < s.between() {
		return at, nil
	}
	ids, gap, err := s.hits(ctx, at, now)
	if err != nil {
		return at, err
	}
	videos, err := s.videos(ctx, ids)
	if err != nil {
		return at, err
	}
	p, next := s.finds(at, videos, now)
	next.Searched, p.Gap = now, gap
	next = next.only(s.lines(next))
	p.Next = next.cursor()
	return next, inParts(p, emit)
}

// between is the pause between two rounds of searches, so that they last for the day and some are left for looking back.
func (s *Source) between() time.Duration {
	return max(s.options.Every, day*time.Duration(len(s.terms))/(searchesADay-spareSearches))
}

// hits are the new videos that the search has for all terms.
func (s *Source) hits(ctx context.Context, at place, now time.Time) (ids []string, gap string, err error) {
	from := now
	if !at.Searched.IsZero() {
		from = at.Searched
	}
	for _, term := range s.terms {
		page, err := s.find(ctx, term, url.Values{"publishedAfter": {from.Add(-lookOut).Format(time.RFC3339)}})
		if s.spent(err) && len(ids)+len(s.options.Channels)+len(s.options.Videos) > 0 {
			break // the rest goes on; a later round looks back far enough
		}
		if err != nil {
			return nil, "", err
		}
		old := 0
		for _, h := range page.Items {
			switch {
			case h.ID.Video == "" || at.knows(h.ID.Video):
				old++
			case !slices.Contains(ids, h.ID.Video):
				ids = append(ids, h.ID.Video)
			}
		}
		if page.Next != "" && old == 0 {
			gap = "the search has more new videos than one page shows"
		}
	}
	return ids, gap, nil
}

// spent notes that there are no more searches for now, if that is what the error says.
func (s *Source) spent(err error) bool {
	var throttled *ingest.Throttled
	if !errors.As(err, &throttled) {
		return false
	}
	s.env.Governor.Heard(searches, 0, throttled.Until)
	s.env.Log.Info("search waits", "err", err)
	return true
}

// find asks for the newest videos that a term finds. See search.list; - and | mean something in its q.
func (s *Source) find(ctx context.Context, term string, q url.Values) (page list[hit], err error) {
	if strings.ContainsAny(term, " -|") {
		term = `"` + strings.ReplaceAll(term, `"`, "") + `"`
	}
	q.Set("part", "id")
	q.Set("type", "video")
	q.Set("order", "date")
	q.Set("maxResults", "50")
	q.Set("q", term)
	err = s.ask(ctx, searches, "search", q, &page)
	return page, err
}

// finds makes a page of the videos that name a topic, oldest first, and remembers all of them.
func (s *Source) finds(at place, videos []video, now time.Time) (ingest.Page, place) {
	var p ingest.Page
	var more []found
	for _, v := range videos {
		m := v.mention()
		wanted := s.env.Matches(m)
		if wanted {
			p.Mentions = append(p.Mentions, m)
		}
		seen := m.Published
		if seen.IsZero() || seen.After(now) {
			seen = now
		}
		more = append(more, found{ID: v.ID, At: seen, Follow: wanted})
	}
	slices.SortStableFunc(p.Mentions, func(a, b ingest.Mention) int { return a.Published.Compare(b.Published) })
	return p, at.finding(more, now)
}
