package x

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"molva/ingest"
)

// Refresh buys the posts again, if the options allow that, as many as there is money for. Of one that was edited X gives the
// version that is asked for; the newest one is bought beside it. See GET /2/tweets.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	if !s.options.Refresh {
		return nil
	}
	var ids []string
	for _, k := range known {
		if number(k.ID) != 0 {
			ids = append(ids, k.ID)
		}
	}
	newer, err := s.lookAgain(ctx, ids, emit)
	if err == nil {
		_, err = s.lookAgain(ctx, newer, emit)
	}
	return err
}

// lookAgain buys posts and returns the ids of those of which there is a newer version.
func (s *Source) lookAgain(ctx context.Context, ids []string, emit func(ingest.Page) error) (newer []string, err error) {
	for queue := ids; len(queue) > 0; {
		n, a, err := s.lookUp(ctx, queue)
		if err != nil {
			return nil, fmt.Errorf("look again: %w", err)
		}
		p, more := s.again(a, queue[:n])
		if err := emit(p); err != nil {
			return nil, err
		}
		queue, newer = queue[n:], append(newer, more...)
	}
	return newer, nil
}

// lookUp buys the first n posts with these ids, all of them if there is money for it.
func (s *Source) lookUp(ctx context.Context, ids []string) (n int, a answer, err error) {
	err = s.purse.buy(ctx, min(len(ids), fewPosts), min(len(ids), mostPosts), s.each(), func(ctx context.Context, most int) (float64, error) {
		n = most
		a, err = s.ask(ctx, "/2/tweets", url.Values{"ids": {strings.Join(ids[:n], ",")}})
		return s.bill(a), err
	})
	return n, a, err
}

// again is what an answer says of the posts with these ids, and the ids of their newest versions where it brings the first.
func (s *Source) again(a answer, ids []string) (p ingest.Page, newer []string) {
	authors := authorsOf(a)
	for _, data := range a.Data {
		if item, err := parsePost(data); err == nil && item.ID == item.first() && item.ID != item.last() {
			newer = append(newer, item.last())
			continue
		}
		s.add(&p, data, authors)
	}
	for _, problem := range a.Errors {
		if problem.gone() && slices.Contains(ids, problem.ID) {
			p.Mentions = append(p.Mentions, ingest.Mention{ID: problem.ID, Network: Network, Deleted: true, Edited: s.env.Now().UTC()})
		}
	}
	return p, newer
}
