package stackexchange

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"molva/ingest"
)

// Refresh asks each site twice: for the questions, also those whose answers are wanted, and for the answers.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	sites := map[string][]ingest.Known{}
	for _, k := range known {
		site, _, _ := strings.Cut(k.ID, "/")
		sites[site] = append(sites[site], k)
	}
	for _, site := range slices.Sorted(maps.Keys(sites)) {
		page, err := s.again(ctx, site, sites[site])
		if err != nil {
			return fmt.Errorf("look again at %s: %w", site, err)
		}
		if err := emit(page); err != nil {
			return err
		}
	}
	return nil
}

func (s *Source) again(ctx context.Context, site string, known []ingest.Known) (p ingest.Page, err error) {
	questions, answers := map[int64]post{}, map[int64]post{}
	for _, k := range known {
		if k.Thread == "" {
			questions[number(k.ID)] = post{}
		} else {
			questions[number(k.Thread)], answers[number(k.ID)] = post{}, post{}
		}
	}
	if err := s.fill(ctx, site, "/questions/", questions); err != nil {
		return p, err
	}
	if err := s.fill(ctx, site, "/answers/", answers); err != nil {
		return p, err
	}
	for _, k := range known {
		q := questions[number(k.ID)]
		it := q
		if k.Thread != "" {
			q, it = questions[number(k.Thread)], answers[number(k.ID)]
		}
		switch {
		case it.bad != nil:
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: k.ID, Reason: it.bad.Error()})
		case it.Question == 0 || q.Question == 0:
			p.Mentions = append(p.Mentions, ingest.Mention{ID: k.ID, Network: Network, Edited: s.env.Now(), Deleted: true})
		default:
			p.Mentions = append(p.Mentions, it.mention(site, q))
		}
	}
	return p, nil
}

// fill asks for up to 100 posts by their numbers. Those that the site does not give stay empty.
func (s *Source) fill(ctx context.Context, site, path string, posts map[int64]post) error {
	delete(posts, 0)
	if len(posts) == 0 {
		return nil
	}
	items, _, err := s.ask(ctx, site, path+join(maps.Keys(posts)), url.Values{})
	for _, it := range items {
		if n := number(site + "/" + it.id()); n != 0 {
			posts[n] = it
		}
	}
	return err
}

// number is that of a post on its site; 0 for what is no id from here.
func number(id string) int64 {
	_, digits, _ := strings.Cut(id, "/")
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// join writes numbers as the API wants them, in order.
func join(numbers iter.Seq[int64]) string {
	var all []string
	for _, n := range slices.Sorted(numbers) {
		all = append(all, strconv.FormatInt(n, 10))
	}
	return strings.Join(all, ";")
}
