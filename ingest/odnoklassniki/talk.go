package odnoklassniki

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"molva/ingest"
)

const (
	maxTalk = 9                // pages of one thread's comments in one read, so that they fit a page of ours
	overlap = 10 * time.Minute // how much later than others a comment may come to be listed
)

// hear adds what is new in a thread to a page: the topic itself if nothing of it was heard, and comments.
func (s *Source) hear(ctx context.Context, t thread, old heard, p *ingest.Page) (heard, error) {
	if old.Count == -1 && t.Topic != nil && t.Text != "" {
		p.Mentions = append(p.Mentions, t.Topic.mention(t.Names))
	}
	if t.Count <= max(old.Count, 0) {
		return heard{t.Count, old.Trail}, nil
	}
	c, err := s.comments(ctx, t, old.Trail)
	if errors.Is(err, ingest.ErrGone) { // comments are switched off, or the thread went meanwhile
		return heard{t.Count, old.Trail}, nil
	}
	if err != nil {
		return heard{max(old.Count, 0), old.Trail}, err
	}
	p.Mentions = append(p.Mentions, c.mentions(t)...)
	p.Rejected = append(p.Rejected, c.bad...)
	if c.more {
		p.Gap = fmt.Sprintf("%s has more than %d new comments; the older of them are left out", t.key(), maxTalk*perCall)
		if old.Until > 0 {
			p.GapFrom = time.Unix(old.Until, 0).UTC()
		}
	}
	now := s.env.Now().Unix()
	return heard{t.Count, old.Passed(c.seen, now, int64(overlap/time.Second))}, nil
}

// heap is what was taken of a thread's comments.
type heap struct {
	fresh, all []comment
	bad        []ingest.Rejection
	seen       map[string]int64
	more       bool // than were asked for
}

// comments are those of a thread that a trail has not seen, down to where it begins.
func (s *Source) comments(ctx context.Context, t thread, old ingest.Trail) (heap, error) {
	h := heap{seen: map[string]int64{}}
	since, anchor := old.Until-int64(overlap/time.Second), ""
	for range maxTalk {
		page, err := s.talk(ctx, t, anchor)
		if err != nil {
			return h, err
		}
		met := h.take(t, page, old, since)
		if anchor, h.more = page.Anchor, page.More && !met; !h.more {
			break
		}
	}
	return h, nil
}

// take sorts a page of comments, and reports whether it reaches back to what was read before.
func (h *heap) take(t thread, page talk, old ingest.Trail, since int64) (met bool) {
	for _, data := range page.Comments {
		c, err := parseComment(data)
		at := old.Until // of one that tells no time
		if !c.at().IsZero() {
			at = c.at().Unix()
		}
		_, twice := h.seen[c.ID]
		known := twice || old.Has(c.ID, at)
		h.seen[c.ID] = at
		switch {
		case err != nil && !known && at >= since:
			h.bad = append(h.bad, ingest.Rejection{Item: t.key() + "/" + c.ID, Reason: err.Error()})
		case err == nil:
			h.all = append(h.all, c)
			met = met || at < since
			if !known && at >= since && !c.removed() {
				h.fresh = append(h.fresh, c)
			}
		}
	}
	return met
}

// mentions are the fresh comments of a thread, oldest first.
func (h heap) mentions(t thread) (all []ingest.Mention) {
	slices.SortFunc(h.fresh, func(a, b comment) int { return cmp.Or(a.at().Compare(b.at()), cmp.Compare(a.ID, b.ID)) })
	for _, c := range h.fresh {
		if c.Text != "" { // a sticker or a picture
			all = append(all, t.mention(c, h.all))
		}
	}
	return all
}

// talk is a page of a thread's comments; the first has the newest.
type talk struct {
	Comments []json.RawMessage `json:"comments"`
	Anchor   string            `json:"anchor"`
	More     bool              `json:"has_more"`
}

// talk asks for a page of comments. See discussions.getComments.
func (s *Source) talk(ctx context.Context, t thread, anchor string) (page talk, err error) {
	q := url.Values{"discussionId": {t.ID}, "discussionType": {t.Type}, "count": {strconv.Itoa(perCall)}, "fields": {"comment.*"}}
	if anchor != "" {
		q.Set("anchor", anchor)
	}
	err = s.call(ctx, "discussions.getComments", q, &page)
	page.More = page.More && page.Anchor != "" && page.Anchor != anchor // or it would go in circles
	return page, err
}
