package mastodon

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"molva/ingest"
)

// fetches is how many statuses an instance is asked, in one Refresh, to fetch from where they live.
const fetches = 10

// Refresh asks the instance for the statuses as they are now. Gone are those that it says are not there when it is asked
// for them alone; the number of a status must be known for that.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	var numbers, rest []string
	ids := map[string]string{}
	for _, k := range known {
		number := s.number(k.ID)
		if number == "" {
			rest = append(rest, k.ID)
			continue
		}
		numbers, ids[number] = append(numbers, number), k.ID
	}
	for batch := range slices.Chunk(numbers, perCall) {
		found, gone, err := s.sure(ctx, batch)
		if err != nil {
			return err
		}
		page := s.now(ctx, found)
		for _, number := range gone {
			s.book.hide(number)
			page.Mentions = append(page.Mentions, s.gone(ids[number]))
		}
		if err := emit(page); err != nil {
			return err
		}
	}
	return s.fetched(ctx, rest, emit)
}

// number is the instance's own number of a status: remembered, or part of the id when the status is the instance's own.
func (s *Source) number(id string) string {
	if number := s.book.number(id); number != "" {
		return number
	}
	u, err := url.Parse(id)
	if err != nil || u.Host != s.base.Host {
		return ""
	}
	_, number, _ := strings.Cut(u.Path, "/statuses/")
	if number == "" || strings.ContainsFunc(number, func(r rune) bool { return r < '0' || r > '9' }) {
		return ""
	}
	return number
}

// fetched looks at statuses of other instances whose number is not known, by a search that makes the instance fetch them.
// What it does not find may be gone or not; nothing is said of it.
func (s *Source) fetched(ctx context.Context, ids []string, emit func(ingest.Page) error) error {
	if s.options.Token.Empty() {
		return nil
	}
	var found []status
	for _, id := range ids[:min(fetches, len(ids))] {
		items, err := s.results(ctx, url.Values{"q": {id}, "resolve": {"true"}})
		if err != nil {
			return err
		}
		for _, data := range items {
			if st, bad := parseStatus(data); bad == nil && st.URI == id {
				found = append(found, st)
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	return emit(s.now(ctx, found))
}

// now is a page of statuses as they are.
func (s *Source) now(ctx context.Context, found []status) ingest.Page {
	var d draft
	for _, st := range found {
		s.book.learn(st)
		if st.open() {
			d.page.Mentions, d.answers = append(d.page.Mentions, st.mention(s.base.Host)), append(d.answers, st.ReplyTo)
		}
	}
	s.threaded(ctx, d.page.Mentions, d.answers)
	return d.page
}
