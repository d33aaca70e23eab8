package mastodon

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"molva/ingest"
)

// What is asked of an instance beside statuses by the twenty, in one Refresh: a hundred single questions would be more than it
// answers in a minute.
const (
	singles = 20 // statuses that it is asked for alone
	fetches = 10 // and those that it is asked to fetch from where they live
)

// Refresh asks the instance for the statuses as they are now. Gone are those that it says are not there when it is asked
// for them alone; the number of a status must be known for that.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	var numbers, rest, left []string
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
		found, err := s.together(ctx, batch)
		if err != nil {
			return err
		}
		if err := emit(s.now(ctx, found)); err != nil {
			return err
		}
		left = append(left, without(batch, found)...)
	}
	if err := s.alone(ctx, left[:min(singles, len(left))], ids, emit); err != nil {
		return err
	}
	return s.fetched(ctx, rest, emit)
}

// without are the numbers of which no status was found.
func without(numbers []string, found []status) []string {
	return slices.DeleteFunc(slices.Clone(numbers), func(n string) bool {
		return slices.ContainsFunc(found, func(st status) bool { return st.Number == n })
	})
}

// alone asks for statuses one by one, for as long as the instance lets it.
func (s *Source) alone(ctx context.Context, numbers []string, ids map[string]string, emit func(ingest.Page) error) error {
	found, gone, err := s.each(ctx, numbers)
	if err != nil && !slow(err) {
		return err
	}
	if len(gone) > 0 { // a proxy without the instance behind it says the same of everything
		if err := s.api.Get(ctx, "/api/v2/instance", nil, new(struct{})); err != nil {
			return fmt.Errorf("ask whether the instance is there: %w", err)
		}
	}
	page := s.now(ctx, found)
	for _, number := range gone {
		s.book.hide(number)
		page.Mentions = append(page.Mentions, s.gone(ids[number]))
	}
	return emit(page)
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
// What it does not find may be gone or not; nothing is said of it, nor of a token that does not let it search.
func (s *Source) fetched(ctx context.Context, ids []string, emit func(ingest.Page) error) error {
	if s.options.Token.Empty() {
		return nil
	}
	var found []status
	for _, id := range ids[:min(fetches, len(ids))] {
		items, err := s.results(ctx, url.Values{"q": {id}, "resolve": {"true"}})
		if err != nil {
			s.env.Log.Debug("fetch a status", "err", err)
		}
		if err != nil && final(err) || ctx.Err() != nil {
			break
		}
		for _, data := range items {
			if st, bad := parseStatus(data); bad == nil && st.URI == id {
				found = append(found, st)
			}
		}
	}
	if len(found) == 0 {
		return ctx.Err()
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
