package vk

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"
	"time"

	"molva/ingest"
)

const (
	actPosts = 20   // posts that are looked into in one read
	actPages = 5    // of the likes, reposts and comments of one post
	likePage = 1000 // the most people that likes.getList gives at once
	talkPage = 100  // and comments that wall.getComments does
)

// crowd keeps, once a day and some posts a read, who acted on what was posted this week and the last one. The set of a week
// grows for as long as its posts are looked at: whoever liked, shared or commented on a post of that week, or wrote it.
func (s *Source) crowd(ctx context.Context, r *reader) error {
	if !s.options.Active {
		return nil
	}
	to, left := r.at.Figures, actPosts
	w, ahead := to.Active.ahead(s.options.Accounts, s.env.Now(), day)
	for i, account := range ahead {
		end := s.weeks(account)
		through, err := s.actors(ctx, r, w, account, &left)
		switch {
		case err != nil && !gone(err) && s.ends(ctx, err, r):
			return err
		case err != nil: // where not all is told, nobody is to believe that these were all
			end = ingest.Page{Rejected: []ingest.Rejection{{Item: account, Reason: err.Error()}}}
		case !through:
			return nil
		}
		w = w.past(ahead[i:])
		to.Active = w
		if err := r.measured(end, to); err != nil {
			return err
		}
	}
	return nil
}

// weeks completes the sets of both weeks.
func (s *Source) weeks(account string) (p ingest.Page) {
	this := monday(s.env.Now())
	for _, began := range []time.Time{this.Add(-week), this} {
		p.Members = append(p.Members, ingest.Members{
			Account: account, Network: Network, Set: "active", At: began, Span: week, IDs: []string{}, Last: true,
		})
	}
	return p
}

// monday is when the week of a moment began, where VK's days do.
func monday(t time.Time) time.Time {
	y, m, d := t.In(moscow()).Date()
	back := (int(t.In(moscow()).Weekday()) + 6) % 7
	return time.Date(y, m, d-back, 0, 0, 0, 0, moscow()).UTC()
}

// actors looks into as many posts of an account as are left for this read, a page for each, and reports whether these were all.
func (s *Source) actors(ctx context.Context, r *reader, w walk, account string, left *int) (through bool, err error) {
	if *left == 0 {
		return false, nil
	}
	posts, err := s.acted(ctx, account, w.Offset)
	if err != nil {
		return false, err
	}
	some := posts[:min(len(posts), *left)]
	*left -= len(some)
	for _, p := range some {
		people, err := s.people(ctx, p)
		if err != nil {
			return false, err
		}
		page := ingest.Page{Members: []ingest.Members{{
			Account: account, Network: Network, Set: "active", At: monday(moment(p.Date)), Span: week, IDs: people,
		}}}
		to := r.at.Figures
		to.Active = walk{At: w.At, Before: w.Before, On: account, Offset: p.ID}
		if err := r.measured(page, to); err != nil {
			return false, err
		}
	}
	return len(some) == len(posts), nil
}

// acted are the posts of this week and the last one, by falling number, below the one that was looked into last; 0: none was.
func (s *Source) acted(ctx context.Context, account string, last int64) ([]post, error) {
	owner, err := s.owner(ctx, account)
	if err != nil {
		return nil, err
	}
	now := s.env.Now()
	posts, _, err := s.posted(ctx, new(ingest.Page), owner, monday(now).Add(-week))
	posts = slices.DeleteFunc(posts, func(p post) bool {
		return p.Deleted || moment(p.Date).After(now) || last > 0 && p.ID >= last
	})
	slices.SortFunc(posts, func(a, b post) int { return cmp.Compare(b.ID, a.ID) })
	return posts, err
}

// people are who acted on a post, each once: the first five thousand who liked it, as many who shared it, and who wrote the
// first five hundred comments. Communities are left out.
func (s *Source) people(ctx context.Context, of post) ([]string, error) {
	ids := []int64{of.From}
	for _, from := range []struct {
		n    *int64
		list func(context.Context, post, int) (ids []int64, more bool, err error)
	}{{of.Likes.Count, s.liked("likes")}, {of.Reposts.Count, s.liked("copies")}, {of.Comments.Count, s.commented}} {
		more := from.n != nil && *from.n > 0
		for page := 0; more && page < actPages; page++ {
			var some []int64
			var err error
			if some, more, err = from.list(ctx, of, page); err != nil && !amiss(err) { // else it has just gone, or hides them
				return nil, err
			}
			ids = append(ids, some...)
		}
	}
	slices.Sort(ids)
	people := []string{}
	for _, id := range slices.Compact(ids) {
		if id > 0 {
			people = append(people, strconv.FormatInt(id, 10))
		}
	}
	return people, nil
}

// liked lists who likes a post, or has shared it. See likes.getList.
func (s *Source) liked(filter string) func(context.Context, post, int) ([]int64, bool, error) {
	return func(ctx context.Context, of post, page int) ([]int64, bool, error) {
		found, err := call[struct {
			Items []int64 `json:"items"`
		}](ctx, s, "likes.getList", url.Values{
			"type": {"post"}, "owner_id": {strconv.FormatInt(of.owner(), 10)}, "item_id": {strconv.FormatInt(of.ID, 10)},
			"filter": {filter}, "count": {strconv.Itoa(likePage)}, "offset": {strconv.Itoa(page * likePage)},
		})
		return found.Items, len(found.Items) >= likePage, err
	}
}

// commented lists who commented on a post, with the first answers to each comment. See wall.getComments.
func (s *Source) commented(ctx context.Context, of post, page int) (ids []int64, more bool, err error) {
	type comment struct {
		From   int64 `json:"from_id"`
		Thread struct {
			Items []struct {
				From int64 `json:"from_id"`
			} `json:"items"`
		} `json:"thread"`
	}
	found, err := call[struct {
		Items []comment `json:"items"`
	}](ctx, s, "wall.getComments", url.Values{
		"owner_id": {strconv.FormatInt(of.owner(), 10)}, "post_id": {strconv.FormatInt(of.ID, 10)},
		"count": {strconv.Itoa(talkPage)}, "offset": {strconv.Itoa(page * talkPage)}, "thread_items_count": {"10"},
	})
	for _, c := range found.Items {
		ids = append(ids, c.From)
		for _, answer := range c.Thread.Items {
			ids = append(ids, answer.From)
		}
	}
	return ids, len(found.Items) >= talkPage, err
}
