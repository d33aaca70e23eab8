package vk

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"

	"molva/ingest"
)

const (
	talkPages  = 10 // of comments that are looked through where there are new ones
	olderPages = 2  // of them that begin among what is known
	threads    = 10 // long ones of which the latest answers are asked for
	inThread   = 10 // answers that come with a comment, the oldest ones
)

// conversation is what is said under a post or in a topic.
type conversation struct {
	spot
	total   int64  // comments, or untold
	context string // what they are about
	title   string
}

const untold = -1 // where comments are hidden, which is not none

func (c conversation) number() string { return strconv.FormatInt(c.item, 10) }

// listen brings the new comments of conversations. What VK has against one of them does not hold up the others.
func (s *Source) listen(ctx context.Context, t task, r *reader, all []conversation) error {
	var failed error
	for _, c := range all {
		err := s.hear(ctx, t, r, c)
		if err != nil && !amiss(err) {
			return err
		}
		failed = cmp.Or(failed, err)
	}
	return failed
}

// hear brings the new comments of a conversation, if their number has changed.
func (s *Source) hear(ctx context.Context, t task, r *reader, c conversation) error {
	l := r.at.Lines[t.name()]
	was := l.Talks[c.number()]
	if c.total == was.Count || c.total == untold {
		return nil
	}
	h := hearing{conversation: c, was: was, texts: map[int64]string{}}
	h.met = h.strange()
	if c.total > was.Count {
		if err := s.look(ctx, &h); err != nil && !gone(err) { // comments may be closed
			return err
		}
	}
	p, now := h.news()
	if len(h.said) > 0 && !h.met && !h.enough() {
		p.Gap = "a post has more new comments than are looked through"
	}
	return r.bring(t, p, l.talking(c.number(), now))
}

// hearing is a conversation that is being looked through.
type hearing struct {
	conversation
	was   talk
	page  ingest.Page      // what cannot be read
	said  []said           // that was not read before
	texts map[int64]string // of what was said, by number
	long  []int64          // comments with more answers than came
	last  int64
	met   bool // it has come to what is known
}

// said is a comment on its way into a page.
type said struct {
	comment
	top int64 // the comment in whose thread it stands; 0: in none
	who people
}

// look looks through a conversation, newest comments first, until it has as many new ones as there must be. Where it has met
// those that are known, it goes on for some answers to older ones, of which VK may count more than it shows.
func (s *Source) look(ctx context.Context, h *hearing) error {
	for pages, older := 0, 0; pages < talkPages && older < olderPages && !h.enough(); pages++ {
		found, err := s.comments(ctx, h.spot, 0, pages*talkPage)
		if err != nil {
			return err
		}
		if h.take(found, 0); len(found.Items) < talkPage {
			h.met = true
			break
		}
		if h.met {
			older++
		}
	}
	for _, top := range h.long[:min(len(h.long), threads)] {
		if h.enough() {
			break
		}
		found, err := s.comments(ctx, h.spot, top, 0)
		if err != nil {
			return err
		}
		h.take(found, top)
	}
	return nil
}

// comments asks for a hundred comments of a spot, or of the thread under one of them. See wall.getComments and
// board.getComments.
func (s *Source) comments(ctx context.Context, at spot, top int64, offset int) (list, error) {
	q := url.Values{"count": {strconv.Itoa(talkPage)}, "offset": {strconv.Itoa(offset)}, "sort": {"desc"}, "need_likes": {"1"}, "extended": {"1"}}
	if at.kind == "board" {
		q.Set("group_id", strconv.FormatInt(-at.owner, 10))
		q.Set("topic_id", strconv.FormatInt(at.item, 10))
		return call[list](ctx, s, "board.getComments", q)
	}
	q.Set("owner_id", strconv.FormatInt(at.owner, 10))
	q.Set("post_id", strconv.FormatInt(at.item, 10))
	q.Set("fields", fields)
	if top != 0 {
		q.Set("comment_id", strconv.FormatInt(top, 10))
	} else {
		q.Set("thread_items_count", strconv.Itoa(inThread))
	}
	return call[list](ctx, s, "wall.getComments", q)
}

// take takes a list of comments and the answers that came with them.
func (h *hearing) take(found list, top int64) {
	who := found.people()
	for _, c := range items(&h.page, found.Items, comment.usable) {
		h.met = h.met || top == 0 && c.ID <= h.was.Last
		h.add(said{c, top, who})
		for _, answer := range items(&h.page, c.Thread.Items, comment.usable) {
			h.add(said{answer, c.ID, who})
		}
		if c.Thread.Count > int64(len(c.Thread.Items)) {
			h.long = append(h.long, c.ID)
		}
	}
}

func (h *hearing) add(c said) {
	_, twice := h.texts[c.ID]
	h.texts[c.ID] = plain(c.Text)
	h.last = max(h.last, c.ID)
	if !twice && c.ID > h.was.Last {
		h.said = append(h.said, c)
	}
}

// enough reports whether there is as much new as there must be. Where nobody has listened before, new and old answers cannot be
// told from each other.
func (h *hearing) enough() bool {
	return (h.kind == "board" || !h.strange()) && int64(len(h.said)) >= h.total-h.was.Count
}

// strange reports whether the conversation was there before us.
func (h *hearing) strange() bool { return h.was.Last == 0 && h.was.Count > 0 }

// news is a page of what is new, and how far the conversation is read with it. Where nobody has listened before, the latest of
// what was said is new, as much as came since.
func (h *hearing) news() (ingest.Page, talk) {
	slices.SortFunc(h.said, func(a, b said) int { return cmp.Compare(a.ID, b.ID) })
	if grown := h.total - h.was.Count; h.strange() && grown < int64(len(h.said)) {
		h.said = h.said[len(h.said)-int(max(grown, 0)):]
	}
	p := h.page
	for _, c := range h.said {
		if m, speaks := h.mention(c); speaks {
			p.Mentions = append(p.Mentions, m)
		}
	}
	return p, talk{Count: h.total, Last: max(h.was.Last, h.last)}
}

// mention is what a comment says, with what it answers as far as that is known.
func (h *hearing) mention(c said) (ingest.Mention, bool) {
	m, speaks := c.comment.mention(h.spot, c.who)
	if c.top != 0 && c.parent(h.spot) == 0 {
		m.Parent = h.comment(c.top)
	}
	m.Title = h.title
	m.Context = cmp.Or(h.texts[c.parent(h.spot)], h.texts[c.top], h.context)
	return m, speaks
}
