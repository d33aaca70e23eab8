package odnoklassniki

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"

	"molva/ingest"
)

// step is where looking back stands: in a page of a group's topics, how many of which are done.
type step struct {
	Group  string `json:"group"`
	Anchor string `json:"anchor,omitempty"` // of the page
	Done   int    `json:"done,omitempty"`
}

// Backfill brings the topics of the span, group by group and newest first, each with the comments that are of the span.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at step
	if err := after.Into(&at); err != nil {
		return err
	}
	for _, g := range s.options.Groups[max(slices.Index(s.options.Groups, at.Group), 0):] {
		if at.Group != g {
			at = step{Group: g}
		}
		for more := true; more; {
			page, err := s.stats(ctx, g, span, at.Anchor)
			if err != nil {
				return err
			}
			if err := s.older(ctx, span, *page.Topics, &at, emit); err != nil {
				return err
			}
			if more = page.More && page.Anchor != at.Anchor; more {
				at = step{Group: g, Anchor: page.Anchor}
			}
		}
	}
	return nil
}

// older brings the topics of a page, with a cursor after each.
func (s *Source) older(ctx context.Context, span ingest.Span, page []stat, at *step, emit func(ingest.Page) error) error {
	for _, one := range page[min(at.Done, len(page)):] {
		got, err := s.topics(ctx, []string{one.ID})
		if err != nil {
			return err
		}
		p := ingest.Page{Rejected: got.bad}
		for _, t := range got.topics {
			x := t.thread()
			x.Names = got.names
			_, err := s.hear(ctx, x, heard{Count: -1}, &p)
			if errors.Is(err, ingest.ErrDenied) { // the comments of this one
				p.Rejected = append(p.Rejected, ingest.Rejection{Item: x.key(), Reason: err.Error()})
			} else if err != nil {
				return err
			}
		}
		p.Mentions = slices.DeleteFunc(p.Mentions, func(m ingest.Mention) bool { return !span.Has(m.Published) })
		at.Done++
		p.Next = ingest.CursorOf(*at)
		if err := emit(p); err != nil {
			return err
		}
	}
	return nil
}

// Refresh asks for topics by their ids, and for comments by way of their threads: the newest hundred of each come at once,
// the others one by one. What OK no longer has is deleted; of a thread that is shut nothing is told.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	var ids []string
	talks := map[string][]string{} // comments by thread; "" of a topic asks for the topic itself
	for _, k := range known {
		t, c := apart(k.ID)
		if t.ID == "" {
			continue // no id of ours
		}
		talks[t.key()] = append(talks[t.key()], c)
		if t.Type == topicType && !slices.Contains(ids, t.ID) {
			ids = append(ids, t.ID)
		}
	}
	got, err := s.topics(ctx, ids)
	if err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(talks)) {
		p, err := s.again(ctx, got.thread(key), talks[key])
		if err != nil {
			return err
		}
		p.Rejected, got.bad = append(p.Rejected, got.bad...), nil
		if err := emit(p); err != nil {
			return err
		}
	}
	return nil
}

// apart takes a mention's id apart; the comment's is empty for a topic.
func apart(id string) (t thread, comment string) {
	t.Type, id, _ = strings.Cut(id, "/")
	t.ID, comment, _ = strings.Cut(id, "/")
	return t, comment
}

// thread is the one with a key. A topic that is gone has none; Count is then -1.
func (f found) thread(key string) thread {
	t, _ := apart(key)
	if t.Type != topicType {
		return t
	}
	for _, one := range f.topics {
		if one.ID == t.ID {
			x := one.thread()
			x.Names = f.names
			return x
		}
	}
	if t.Count = -1; slices.ContainsFunc(f.bad, func(r ingest.Rejection) bool { return r.Item == key }) {
		t.Count = 0 // it is there, but cannot be read
	}
	return t
}

// again is what a thread and some of its comments have become.
func (s *Source) again(ctx context.Context, t thread, ids []string) (p ingest.Page, err error) {
	var page talk
	if t.Count >= 0 && slices.ContainsFunc(ids, func(id string) bool { return id != "" }) {
		page, err = s.talk(ctx, t, "")
	}
	if errors.Is(err, ingest.ErrGone) || errors.Is(err, ingest.ErrDenied) {
		ids, err = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id != "" }), nil
	}
	h := heap{seen: map[string]int64{}}
	h.take(t, page, ingest.Trail{}, 0)
	for _, id := range ids {
		if err != nil {
			return p, err
		}
		switch i := slices.IndexFunc(h.all, func(c comment) bool { return c.ID == id }); {
		case t.Count < 0:
			p.Mentions = append(p.Mentions, s.gone(t, id))
		case id == "" && t.Topic != nil:
			p.Mentions = append(p.Mentions, t.Topic.mention(t.Names))
		case id == "": // it cannot be read
		case i >= 0 && !h.all[i].removed():
			p.Mentions = append(p.Mentions, t.mention(h.all[i], h.all))
		default:
			err = s.one(ctx, t, id, h.all, &p)
		}
	}
	return p, err
}

// one asks for a comment that is not among a thread's newest. See discussions.getComment.
func (s *Source) one(ctx context.Context, t thread, id string, others []comment, p *ingest.Page) error {
	var answer struct {
		Comment json.RawMessage `json:"comment"`
	}
	q := url.Values{"discussionId": {t.ID}, "discussionType": {t.Type}, "comment_id": {id}}
	err := s.call(ctx, "discussions.getComment", q, &answer)
	if errors.Is(err, ingest.ErrGone) {
		p.Mentions = append(p.Mentions, s.gone(t, id))
		return nil
	}
	if err != nil {
		return err
	}
	switch c, err := parseComment(answer.Comment); {
	case err != nil:
		p.Rejected = append(p.Rejected, ingest.Rejection{Item: t.key() + "/" + id, Reason: err.Error()})
	case c.removed():
		p.Mentions = append(p.Mentions, s.gone(t, id))
	default:
		p.Mentions = append(p.Mentions, t.mention(c, others))
	}
	return nil
}

// gone is a topic, or a comment of a thread, that is not there any more.
func (s *Source) gone(t thread, comment string) ingest.Mention {
	id := strings.TrimSuffix(t.key()+"/"+comment, "/")
	return ingest.Mention{ID: id, Network: Network, Deleted: true, Edited: s.env.Now().UTC()}
}
