package stackexchange

import (
	"cmp"
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
		if site, _, _ := strings.Cut(k.ID, "/"); number(k.ID) != 0 {
			sites[site] = append(sites[site], k)
		}
	}
	for _, site := range slices.Sorted(maps.Keys(sites)) {
		posts, err := s.again(ctx, site, sites[site])
		if err != nil {
			return fmt.Errorf("look again at %s: %w", site, err)
		}
		var p ingest.Page
		for i, one := range posts {
			switch id := sites[site][i].ID; {
			case one.bad != nil:
				p.Rejected = append(p.Rejected, ingest.Rejection{Item: id, Reason: one.bad.Error()})
			case one.Question == 0:
				p.Mentions = append(p.Mentions, ingest.Mention{ID: id, Network: Network, Edited: s.env.Now(), Deleted: true})
			default:
				p.Mentions = append(p.Mentions, one.mention(site))
			}
		}
		if err := emit(p); err != nil {
			return err
		}
	}
	return nil
}

// again is what mentions of a site have become, in their order; an empty post is not there any more.
func (s *Source) again(ctx context.Context, site string, known []ingest.Known) (now []post, err error) {
	questions, answers := map[int64]post{}, map[int64]post{}
	for _, k := range known {
		questions[number(cmp.Or(k.Thread, k.ID))] = post{}
		if k.Thread != "" {
			answers[number(k.ID)] = post{}
		}
	}
	if err := s.fill(ctx, site, "/questions/", questions); err != nil {
		return nil, err
	}
	if err := s.fill(ctx, site, "/answers/", answers); err != nil {
		return nil, err
	}
	for _, k := range known {
		one := questions[number(cmp.Or(k.Thread, k.ID))]
		if k.Thread != "" && one.Question != 0 {
			one = answers[number(k.ID)].to(one)
		}
		now = append(now, one)
	}
	return now, nil
}

// fill asks for up to 100 posts by their numbers. Those that the site does not give stay empty, unless one that it gives
// cannot be read: it may be any of them.
func (s *Source) fill(ctx context.Context, site, path string, posts map[int64]post) error {
	if len(posts) == 0 {
		return nil
	}
	items, _, err := s.ask(ctx, site, path+join(maps.Keys(posts)), url.Values{})
	var unread error
	for _, it := range items {
		posts[cmp.Or(it.Answer, it.Question)] = it
		unread = cmp.Or(unread, it.bad)
	}
	for id, p := range posts {
		if p.Question == 0 {
			posts[id] = post{bad: unread}
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
