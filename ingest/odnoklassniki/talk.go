package odnoklassniki

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"molva/ingest"
)

const (
	maxTalk = 9   // pages of one thread's comments in one read, so that they fit a page of ours
	back    = 600 // seconds that a comment may come to be listed later than others
)

// heard is how far a thread was read.
type heard struct {
	Count        int64 `json:"count"` // comments that it had then; less than 0: not even its topic was taken
	ingest.Trail       // of them
	Shut         bool  `json:"shut,omitempty"` // it could not be read, which was told
}

// shut is a thread that cannot be read, which is told once.
func (h heard) shut(r ingest.Rejection, p *ingest.Page) heard {
	if !h.Shut {
		p.Rejected = append(p.Rejected, r)
	}
	h.Shut = true
	return h
}

// hear adds what is new in a thread to a page: the topic itself if nothing of it was heard, and comments. An error is of the
// comments; the topic is heard all the same.
func (s *Source) hear(ctx context.Context, t thread, old heard, p *ingest.Page) (heard, error) {
	if old.Count < 0 && t.Topic != nil && t.Text != "" {
		p.Mentions = append(p.Mentions, t.Topic.mention())
	}
	had := max(old.Count, 0)
	if t.Count == had {
		return heard{Count: had, Trail: old.Trail}, nil
	}
	c, err := s.comments(ctx, t, old.Trail)
	switch {
	case errors.Is(err, ingest.ErrGone): // comments are switched off, or the thread went meanwhile
		return heard{Count: t.Count, Trail: old.Trail}, nil
	case err != nil:
		return heard{Count: had, Trail: old.Trail, Shut: old.Shut}, err
	}
	p.Mentions = append(p.Mentions, c.mentions(t)...)
	p.Rejected = append(p.Rejected, c.bad...)
	if c.more {
		p.Gap = fmt.Sprintf("%s has more than %d new comments; the older of them are left out", t.key(), maxTalk*perCall)
		if old.Until > 0 {
			p.GapFrom = time.Unix(old.Until, 0).UTC()
		}
	}
	now := s.env.Now()
	return heard{Count: t.Count, Trail: settled(old.Passed(c.seen, now.Unix(), back), now)}, nil
}

// settled forgets which comments a trail has seen when the last is older than any may come late: hundreds of threads stand in
// a cursor, and most of them are quiet.
func settled(t ingest.Trail, now time.Time) ingest.Trail {
	if now.Unix()-t.Until <= back {
		return t
	}
	return ingest.Trail{Until: t.Until + back + 1}
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
	anchor := newest
	for range maxTalk {
		page, err := s.talk(ctx, t, anchor)
		if err != nil {
			return h, err
		}
		met := h.take(t, page, old, old.Until-back)
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

// talk is a page of a thread's comments.
type talk struct {
	Comments []json.RawMessage `json:"comments"`
	paging
}

const newest = "LAST" // the anchor of a talk's end

// talk asks for a page of comments, those before an anchor. See discussions.getComments.
func (s *Source) talk(ctx context.Context, t thread, anchor string) (page talk, err error) {
	q := url.Values{"discussionId": {t.ID}, "discussionType": {t.Type}, "fields": {"comment.*"}, "direction": {"BACKWARD"}}
	err = s.list(ctx, "discussions.getComments", q, anchor, &page, &page.paging)
	return page, err
}
