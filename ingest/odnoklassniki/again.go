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

// Refresh asks for topics by their ids, and for comments by way of their threads: the newest hundred of each come at once,
// the others one by one. What OK no longer has is deleted; of the comments of a thread that is shut nothing is told.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	var ids []string
	talks := map[string][]string{} // comments by thread; "" of a topic asks for the topic itself
	for _, k := range known {
		t, c := apart(k.ID)
		if !numberForm.MatchString(t.ID) {
			continue // no id of ours
		}
		talks[t.key()] = append(talks[t.key()], c)
		if t.Type == topicType && !slices.Contains(ids, t.ID) {
			ids = append(ids, t.ID)
		}
	}
	got, err := s.certain(ctx, ids)
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

// certain asks for topics by their ids. One that does not come with the others is asked for alone before it counts as gone.
func (s *Source) certain(ctx context.Context, ids []string) (found, error) {
	all, err := s.topics(ctx, ids)
	for _, id := range ids {
		if err != nil {
			return all, err
		}
		if t := all.thread(topicType + "/" + id); t.Count < 0 && len(ids) > 1 {
			var one found
			one, err = s.topics(ctx, []string{id})
			all = all.and(one)
		}
	}
	return all, err
}

// thread is the one with a key. A topic that is gone has none; Count is then -1.
func (f found) thread(key string) thread {
	t, _ := apart(key)
	if t.Type != topicType {
		return t
	}
	if i := slices.IndexFunc(f.threads, func(one thread) bool { return one.ID == t.ID }); i >= 0 {
		return f.threads[i]
	}
	if t.Count = -1; slices.ContainsFunc(f.bad, func(r ingest.Rejection) bool { return r.Item == key }) {
		t.Count = 0 // it is there, but cannot be read
	}
	return t
}

// again is what a thread and some of its comments have become.
func (s *Source) again(ctx context.Context, t thread, ids []string) (p ingest.Page, err error) {
	isComment := func(id string) bool { return id != "" }
	h := heap{seen: map[string]int64{}}
	if t.Count >= 0 && slices.ContainsFunc(ids, isComment) {
		page, err := s.talk(ctx, t, newest)
		if err != nil {
			ids = slices.DeleteFunc(slices.Clone(ids), isComment)
		}
		if err := s.refused(ctx, t.key(), err, &p); err != nil {
			return p, err
		}
		h.take(t, page, ingest.Trail{}, 0)
	}
	for _, id := range ids {
		switch i := slices.IndexFunc(h.all, func(c comment) bool { return c.ID == id }); {
		case t.Count < 0:
			p.Mentions = append(p.Mentions, s.gone(t, id))
		case id == "" && t.Topic != nil:
			p.Mentions = append(p.Mentions, t.Topic.mention())
		case id == "": // it cannot be read
		case i >= 0 && !h.all[i].removed():
			p.Mentions = append(p.Mentions, t.mention(h.all[i], h.all))
		default:
			if err := s.one(ctx, t, id, h.all, &p); err != nil {
				return p, err
			}
		}
	}
	return p, nil
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
		return s.refused(ctx, t.key()+"/"+id, err, p)
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
