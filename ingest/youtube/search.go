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

// search brings new videos for the terms whose turn it is, that which waits longest first. Where the searches are used up,
// everything else goes on; a later one looks back far enough.
func (s *Source) search(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	turn := slices.DeleteFunc(slices.Clone(s.terms), func(term string) bool { return !s.due(at.Searched[term], s.between()) })
	slices.SortStableFunc(turn, func(a, b string) int { return at.Searched[a].Compare(at.Searched[b]) })
	for _, term := range turn {
		next, err := s.seek(ctx, term, at, emit)
		if s.spent(err) && len(s.lines(at))+len(s.accounts) > 0 {
			break
		}
		if err != nil {
			return at, err
		}
		at = next
	}
	return at, nil
}

// between is the pause between two searches for a term, so that they last for the day and some are left for looking back.
func (s *Source) between() time.Duration {
	return max(s.options.Every, day*time.Duration(len(s.terms))/(searchesADay-spareSearches))
}

// seek brings the new videos that the search has for a term.
func (s *Source) seek(ctx context.Context, term string, at place, emit func(ingest.Page) error) (place, error) {
	now, last := s.env.Now().UTC(), at.Searched[term]
	from := last
	if from.IsZero() || from.After(now) {
		from = now
	}
	page, err := s.find(ctx, term, url.Values{"publishedAfter": {from.Add(-lookOut).Format(time.RFC3339)}})
	if err != nil {
		return at, err
	}
	ids := slices.DeleteFunc(page.ids(), at.knows)
	videos, err := s.videos(ctx, ids)
	if err != nil {
		return at, err
	}
	p, next := s.finds(at, videos, now)
	if page.Next != "" && len(ids) == len(page.Items) && !last.IsZero() {
		p.Gap, p.GapFrom = "the search has more new videos than one page shows", last
	}
	next = next.searched(term, now, s.terms, s.lines(next))
	p.Next = ingest.CursorOf(next)
	return next, emit(p)
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
func (s *Source) find(ctx context.Context, term string, q url.Values) (page hits, err error) {
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
