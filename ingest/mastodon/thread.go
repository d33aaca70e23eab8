package mastodon

import (
	"context"
	"slices"
	"time"

	"molva/ingest"
)

const (
	climbs     = 4 // questions for what is above the replies of one page
	threadWait = 10 * time.Second
)

// threaded gives replies their parent, its text and the beginning of their thread, as far as the instance shows them.
// answers has the number of what each mention answers. It is a help and no more: a page is not held for it.
func (s *Source) threaded(ctx context.Context, mentions []ingest.Mention, answers []string) {
	ctx, cancel := context.WithTimeout(ctx, threadWait)
	defer cancel()
	for range climbs {
		missing := s.missing(answers)
		if len(missing) == 0 || !s.climb(ctx, missing) {
			break
		}
	}
	for i, number := range answers {
		if parent, ok := s.book.find(number); ok && parent.id != "" {
			mentions[i].Parent, mentions[i].Context, mentions[i].Thread = parent.id, parent.text, s.root(number)
		}
	}
}

// climb asks for statuses that the book lacks, and reports whether it is worth while to ask for what is above them.
func (s *Source) climb(ctx context.Context, missing []string) bool {
	found, err := s.some(ctx, missing)
	if err != nil {
		s.env.Log.Debug("read what replies answer", "err", err)
		return false
	}
	old := s.old.Load()
	if old {
		missing = missing[:min(few, len(missing))]
	}
	for _, number := range missing {
		s.book.hide(number)
	}
	for _, st := range found {
		s.book.learn(st)
	}
	return !old
}

// missing are the statuses, at most as many as may be asked for at once, by which the way up to the beginning of the
// threads is interrupted.
func (s *Source) missing(answers []string) (numbers []string) {
	for _, number := range answers {
		number, _, known := s.top(number)
		if number != "" && !known && len(numbers) < perCall && !slices.Contains(numbers, number) {
			numbers = append(numbers, number)
		}
	}
	return numbers
}

// root is the id of the status that begins the thread, "" when it is not known.
func (s *Source) root(number string) string {
	_, e, known := s.top(number)
	if !known || e.answers != "" {
		return ""
	}
	return e.id
}

// top goes up a thread to its beginning, or as far as it is known.
func (s *Source) top(number string) (string, entry, bool) {
	for range pages {
		e, known := s.book.find(number)
		if !known || e.answers == "" {
			return number, e, known
		}
		number = e.answers
	}
	return "", entry{}, false // the instance lets statuses answer each other in a ring
}
